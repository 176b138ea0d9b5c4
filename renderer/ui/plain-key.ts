/**
 * Makes a listener for keys pressed without Ctrl, Alt or Meta that no other listener has used. `act` gets the key and
 * whether a field or menu has the focus, and returns whether it used the key.
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
