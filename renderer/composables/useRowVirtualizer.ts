import { computed, type ComputedRef, type Ref } from 'vue';
import { GROUP_PX, linePlaces } from '../team/line-places.ts';
import type { RosterGroup, RosterItem } from '../team/roster.ts';
import { useRowScroll } from './useRowScroll.ts';

/** Lines drawn on either side of those in sight. */
const OVERSCAN = 8;

/** One line in sight (or nearly) and where it stands. */
export interface VisibleLine {
  readonly item: RosterItem;
  /** Its place, ready for `:style`. */
  readonly style: string;
}

/** The lines to draw of a list of any length. */
export interface RowVirtualizer {
  readonly lines: ComputedRef<readonly VisibleLine[]>;
  readonly heightPx: ComputedRef<number>;
  /** The head of the group at the top of the visible part; null in an empty list. */
  readonly topGroup: ComputedRef<RosterGroup | null>;
  /** Scrolls no further than needed to have a line in sight, below the head that stays at the top. */
  scrollTo(index: number): void;
}

/** Draws only the lines around the visible part of `scroller`. Heights are fixed, so nothing is measured. */
export function useRowVirtualizer(
  items: Readonly<Ref<readonly RosterItem[]>>,
  activeIndex: Readonly<Ref<number>>,
  scroller: Readonly<Ref<HTMLElement | null>>,
): RowVirtualizer {
  const { topPx, heightPx: seenPx, read } = useRowScroll(scroller);
  const places = computed(() => linePlaces(items.value));
  // Numbers of their own, so that scrolling within a line draws nothing.
  const first = computed(() => places.value.indexAt(topPx.value));
  const last = computed(() => places.value.indexAt(topPx.value + seenPx.value - 1));

  /** With the line that has the tab stop wherever the list is scrolled to, so that focus is never lost. */
  const indexes = computed(() => {
    const from = Math.max(first.value - OVERSCAN, 0);
    const to = Math.min(last.value + OVERSCAN, items.value.length - 1);
    const drawn = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
    const active = activeIndex.value;
    if (active === -1 || (active >= from && active <= to)) return drawn;
    return active < from ? [active, ...drawn] : [...drawn, active];
  });

  function scrollTo(index: number): void {
    const box = scroller.value;
    if (box === null) return;
    const [startPx, endPx] = [places.value.startOf(index), places.value.startOf(index + 1)];
    if (endPx > box.scrollTop + box.clientHeight) box.scrollTop = endPx - box.clientHeight;
    else if (startPx < box.scrollTop + GROUP_PX) box.scrollTop = startPx - GROUP_PX;
    read();
  }

  return {
    lines: computed(() =>
      indexes.value.flatMap((index) => {
        const item = items.value[index];
        return item === undefined ? [] : [{ item, style: `transform: translateY(${places.value.startOf(index)}px)` }];
      }),
    ),
    topGroup: computed(() => places.value.groupAt(first.value)),
    heightPx: computed(() => places.value.startOf(items.value.length)),
    scrollTo,
  };
}
