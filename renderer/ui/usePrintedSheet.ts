import { useEventListener } from '@vueuse/core';
import { onScopeDispose, render, type VNode } from 'vue';

/**
 * While a view is open, prints a sheet in place of the page, which shows only some lines of its lists. The sheet exists
 * from `beforeprint` to `afterprint`, and is rendered synchronously because printing does not wait.
 * @param sheet what is printed now; null for the page itself
 */
export function usePrintedSheet(sheet: () => VNode | null): void {
  let box: HTMLElement | null = null;

  function remove(): void {
    if (box === null) return;
    render(null, box);
    box.remove();
    box = null;
  }

  function show(): void {
    remove();
    const content = sheet();
    if (content === null) return;
    box = document.createElement('div');
    box.className = 'printed-sheet';
    // References to fill patterns lead to the first in the document, and those of the page are not printed.
    document.body.prepend(box);
    render(content, box);
  }

  useEventListener(window, 'beforeprint', show);
  useEventListener(window, 'afterprint', remove);
  onScopeDispose(remove);
}
