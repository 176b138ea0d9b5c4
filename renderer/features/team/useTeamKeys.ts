import { onScopeDispose } from 'vue';
import type { Status } from '../../../electron/shared/model.ts';
import { plainKey } from '../../ui/plain-key.ts';

const KEYED: Readonly<Record<string, Status>> = { 1: 'AVAILABLE', 2: 'BUSY', 3: 'AWAY', 4: 'OFFLINE' };

/** What the keys of the team view do. */
export interface TeamKeys {
  jumpTo(status: Status): void;
  focusSearch(): void;
  /** Clears the search; false when there was nothing to clear. */
  clearSearch(): boolean;
}

/** 1-4 jump to a status in the list, `/` goes to the search, Esc clears it. Letters typed into a field stay letters. */
export function useTeamKeys(keys: TeamKeys): void {
  function act(key: string, isTyping: boolean): boolean {
    if (key === 'Escape') return keys.clearSearch();
    if (isTyping) return false;
    const status = KEYED[key];
    if (status !== undefined) keys.jumpTo(status);
    else if (key === '/') keys.focusSearch();
    else return false;
    return true;
  }

  const onKeydown = plainKey(act);
  // On the document, so that it comes before the window's own use of Esc (useEscape).
  document.addEventListener('keydown', onKeydown);
  onScopeDispose(() => document.removeEventListener('keydown', onKeydown));
}
