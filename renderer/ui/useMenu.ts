import { onBeforeUnmount, onMounted, type ShallowRef } from 'vue';

const ITEMS = '[role=menuitem], [role=menuitemradio]';

/**
 * Shows a menu over the page and gives the listener for its keys, by the pattern of the ARIA practices: arrows go round,
 * Home and End to the ends, a letter to the next item that begins with it, Esc and Tab close. The focus begins at the
 * item that is checked, else at the first. A press anywhere else closes it, and does what it was made for; one on
 * `opener` is left to that. So does a window of another size, or something that is scrolled: it would hang beside its
 * opener, perhaps at that of somebody else.
 */
export function useMenu(
  root: Readonly<ShallowRef<HTMLElement | null>>,
  close: () => void,
  opener: () => HTMLElement | null = () => null,
): (event: KeyboardEvent) => void {
  const items = (): HTMLElement[] => [...(root.value?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];

  function onPress({ target }: PointerEvent): void {
    const isOurs = target instanceof Node && [root.value, opener()].some((part) => part?.contains(target));
    if (!isOurs) close();
  }

  function onScroll({ target }: Event): void {
    if (target instanceof Node && root.value?.contains(target) !== true) close();
  }

  let frame = 0;
  onMounted(() => {
    if (root.value === null) return;
    // Not `auto`: a menu may open while the other mouse button is still down, and its release would close it again.
    root.value.popover = 'manual';
    root.value.showPopover();
    const all = items();
    (all.find((item) => item.ariaChecked === 'true') ?? all[0])?.focus();
    document.addEventListener('pointerdown', onPress, { capture: true });
    window.addEventListener('resize', close);
    // What was scrolled before the menu opened is told of until then.
    frame = requestAnimationFrame(() => document.addEventListener('scroll', onScroll, { capture: true }));
  });
  onBeforeUnmount(() => {
    document.removeEventListener('pointerdown', onPress, { capture: true });
    window.removeEventListener('resize', close);
    cancelAnimationFrame(frame);
    document.removeEventListener('scroll', onScroll, { capture: true });
  });

  return (event) => {
    const next = nextItem(items(), event);
    if (next !== undefined) next.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
  };
}

/** Where a key leads from the item that has the focus; undefined when it is not a moving key. */
function nextItem(
  all: readonly HTMLElement[],
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
): HTMLElement | undefined {
  const at = all.findIndex((item) => item === document.activeElement);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % all.length,
    ArrowUp: at <= 0 ? -1 : at - 1,
    Home: 0,
    End: -1,
  };
  const target = targets[key];
  if (target !== undefined) return all.at(target);
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined;
  const inOrder = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const letter = key.toLocaleLowerCase();
  return inOrder.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter));
}
