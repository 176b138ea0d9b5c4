import type { Door } from '../types.ts';
import type { CommandName } from '../../shared/contract/commands.ts';
import { fail } from '../../shared/messages.ts';
import type { AppInfo } from '../../shared/model.ts';
import { ok } from '../../shared/result.ts';

const OF_THE_DESKTOP: readonly string[] = [
  'agent:copy',
  'login:set',
  'folder:show',
  'window:pin',
  'update:check',
  'update:install',
] satisfies CommandName[];
const NOT_HERE = 'Only the desktop app can do this.';

/**
 * The app's door for a page it serves for another process: the senders of that page are told apart from those of other
 * pages, and the page learns that it is in a browser, whatever surface its core wears. What reaches for that surface's
 * desktop is refused.
 */
export function guestDoor(door: Door, guest: string): Door {
  return {
    async dispatch(command, args, sender) {
      if (OF_THE_DESKTOP.includes(command)) return fail('invalid-input', { message: NOT_HERE });
      const answer = await door.dispatch(command, args, `${guest}/${sender}`);
      if (command !== 'app:info' || !answer.ok) return answer;
      return ok({ ...(answer.value as AppInfo), surface: 'browser' });
    },
    leave: (sender) => door.leave(`${guest}/${sender}`),
  };
}
