import { nextTick, shallowRef, type ShallowRef } from 'vue';

/** A component that is loaded before it is first wanted, so that it is there at once then. */
export function useLoaded<T>(load: () => Promise<{ readonly default: T }>): {
  /** Null until it is loaded. */
  readonly component: Readonly<ShallowRef<T | null>>;
  /** Resolves once it is loaded and, where it is wanted, on the page. */
  load(): Promise<void>;
} {
  const component = shallowRef<T | null>(null);
  return {
    component,
    async load() {
      component.value = (await load()).default;
      await nextTick();
    },
  };
}
