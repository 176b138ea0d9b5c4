import { onBeforeUpdate, onUpdated, type Ref } from 'vue';

/** Hands the focus on where an update removes or hides what has it, or moves it, within an element. */
export function useLostFocus(element: Readonly<Ref<HTMLElement | null>>, handOn: () => void): void {
  let hadFocus = false;
  onBeforeUpdate(() => {
    hadFocus = element.value?.contains(document.activeElement) === true;
  });
  onUpdated(() => {
    const { activeElement: focused } = document;
    // What was hidden has the focus until the next frame.
    if (hadFocus && (focused === document.body || focused?.checkVisibility() === false)) handOn();
  });
}
