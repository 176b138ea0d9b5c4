import type { CommandName } from '../../shared/contract.ts';
import { fail } from '../../shared/messages.ts';
import type { AppInfo } from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Door, SenderId } from '../types.ts';

/** Serves the page on a port of 127.0.0.1, or on any for null. Whoever has its address can use the app. */
export type ServePage = (
  door: Door,
  port: number | null,
) => Promise<Result<{ readonly url: string; stop(): Promise<void> }>>;

/** The pages that the running app serves for other processes, each until its process hangs up. */
export interface Pages {
  open(sender: SenderId, port: number | null): Promise<Result<{ readonly url: string }>>;
  /** The process of a page has gone. */
  leave(sender: SenderId): void;
}

/** Creates them: none at first. */
export function createPages(door: Door, servePage: ServePage, onSurprise: (error: unknown) => void): Pages {
  const opening = new Set<SenderId>();
  const stops = new Map<SenderId, () => Promise<void>>();
  const stop = (end: () => Promise<void>): void => void end().catch(onSurprise);
  return {
    async open(sender, port) {
      opening.add(sender);
      const served = await servePage(guestDoor(door, sender), port);
      const isWanted = opening.delete(sender);
      if (!served.ok) return served;
      if (isWanted) stops.set(sender, served.value.stop);
      else stop(served.value.stop);
      return ok({ url: served.value.url });
    },
    leave(sender) {
      opening.delete(sender);
      const end = stops.get(sender);
      if (end !== undefined) stop(end);
      stops.delete(sender);
    },
  };
}

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
 * The router for a page that is served for another process: its senders have names of their own, and the page learns
 * that it is in a browser, whatever surface the app has. What only the desktop can do is refused.
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
