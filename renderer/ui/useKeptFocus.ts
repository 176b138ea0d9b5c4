import { useEventListener, useMutationObserver } from '@vueuse/core';
import type { Ref } from 'vue';

/** What takes the focus where the control that had it is gone, before the page itself does. */
const FOCUS_HOME = 'data-focus-home';

/**
 * Keeps the focus out of nowhere: a control that is taken off the page, such as the last button of a form, hands it on to
 * the page's main part, and one that was disabled for a while gets it back. From nowhere, the next Tab key would lead to
 * any place.
 */
export function useKeptFocus(main: Readonly<Ref<HTMLElement | null>>): void {
  let last: HTMLElement | null = null;

  useEventListener(document, 'focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : null;
  });
  useEventListener(document, 'focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return;
    // A click beside all controls takes the focus from one that could keep it.
    queueMicrotask(() => {
      if (target === last && last !== null && isLost() && canFocus(last)) last = null;
    });
  });
  // A task later, whoever knows a better place has used it.
  useMutationObserver(document.body, () => setTimeout(regain), {
    childList: true,
    subtree: true,
    attributeFilter: ['disabled', 'hidden'],
  });

  function regain(): void {
    if (last === null || !isLost()) return;
    if (canFocus(last)) last.focus({ preventScroll: true });
    else if (!last.isConnected) (homeIn(main.value) ?? main.value)?.focus({ preventScroll: true });
  }
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function canFocus(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && isVisible(element);
}

function isVisible(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

function homeIn(main: HTMLElement | null): HTMLElement | null {
  const home = main?.querySelector<HTMLElement>(`[${FOCUS_HOME}]`) ?? null;
  return home !== null && isVisible(home) ? home : null;
}
