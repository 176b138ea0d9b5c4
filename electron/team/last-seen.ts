import type { ConnectionSummary, Health, HealthState, TeamDelta } from '../shared/model.ts';
import type { TeamMemory, TeamSource } from './team-memory.ts';
import type { Views } from './views/views.ts';

/** What is known of a connection's team without looking at it now. */
export type LastSeen = Pick<ConnectionSummary, 'health' | 'counts' | 'asOf' | 'view'>;

/** Remembers of every connection how its team was when it was last looked at, for the list of connections. */
export interface LastSeenBook {
  /** Hears every change of the live team, which is the one of `source`. */
  follow(delta: Pick<TeamDelta, 'health'>, source: TeamSource | null): void;
  /** How the team of a connection was; the counts may be of an earlier run. */
  of(source: TeamSource): LastSeen;
  forget(connectionId: string): void;
}

/** Says nothing of the connection itself: nobody has asked yet, or the user did not want to. */
const SILENT: readonly HealthState[] = ['starting', 'paused'];

/** What the book looks up. */
export interface LastSeenParts {
  readonly memory: Pick<TeamMemory, 'lastCounts'>;
  readonly views: Pick<Views, 'nameOf'>;
}

/** Makes a book with nothing in it; counts come from what is kept of teams. */
export function createLastSeen({ memory, views }: LastSeenParts): LastSeenBook {
  const healths = new Map<string, { readonly account: string; readonly health: Health }>();
  return {
    follow({ health }, source) {
      if (source === null || SILENT.includes(health.state)) return;
      healths.set(source.connectionId, { account: source.account, health });
    },
    of(source) {
      const last = memory.lastCounts(source);
      const known = healths.get(source.connectionId);
      // An edited connection may look at another account, of which nothing is known.
      const health = known?.account === source.account ? known.health : null;
      if (last === null) return { health, counts: null, asOf: null, view: null };
      const { counts, asOf, filter } = last;
      return { health, counts, asOf, view: views.nameOf(source.connectionId, filter) };
    },
    forget: (connectionId) => void healths.delete(connectionId),
  };
}
