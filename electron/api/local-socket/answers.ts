import type { App } from '../../app.ts';
import { masked } from '../../shared/names.ts';
import { fail } from '../../shared/messages.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Answer } from './listen.ts';
import type { OwnerTeam, ServedPage } from './types.ts';

/** What the owner's surface can do for others. */
export interface Services {
  readonly app: Pick<
    App,
    'router' | 'events' | 'team' | 'settings' | 'attention' | 'attentionRules' | 'lookAfterConnections'
  >;
  /** Opens the window of the surface. */
  readonly show: () => void;
  /** Serves the page on a port of 127.0.0.1, or on any for null. */
  readonly servePage: (port: number | null) => Promise<Result<ServedPage>>;
  readonly onSurprise: (error: unknown) => void;
}

/**
 * Answers every ask; the team comes through the door, as for a window, each asker being a sender of its own. While names
 * are hidden the agents go out as initials, since whoever asks shows them at once.
 */
export function createAnswers({ app, show, servePage, onSurprise }: Services): Answer {
  const { router } = app;
  let asked = 0;

  async function team(withAgents: boolean): Promise<Result<OwnerTeam>> {
    asked += 1;
    const id = `socket-${asked}`;
    const status = await router.dispatch('status:get', [withAgents], { transport: 'socket', id });
    router.leave(id);
    return status as Result<OwnerTeam>;
  }

  async function page(port: number | null, signal: AbortSignal): Promise<Result<{ readonly url: string }>> {
    const served = await servePage(port);
    if (!served.ok) return served;
    const { url, stop } = served.value;
    const end = (): void => void stop().catch(onSurprise);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    return ok({ url });
  }

  return async (ask, signal) => {
    try {
      switch (ask.ask) {
        case 'team':
          return await team(ask.agents);
        case 'ready':
          await firstRead(app, signal);
          return ok(null);
        case 'page':
          return await page(ask.port, signal);
        case 'show':
          show();
          return ok(null);
        case 'connections':
          await app.lookAfterConnections();
          return ok(null);
      }
    } catch (error) {
      onSurprise(error);
      return fail('unexpected');
    }
  };
}

/** Waits until the first read of the team has ended, however it ended, or the asker has gone. */
function firstRead({ team, events }: Services['app'], signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = (): void => {
    if (team().health.state !== 'starting') resolve();
  };
  const off = events.on('team:changed', look);
  signal.addEventListener('abort', () => resolve(), { once: true });
  look();
  return promise.finally(off);
}
