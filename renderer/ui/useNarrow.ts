import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** Whether the window is as narrow as the popover; the style sheets use the same width. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(width < 700px)');
  const isNarrow = ref(query.matches);
  const follow = (): void => void (isNarrow.value = query.matches);
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return readonly(isNarrow);
}
