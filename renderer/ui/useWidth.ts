import { useElementSize, useMediaQuery } from '@vueuse/core';
import { computed, type Ref } from 'vue';

/** Whether the window is as narrow as the popover; the style sheets use the same width. */
export const useNarrow = (): Readonly<Ref<boolean>> => useMediaQuery('(width < 700px)');

/** The inner width of an element in full pixels; 0 until it is on the page. */
export function useElementWidth(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const { width } = useElementSize(element);
  return computed(() => Math.floor(width.value));
}
