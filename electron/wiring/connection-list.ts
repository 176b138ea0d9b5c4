import { createListNews } from '../connections/list-news.ts';
import type { Connections } from '../connections/types.ts';
import type { Events } from '../shared/contract/events.ts';
import type { Emitter } from '../shared/emitter.ts';
import type { ConnectionSummary } from '../shared/model.ts';
import { createLastSeen } from '../team/last-seen.ts';
import { teamSource, teamSourceOf } from '../team/team-source.ts';
import type { LiveSide } from './live-side.ts';

/** Every connection with what is known of its team. */
export interface ConnectionList {
  /** What another process has saved or removed meanwhile is taken over first. */
  read(): Promise<readonly ConnectionSummary[]>;
  /** Tells when the list is another one than it was. */
  look(): void;
  forget(connectionId: string): void;
}

/** What it is made of. */
export interface ConnectionListParts extends Pick<LiveSide, 'team' | 'memory' | 'views'> {
  readonly connections: Connections;
  readonly events: Emitter<Events>;
}

/** Wires the list of connections: the open one is as its team is now, the others as they were last seen. */
export function createConnectionList({ connections, events, ...parts }: ConnectionListParts): ConnectionList {
  const { team } = parts;
  const lastSeen = createLastSeen(parts);

  function summaries(): ConnectionSummary[] {
    const { health, counts, asOf, view } = team.snapshot();
    const open = { health, counts: asOf === null ? null : counts, asOf, view: view?.name ?? null };
    return connections.list().map((entry) => {
      const seen = entry.isOpen ? open : lastSeen.of(teamSourceOf(entry.profile, entry.home));
      return { ...entry, ...seen };
    });
  }

  const look = createListNews(connections.list, () => events.emit('connections:changed', summaries()));
  events.on('team:changed', (delta) => lastSeen.follow(delta, teamSource(connections.state())));
  return {
    read: () => connections.refresh().then(summaries),
    look,
    forget(connectionId) {
      lastSeen.forget(connectionId);
      look(); // nothing else tells of a connection of this run that was not open
    },
  };
}
