import type { AttentionRules } from '../../shared/attention.ts';
import type { Clock } from '../../shared/clock.ts';
import { fail } from '../../shared/messages.ts';
import type { ConnectionState, Settings, TeamSnapshot } from '../../shared/model.ts';
import { masked } from '../../shared/names.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { AttentionCount } from '../../alerts/attention.ts';
import type { Door, EventSource } from '../types.ts';
import { createPages, type ServePage } from './pages.ts';
import type { RunningStatus } from './protocol.ts';
import type { Served } from './server.ts';

/** What the commands of the socket are about. */
export interface LocalCommandParts {
  readonly app: {
    readonly door: Door;
    readonly events: EventSource;
    settings(): Settings;
    attention(): AttentionCount;
    attentionRules(): AttentionRules;
    lookAfterConnections(): Promise<void>;
  };
  readonly clock: Clock;
  /** Opens the window of the surface. */
  readonly show: () => void;
  readonly servePage: ServePage;
  readonly onSurprise: (error: unknown) => void;
}

const HIGHEST_PORT = 65_535;
/** After these `status:get` may answer something new. */
const NEWS = ['team:changed', 'connection:changed', 'view:changed', 'settings:changed', 'hours:changed'] as const;

/** Answers the socket. While names are hidden agents go out as initials: whoever asks shows them at once. */
export function createLocalCommands({ app, clock, show, servePage, onSurprise }: LocalCommandParts): Served {
  const { door, events } = app;
  const pages = createPages(door, servePage, onSurprise);

  async function status(withAgents: boolean, sender: string): Promise<Result<RunningStatus>> {
    // All at once: in between another connection may be opened, and its team is not this one's.
    const answers = Promise.all([
      door.dispatch('connection:get', [], sender),
      door.dispatch('team:snapshot', [], sender),
    ]);
    const [rules, { count: attention }] = [app.attentionRules(), app.attention()];
    // The types are known by the command's name only.
    const [connection, snapshot] = (await answers) as [Result<ConnectionState>, Result<TeamSnapshot>];
    if (!connection.ok) return connection;
    if (!snapshot.ok) return snapshot;
    const { agents, ...facts } = snapshot.value;
    const { isMasked } = app.settings();
    const shown = withAgents ? agents.map((agent) => (isMasked ? masked(agent) : agent)) : [];
    return ok({ connection: connection.value, team: { ...facts, agents: shown }, isMasked, rules, attention });
  }

  async function answer(command: string, args: readonly unknown[], sender: string): Promise<Result<unknown>> {
    const [arg] = args;
    if (command === 'status:get' && args.length === 1 && typeof arg === 'boolean') return status(arg, sender);
    if (command === 'page:serve' && args.length === 1 && isPort(arg)) return pages.open(sender, arg);
    if (args.length > 0) return fail('invalid-input');
    if (command === 'window:open') show();
    else if (command === 'connection:renew') await app.lookAfterConnections();
    else return fail('invalid-input');
    return ok(null);
  }

  return {
    async dispatch(command, args, sender) {
      try {
        return Array.isArray(args) ? await answer(command, args, sender) : fail('invalid-input');
      } catch (error) {
        onSurprise(error);
        return fail('unexpected');
      }
    },
    leave(sender) {
      pages.leave(sender);
      door.leave(sender);
    },
    on(_event, listener) {
      let cancel = (): void => undefined;
      // Somebody may come to need attention without any event.
      function wait(): void {
        cancel();
        const { nextAt } = app.attention();
        cancel = nextAt === null ? () => undefined : clock.after(Math.max(0, nextAt - clock.now()), tell);
      }
      function tell(): void {
        listener(null);
        wait();
      }
      const unsubscribes = NEWS.map((name) => events.on(name, tell));
      wait();
      return () => {
        cancel();
        for (const unsubscribe of unsubscribes) unsubscribe();
      };
    },
  };
}

function isPort(port: unknown): port is number | null {
  return port === null || (Number.isInteger(port) && Number(port) >= 0 && Number(port) <= HIGHEST_PORT);
}
