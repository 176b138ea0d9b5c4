import type { CommandArgs } from '../../shared/contract/commands.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { SenderId } from '../types.ts';

/**
 * Serves the page on a port of 127.0.0.1, or on any for null. Whoever has its address can use the app. The names of its
 * senders begin with `name`.
 */
export type ServePage = (
  name: string,
  ...how: CommandArgs<'page:serve'>
) => Promise<Result<{ readonly url: string; stop(): Promise<void> }>>;

/** The pages that the running app serves for other processes, each until its process hangs up. */
export interface Pages {
  open(sender: SenderId, ...how: CommandArgs<'page:serve'>): Promise<Result<{ readonly url: string }>>;
  /** The process of a page has gone. */
  leave(sender: SenderId): void;
}

/** Creates them: none at first. */
export function createPages(servePage: ServePage, onSurprise: (error: unknown) => void): Pages {
  const opening = new Set<SenderId>();
  const stops = new Map<SenderId, () => Promise<void>>();
  const stop = (end: () => Promise<void>): void => void end().catch(onSurprise);
  return {
    async open(sender, ...how) {
      opening.add(sender);
      const served = await servePage(sender, ...how);
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
