import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/vue-virtual';
import { computed, type ComputedRef, type Ref } from 'vue';

/** What a long list in a scroll box needs to draw only what is in sight. */
interface RowWindowParts {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly count: () => number;
  readonly keyOf: (index: number) => string | number;
  /** All rows are equally high. */
  readonly rowHeight: Readonly<Ref<number>>;
  /** Height of the head that sticks to the top of the box. */
  readonly headHeight: Readonly<Ref<number>>;
  /** A row that stays on the page out of sight, so that the keyboard does not lose it. */
  readonly kept?: () => number;
  /** Where the box is scrolled to at first. */
  readonly initialOffset?: number;
}

/** The rows to draw, `start` in pixels below the head, and a way to bring one into sight. */
interface RowWindow {
  readonly rows: ComputedRef<readonly { readonly index: number; readonly start: number }[]>;
  reveal(index: number): void;
}

/** Draws a window of a list of any length; the rest is room. */
export function useRowWindow(parts: RowWindowParts): RowWindow {
  const { scroller, count, keyOf, rowHeight, headHeight, kept, initialOffset = 0 } = parts;
  const virtualizer = useVirtualizer(
    computed(() => {
      // Read here, so that the window is laid out anew as soon as another row is to stay.
      const keptIndex = kept?.() ?? -1;
      return {
        count: count(),
        getScrollElement: () => scroller.value,
        estimateSize: () => rowHeight.value,
        getItemKey: keyOf,
        overscan: 8,
        scrollMargin: headHeight.value,
        scrollPaddingStart: headHeight.value,
        initialOffset,
        rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), keptIndex, range.count),
      };
    }),
  );
  return {
    rows: computed(() =>
      virtualizer.value.getVirtualItems().map(({ index, start }) => ({ index, start: start - headHeight.value })),
    ),
    reveal: (index) => virtualizer.value.scrollToIndex(index, { align: 'auto' }),
  };
}

function withIndex(inSight: number[], index: number, count: number): number[] {
  const isMissing = index >= 0 && index < count && !inSight.includes(index);
  return isMissing ? [...inSight, index].sort((a, b) => a - b) : inSight;
}
