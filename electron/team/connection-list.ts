import type { Connections } from '../connections/types.ts';
import type { ConnectionSummary, Health, HealthState, TeamDelta } from '../shared/model.ts';
import { teamSource, teamSourceOf, type TeamMemory, type TeamSource } from './saved/team-memory.ts';
import type { LiveTeam } from './types.ts';
import type { Views } from './views/views.ts';

/** Every connection with what is known of its team. */
export interface ConnectionList {
  /** Takes over first what another process has saved or removed meanwhile. */
  read(): Promise<readonly ConnectionSummary[]>;
  /** Something may have changed: tells `onChange` if the list has. */
  changed(): void;
  /** The open team has changed. */
  follow(delta: TeamDelta): void;
  forget(connectionId: string): void;
}

/** Creates the list: the open connection is as its team is now, the others are as they were last seen. */
export function createConnectionList(parts: {
  readonly connections: Connections;
  readonly team: LiveTeam;
  readonly memory: TeamMemory;
  readonly views: Views;
  readonly onChange: (list: readonly ConnectionSummary[]) => void;
}): ConnectionList {
  const { connections, team, onChange } = parts;
  const lastSeen = createLastSeen(parts);
  let before = JSON.stringify(connections.list());

  function summaries(): ConnectionSummary[] {
    const { health, counts, asOf, view } = team.snapshot();
    const open = { health, counts: asOf === null ? null : counts, asOf, view: view?.name ?? null };
    return connections.list().map((entry) => {
      const seen = entry.isOpen ? open : lastSeen.of(teamSourceOf(entry.profile, entry.home));
      return { ...entry, ...seen };
    });
  }

  function changed(): void {
    const now = JSON.stringify(connections.list());
    if (now === before) return;
    before = now;
    onChange(summaries());
  }

  return {
    read: () => connections.refresh().then(summaries),
    changed,
    follow: (delta) => lastSeen.follow(delta, teamSource(connections.state())),
    forget(connectionId) {
      lastSeen.forget(connectionId);
      changed(); // no other event comes for a connection of this run that was not open
    },
  };
}

/** What is known of a connection's team that is not polled now. */
type LastSeen = Pick<ConnectionSummary, 'health' | 'counts' | 'asOf' | 'view'>;

/** Health that says nothing of the connection itself: no call was made yet, or the user has paused. */
const SILENT: readonly HealthState[] = ['starting', 'paused'];

/** Remembers the health of every connection; the counts are the saved ones and may be of an earlier run. */
export function createLastSeen({
  memory,
  views,
}: {
  readonly memory: Pick<TeamMemory, 'lastCounts'>;
  readonly views: Pick<Views, 'nameOf'>;
}) {
  const healths = new Map<string, { readonly account: string; readonly health: Health }>();
  return {
    /** Hears every change of the live team, which is the one of `source`. */
    follow({ health }: Pick<TeamDelta, 'health'>, source: TeamSource | null): void {
      if (source === null || SILENT.includes(health.state)) return;
      healths.set(source.connectionId, { account: source.account, health });
    },
    of(source: TeamSource): LastSeen {
      const last = memory.lastCounts(source);
      const known = healths.get(source.connectionId);
      // An edited connection may belong to another account, of which nothing is known.
      const health = known?.account === source.account ? known.health : null;
      if (last === null) return { health, counts: null, asOf: null, view: null };
      const { counts, asOf, filter } = last;
      return { health, counts, asOf, view: views.nameOf(source.connectionId, filter) };
    },
    forget: (connectionId: string) => void healths.delete(connectionId),
  };
}
