import { computed, onBeforeUnmount, onMounted, readonly, ref, type ComputedRef, type Ref } from 'vue';
import { GROUP_PX, type AgentLine, type HeadLine, type RosterLines } from './roster-lines.ts';

/** Lines drawn on either side of those in sight: more than a turn of the wheel scrolls before the next frame. */
const OVERSCAN = 5;

/** A group head in sight, or nearly. */
type VisibleHead = HeadLine & {
  /** Where it stands, ready for `:style`. */
  readonly style: string;
};

/** An agent's line in sight, or nearly. */
type VisibleRow = AgentLine & {
  readonly style: string;
  /** Names the element that shows it; that of another line once this one is out of sight. */
  readonly slot: number;
};

/** The lines to draw of a list of any length. */
interface RowVirtualizer {
  readonly heads: ComputedRef<readonly VisibleHead[]>;
  readonly rows: ComputedRef<readonly VisibleRow[]>;
  readonly heightPx: ComputedRef<number>;
  /** The head of the group at the top of the visible part; null without one. */
  readonly topHead: ComputedRef<HeadLine | null>;
  /** Scrolls to have a line in sight below the head that stays at the top: no further than needed, or up to there. */
  scrollTo(index: number, to?: 'nearest' | 'top'): void;
}

/** Draws only the lines around the visible part of `scroller`. Heights are fixed, so nothing is measured. */
export function useRowVirtualizer(
  lines: Readonly<Ref<RosterLines>>,
  activeIndex: Readonly<Ref<number>>,
  scroller: Readonly<Ref<HTMLElement | null>>,
): RowVirtualizer {
  const { topPx, heightPx: seenPx, read } = useRowScroll(scroller);
  // Numbers of their own, so that scrolling within a line draws nothing.
  const first = computed(() => lines.value.indexAt(topPx.value));
  const last = computed(() => lines.value.indexAt(topPx.value + seenPx.value - 1));

  /** With the line that has the tab stop wherever the list is scrolled to, so that focus is never lost. */
  const indexes = computed(() => {
    const from = Math.max(first.value - OVERSCAN, 0);
    const to = Math.min(last.value + OVERSCAN, lines.value.count - 1);
    const drawn = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
    const active = activeIndex.value;
    if (active === -1 || (active >= from && active <= to)) return drawn;
    return active < from ? [active, ...drawn] : [...drawn, active];
  });

  const standing = computed(() =>
    indexes.value.flatMap((index) => {
      const line = lines.value.at(index);
      return line === undefined ? [] : [{ ...line, style: `transform: translateY(${lines.value.startOf(index)}px)` }];
    }),
  );
  const agents = computed(() => standing.value.filter((line) => line.kind === 'agent'));
  const slots = computed<ReadonlyMap<string, number>>((before = new Map()) => rowSlots(before, agents.value));

  function scrollTo(index: number, to: 'nearest' | 'top' = 'nearest'): void {
    const box = scroller.value;
    if (box === null) return;
    const [startPx, endPx] = [lines.value.startOf(index), lines.value.startOf(index + 1)];
    if (to === 'top' || startPx < box.scrollTop + GROUP_PX) box.scrollTop = startPx - GROUP_PX;
    else if (endPx > box.scrollTop + box.clientHeight) box.scrollTop = endPx - box.clientHeight;
    read();
  }

  return {
    heads: computed(() => standing.value.filter((line) => line.kind === 'head')),
    rows: computed(() => agents.value.map((line) => ({ ...line, slot: slots.value.get(line.key) as number }))),
    topHead: computed(() => lines.value.headOf(first.value)),
    heightPx: computed(() => lines.value.startOf(lines.value.count)),
    scrollTo,
  };
}

/** Which part of a scroll box is in sight, in pixels; `read` looks now, where an event would come too late. */
function useRowScroll(scroller: Readonly<Ref<HTMLElement | null>>) {
  const topPx = ref(0);
  const heightPx = ref(0);

  function read(): void {
    topPx.value = scroller.value?.scrollTop ?? 0;
    heightPx.value = scroller.value?.clientHeight ?? 0;
  }

  const observer = new ResizeObserver(read);
  onMounted(() => {
    read();
    if (scroller.value !== null) observer.observe(scroller.value);
    scroller.value?.addEventListener('scroll', read, { passive: true });
  });
  // The listener goes with its box.
  onBeforeUnmount(() => observer.disconnect());

  return { topPx: readonly(topPx), heightPx: readonly(heightPx), read };
}

/**
 * Gives each line in sight a slot, by key. A line that stays keeps its slot, and one that comes takes that of one that
 * went: its row is then written over instead of made anew, which costs three times as much.
 * @param before what this gave for the lines of before
 */
export function rowSlots(
  before: ReadonlyMap<string, number>,
  lines: readonly { readonly key: string }[],
): ReadonlyMap<string, number> {
  const keys = lines.map(({ key }) => key);
  const staying = new Set(keys);
  const free = [...before].flatMap(([key, slot]) => (staying.has(key) ? [] : [slot]));
  let unused = Math.max(-1, ...before.values()) + 1;
  return new Map(keys.map((key) => [key, before.get(key) ?? free.pop() ?? unused++]));
}
