import type { EventSource, Router } from '../types.ts';
import { createPages, type ServePage } from './pages.ts';
import type { Served } from './server.ts';

/** The parts that the commands of the socket use. */
export interface LocalCommandParts {
  readonly app: {
    readonly router: Router;
    readonly events: EventSource;
  };
  readonly servePage: ServePage;
  readonly onSurprise: (error: unknown) => void;
}

/** Events after which `status:get` or `alerts:get` may have a new answer. */
const STATUS_EVENTS = [
  'team:changed',
  'connection:changed',
  'view:changed',
  'settings:changed',
  'hours:changed',
  'alerts:changed',
] as const;

/** Answers the socket from the router, and serves pages for other processes. */
export function createLocalCommands({ app, servePage, onSurprise }: LocalCommandParts): Served {
  const { router, events } = app;
  const pages = createPages(servePage, onSurprise);
  router.handle({ 'page:serve': (how, { id }) => pages.open(id, ...how) });
  router.onLeave(pages.leave);
  return {
    dispatch: (command, args, id) => router.dispatch(command, args, { transport: 'socket', id }),
    leave: (id) => router.leave(id),
    on(_event, listener, readsAlerts) {
      const names = readsAlerts ? [...STATUS_EVENTS, 'notice:raised' as const] : STATUS_EVENTS;
      const unsubscribes = names.map((name) => events.on(name, () => listener(null)));
      return () => {
        for (const unsubscribe of unsubscribes) unsubscribe();
      };
    },
  };
}
