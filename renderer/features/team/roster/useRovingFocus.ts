import { computed, ref, type ComputedRef, type Ref } from 'vue';

const PAGE = 10;

/** A list is one tab stop, and the arrow keys move inside of it. */
interface RovingFocus {
  /** The key of the line that Tab reaches: the last one used, or else the first; null in an empty list. */
  readonly activeKey: ComputedRef<string | null>;
  /** Its place among all keys; -1 in an empty list. */
  readonly activeIndex: ComputedRef<number>;
  /** Remembers a line, for example after a click has focused it. */
  activate(key: string): void;
  /** Moves for an arrow, Home, End or Page key. Returns the key of the new line, or null for any other key press. */
  move(event: KeyboardEvent): string | null;
}

/** Where a key leads from `index` in a list of `count`; null for a key that does not move. */
function stepFor(key: string, index: number, count: number): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + PAGE,
    PageUp: index - PAGE,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? null : Math.min(Math.max(target, 0), count - 1);
}

/** Roving focus over lines, given by their keys in order. */
export function useRovingFocus(keys: Readonly<Ref<readonly string[]>>): RovingFocus {
  const last = ref<string | null>(null);
  // When the focused line is gone, the tab stop stays at its place and does not jump to the top.
  const lastIndex = ref(0);
  const activeIndex = computed(() => {
    const index = last.value === null ? -1 : keys.value.indexOf(last.value);
    return index === -1 ? Math.min(lastIndex.value, keys.value.length - 1) : index;
  });
  const activeKey = computed(() => (keys.value.length === 0 ? null : (keys.value.at(activeIndex.value) ?? null)));

  function activate(key: string): void {
    last.value = key;
    lastIndex.value = Math.max(keys.value.indexOf(key), 0);
  }

  function move(event: KeyboardEvent): string | null {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.value.length === 0) return null;
    const target = stepFor(event.key, activeIndex.value, keys.value.length);
    const key = target === null ? undefined : keys.value.at(target);
    if (key === undefined) return null;
    activate(key);
    return key;
  }

  return { activeKey, activeIndex, activate, move };
}
