import { onScopeDispose } from 'vue';
import type { Status } from '../../electron/shared/model.ts';

const KEYED: Readonly<Record<string, Status>> = { 1: 'AVAILABLE', 2: 'BUSY', 3: 'AWAY', 4: 'OFFLINE' };

/** What the keys of the team view do. */
export interface TeamKeys {
  toggle(status: Status): void;
  focusSearch(): void;
  /** Clears the search; false when there was nothing to clear. */
  clearSearch(): boolean;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** 1-4 toggle the tiles, `/` goes to the search, Esc clears it. Letters typed into a field stay letters. */
export function useTeamKeys(keys: TeamKeys): void {
  function act(event: KeyboardEvent): boolean {
    if (event.key === 'Escape') return keys.clearSearch();
    if (isTyping(event.target)) return false;
    const status = KEYED[event.key];
    if (status !== undefined) keys.toggle(status);
    else if (event.key === '/') keys.focusSearch();
    else return false;
    return true;
  }

  function onKeydown(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (isPlain && !event.defaultPrevented && act(event)) event.preventDefault();
  }
  // On the document, so that it comes before the window's own use of Esc (useEscape).
  document.addEventListener('keydown', onKeydown);
  onScopeDispose(() => document.removeEventListener('keydown', onKeydown));
}
