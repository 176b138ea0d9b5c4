import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/vue-virtual';
import { computed, watch, type ComputedRef, type Ref } from 'vue';
import type { RosterGroup, RosterItem } from '../team/roster.ts';

// As in tokens.css: --row and --group.
const ROW_PX = 34;
const GROUP_PX = 28;

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
  scrollTo(index: number): void;
}

/** The drawn range, and the line with the tab stop wherever the list is scrolled to, so that focus is never lost. */
function rangeWith(activeIndex: number): (range: Range) => number[] {
  return (range) => {
    const indexes = defaultRangeExtractor(range);
    if (activeIndex === -1 || indexes.includes(activeIndex)) return indexes;
    return [...indexes, activeIndex].sort((a, b) => a - b);
  };
}

/** Draws only the lines around the visible part of `scroller`. Heights are fixed, so nothing is measured. */
export function useRowVirtualizer(
  items: Readonly<Ref<readonly RosterItem[]>>,
  activeIndex: Readonly<Ref<number>>,
  scroller: Readonly<Ref<HTMLElement | null>>,
): RowVirtualizer {
  const options = computed(() => {
    const list = items.value;
    return {
      count: list.length,
      getScrollElement: () => scroller.value,
      getItemKey: (index: number) => list[index]?.key ?? index,
      estimateSize: (index: number) => (list[index]?.kind === 'group' ? GROUP_PX : ROW_PX),
      rangeExtractor: rangeWith(activeIndex.value),
      overscan: 8,
      // The group head that stays at the top covers this much of a line scrolled to.
      scrollPaddingStart: GROUP_PX,
    };
  });
  const virtualizer = useVirtualizer(options);
  // It remembers heights by place, and a new list has its group heads in other places.
  watch(items, () => virtualizer.value.measure());

  return {
    lines: computed(() =>
      virtualizer.value.getVirtualItems().flatMap(({ index, start }) => {
        const item = items.value[index];
        return item === undefined ? [] : [{ item, style: `transform: translateY(${start}px)` }];
      }),
    ),
    topGroup: computed(() => groupAt(items.value, virtualizer.value.range?.startIndex ?? 0)),
    heightPx: computed(() => virtualizer.value.getTotalSize()),
    scrollTo: (index) => virtualizer.value.scrollToIndex(index, { align: 'auto' }),
  };
}

/** The nearest group head at or above a line. */
function groupAt(items: readonly RosterItem[], index: number): RosterGroup | null {
  for (let at = Math.min(index, items.length - 1); at >= 0; at -= 1) {
    const item = items[at];
    if (item?.kind === 'group') return item;
  }
  return null;
}
