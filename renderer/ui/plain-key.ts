/**
 * Makes a listener for keys pressed without Ctrl, Alt or Meta that nobody else has used. `act` hears the key and whether
 * it is for a field or a menu, and answers whether it has used it.
 */
export function plainKey(act: (key: string, isTyping: boolean) => boolean): (event: KeyboardEvent) => void {
  return (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (isPlain && !event.defaultPrevented && act(event.key, isTyping(event.target))) event.preventDefault();
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role=menu]') !== null
  );
}
