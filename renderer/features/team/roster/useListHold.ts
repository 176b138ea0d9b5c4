import { computed, nextTick, onScopeDispose, ref, type ComputedRef } from 'vue';

/** Whether somebody is in the list, and the listeners (for `v-on`) that keep track of it. */
export interface ListHold {
  readonly isHeld: ComputedRef<boolean>;
  readonly listeners: Readonly<
    Record<'pointerenter' | 'pointerleave' | 'focusin' | 'focusout', (event: Event) => void>
  >;
}

/** Holds a list while pointer or focus is in it. A hidden popover lets go, since no pointer leaves it then. */
export function useListHold(): ListHold {
  const hasPointer = ref(false);
  const hasFocus = ref(false);

  function onFocusout(event: Event): void {
    void follow(event.currentTarget, event instanceof FocusEvent ? event.relatedTarget : null);
  }

  /** A line with the focus that is drawn elsewhere loses it for a moment: nobody has left the list then. */
  async function follow(box: EventTarget | null, next: EventTarget | null): Promise<void> {
    if (next === null) await nextTick();
    const has = next ?? (document.hasFocus() ? document.activeElement : null);
    hasFocus.value = has instanceof Node && box instanceof Node && box.contains(has);
  }

  function onVisibility(): void {
    if (document.visibilityState === 'hidden') hasPointer.value = false;
  }
  document.addEventListener('visibilitychange', onVisibility);
  onScopeDispose(() => document.removeEventListener('visibilitychange', onVisibility));

  return {
    isHeld: computed(() => hasPointer.value || hasFocus.value),
    listeners: {
      pointerenter: () => (hasPointer.value = true),
      pointerleave: () => (hasPointer.value = false),
      focusin: () => (hasFocus.value = true),
      focusout: onFocusout,
    },
  };
}
