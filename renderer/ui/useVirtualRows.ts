import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/vue-virtual';
import { computed, type ComputedRef, type Ref } from 'vue';

interface VirtualList {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  /** The height of each row, in pixels. */
  readonly heights: () => readonly number[];
  /** The height of the head that sticks to the top of the box. */
  readonly headHeight: () => number;
  /** A row that stays in the document when it is scrolled away, so the focus is not lost; -1 for none. */
  readonly activeRow?: () => number;
  /** The initial scroll position. */
  readonly initialOffset?: number;
}

interface VirtualRows {
  /** The visible rows, some on either side, and the active one; `start` is in pixels below the head. */
  readonly rows: ComputedRef<readonly { readonly index: number; readonly start: number }[]>;
  /** The first row at the top of the box, possibly under the head. */
  readonly firstIndex: ComputedRef<number>;
  readonly totalHeight: ComputedRef<number>;
  /** Scrolls until a row is visible below the head: no further than needed, or until the row is at the top. */
  reveal(index: number, to?: 'nearest' | 'top'): void;
}

/** Renders only the visible rows. Their heights are known, so nothing is measured. */
export function useVirtualRows(list: VirtualList): VirtualRows {
  const { scroller, heights, headHeight, activeRow = () => -1, initialOffset = 0 } = list;
  // A new `getItemKey` makes the virtualizer lay out every row again, so it changes with the rows and not with the
  // active one.
  const layout = computed(() => {
    const all = heights();
    return {
      count: all.length,
      estimateSize: (index: number) => all[index] ?? 0,
      getItemKey: (index: number) => index,
    };
  });
  const virtualizer = useVirtualizer(
    computed(() => {
      const active = activeRow();
      return {
        ...layout.value,
        getScrollElement: () => scroller.value,
        overscan: 5,
        scrollMargin: headHeight(),
        scrollPaddingStart: headHeight(),
        initialOffset,
        rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), active, range.count),
      };
    }),
  );
  return {
    rows: computed(() =>
      virtualizer.value.getVirtualItems().map(({ index, start }) => ({ index, start: start - headHeight() })),
    ),
    firstIndex: computed(() => virtualizer.value.range?.startIndex ?? 0),
    totalHeight: computed(() => virtualizer.value.getTotalSize()),
    reveal: (index, to) => virtualizer.value.scrollToIndex(index, { align: to === 'top' ? 'start' : 'auto' }),
  };
}

function withIndex(visible: number[], index: number, count: number): number[] {
  const isMissing = index >= 0 && index < count && !visible.includes(index);
  return isMissing ? [...visible, index].sort((a, b) => a - b) : visible;
}
