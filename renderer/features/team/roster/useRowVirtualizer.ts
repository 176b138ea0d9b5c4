import { computed, type ComputedRef, type Ref } from 'vue';
import { GROUP_PX, type AgentLine, type HeadLine, type RosterLines } from './roster-lines.ts';
import { rowSlots } from './row-slots.ts';
import { useRowScroll } from './useRowScroll.ts';

/** Lines drawn on either side of those in sight: more than a turn of the wheel scrolls before the next frame. */
const OVERSCAN = 5;

/** A group head in sight, or nearly. */
export type VisibleHead = HeadLine & {
  /** Where it stands, ready for `:style`. */
  readonly style: string;
};

/** An agent's line in sight, or nearly. */
export type VisibleRow = AgentLine & {
  readonly style: string;
  /** Names the element that shows it; that of another line once this one is out of sight. */
  readonly slot: number;
};

/** The lines to draw of a list of any length. */
export interface RowVirtualizer {
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
