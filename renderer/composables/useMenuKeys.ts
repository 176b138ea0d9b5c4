import { onMounted, type ShallowRef } from 'vue';

const ITEMS = '[role=menuitem], [role=menuitemradio]';

/**
 * Opens a menu over the page and gives its keys, by the pattern of the ARIA practices: arrows go round, Home and End to
 * the ends, a letter to the next item that begins with it, Esc and Tab close. The focus begins at the item that is
 * checked, else at the first.
 */
export function useMenuKeys(root: Readonly<ShallowRef<HTMLElement | null>>, close: () => void) {
  const items = (): HTMLElement[] => [...(root.value?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];

  function step(event: KeyboardEvent): HTMLElement | undefined {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: at <= 0 ? -1 : at - 1,
      Home: 0,
      End: -1,
    };
    const target = steps[event.key];
    if (target !== undefined) return all.at(target);
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const letter = event.key.toLocaleLowerCase();
    const inTurn = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    return inTurn.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter));
  }

  onMounted(() => {
    if (root.value === null) return;
    root.value.popover = 'auto';
    root.value.showPopover();
    const all = items();
    (all.find((item) => item.getAttribute('aria-checked') === 'true') ?? all[0])?.focus();
  });

  return (event: KeyboardEvent): void => {
    const next = step(event);
    if (next !== undefined) next.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
  };
}
