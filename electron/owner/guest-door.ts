import type { Door } from '../door/types.ts';
import type { AppInfo } from '../shared/model.ts';
import { ok } from '../shared/result.ts';

/**
 * The app's door for a page it serves for another process: the senders of that page are told apart from those of other
 * pages, and the page learns that it is in a browser, whatever surface its core wears.
 */
export function guestDoor(door: Door, guest: string): Door {
  return {
    async dispatch(command, args, sender) {
      const answer = await door.dispatch(command, args, `${guest}/${sender}`);
      if (command !== 'app:info' || !answer.ok) return answer;
      return ok({ ...(answer.value as AppInfo), surface: 'browser' });
    },
    leave: (sender) => door.leave(`${guest}/${sender}`),
  };
}
