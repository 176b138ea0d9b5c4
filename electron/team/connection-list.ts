import type { Connections } from '../connections/types.ts';
import type { ConnectionSummary, TeamDelta } from '../shared/model.ts';
import { createLastSeen } from './last-seen.ts';
import { type TeamMemory, teamSource, teamSourceOf } from './team-memory.ts';
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
      changed(); // nothing else tells of a connection of this run that was not open
    },
  };
}
