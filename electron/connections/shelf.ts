import type { SecretState } from '../shared/model.ts';
import { listEntries, type ConnectionEntry } from './entries.ts';
import { findById, findConnection } from './find.ts';
import type { Present, PresentCell } from './present.ts';
import { withoutSecret } from './reader.ts';
import type { Sessions } from './sessions.ts';
import type { ConnectionParts } from './types.ts';

/** Every connection that can be opened, wherever it lives. */
export interface Shelf {
  readonly sessions: Sessions;
  entries(): readonly ConnectionEntry[];
  /** Lets go of what the keychain has said of those that are not open. */
  forgetSecrets(): void;
  /** A connection a form may change, present or not; null when there is none, and for the demo. */
  find(id: string): Present | null;
  /** The connection that has a name already, except the one of an id; a saved one first. */
  holderOf(name: string, exceptId: string | null): Present | null;
}

/** Makes the shelf; it remembers what the keychain says of each connection for as long as the program runs. */
export function createShelf(
  { settings }: Pick<ConnectionParts, 'settings'>,
  cell: PresentCell,
  sessions: Sessions,
): Shelf {
  const secrets = new Map<string, SecretState>();
  cell.subscribe(({ kind, profile, secret }) => {
    if (kind === 'account' && secret !== 'waiting') secrets.set(profile.id, secret);
  });

  function find(id: string): Present | null {
    const present = cell.get();
    if (present?.profile.id === id) return present.home === 'demo' ? null : present;
    const saved = findById(settings.get(), id);
    return saved === null ? sessions.get(id) : withoutSecret(saved, secrets.get(id) ?? 'stored');
  }

  return {
    sessions,
    find,
    forgetSecrets: () => secrets.clear(),
    entries: () =>
      listEntries({
        document: settings.get(),
        sessions: sessions.list(),
        present: cell.get(),
        secretOf: (id) => secrets.get(id) ?? null,
      }),
    holderOf(name, exceptId) {
      const ids = [findConnection(settings.get(), name)?.profile.id, sessions.find(name)?.profile.id];
      const id = ids.find((each) => each !== undefined && each !== exceptId);
      return id === undefined ? null : find(id);
    },
  };
}
