import { useElementSize, useMediaQuery } from '@vueuse/core';
import { computed, type Ref } from 'vue';

/** Whether the window is as narrow as the popover; the style sheets use the same width. */
export const useNarrow = (): Readonly<Ref<boolean>> => useMediaQuery('(width < 700px)');

/** Whether the window leaves its height to the list; the style sheets use the same height. */
export const useShort = (): Readonly<Ref<boolean>> => useMediaQuery('(height <= 480px)');

/** Whether the page is zoomed so far that a line has room for the most important words alone. */
export const useTiny = (): Readonly<Ref<boolean>> => useMediaQuery('(width < 300px) and (height <= 480px)');

/** The inner width of an element in full pixels; 0 until it is on the page. */
export function useElementWidth(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const { width } = useElementSize(element);
  return computed(() => Math.floor(width.value));
}
