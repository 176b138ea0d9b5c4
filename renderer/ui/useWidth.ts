import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';

/** Whether the window is as narrow as the popover; the style sheets use the same width. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(width < 700px)');
  const isNarrow = ref(query.matches);
  const follow = (): void => void (isNarrow.value = query.matches);
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return readonly(isNarrow);
}

/** The inner width of an element in pixels; 0 until it is on the page. */
export function useElementWidth(element: Readonly<Ref<Element | null>>): Readonly<Ref<number>> {
  const width = ref(0);
  const observer = new ResizeObserver(([entry]) => {
    if (entry !== undefined) width.value = Math.floor(entry.contentRect.width);
  });
  watch(
    element,
    (next) => {
      observer.disconnect();
      if (next !== null) observer.observe(next);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => observer.disconnect());
  return readonly(width);
}
