import type { SavedConnection } from '../settings/types.ts';
import type { ConnectionForm, SecretState } from '../shared/model.ts';
import { findById, findConnection, isNamed } from './document.ts';
import { withoutSecret, type OpenConnection, type OpenConnectionStore } from './open-connection.ts';
import type { ConnectionEntry, ConnectionParts } from './types.ts';

/** Every connection that can be opened, wherever it lives. */
export interface Registry {
  /**
   * Connections that live for this run only. They stay when another one is opened, so that the user can switch back
   * where nothing can be saved; their secrets are in memory.
   */
  readonly sessions: Sessions;
  /** The saved ones in their order, those of this run, and the demo while it is open. */
  entries(): readonly ConnectionEntry[];
  /** Forgets what the keychain has said of the connections that are not open. */
  forgetSecretStates(): void;
  /** A connection a form may change, open or not; null when there is none, and for the demo. */
  find(id: string): OpenConnection | null;
  /** The connection that a form changes; null for a new one, and for one that was forgotten meanwhile. */
  targetOf(form: ConnectionForm): OpenConnection | null;
  /** The connection that has a name already, except the one of an id; a saved one first. */
  holderOf(name: string, exceptId: string | null): OpenConnection | null;
}

interface Sessions {
  list(): readonly OpenConnection[];
  get(id: string): OpenConnection | null;
  /** By name, in any case. */
  find(name: string): OpenConnection | null;
  /** Adds one, or puts it in the place of the one with its id. */
  put(session: OpenConnection): void;
  /** False when there was none. */
  delete(id: string): boolean;
}

/** Makes the registry; it remembers what the keychain says of each connection for as long as the program runs. */
export function createRegistry(settings: ConnectionParts['settings'], store: OpenConnectionStore): Registry {
  const sessions = createSessions();
  const secretStates = new Map<string, SecretState>();
  store.subscribe(({ kind, profile, secret }) => {
    if (kind === 'account' && secret !== 'waiting') secretStates.set(profile.id, secret);
  });

  function find(id: string): OpenConnection | null {
    const open = store.get();
    if (open?.profile.id === id) return open.home === 'demo' ? null : open;
    const saved = findById(settings.get(), id);
    return saved === null ? sessions.get(id) : withoutSecret(saved, secretStates.get(id) ?? 'stored');
  }

  const savedEntry = ({ profile, isSecretStored }: SavedConnection): ConnectionEntry => ({
    profile,
    home: 'saved',
    isOpen: false,
    secret: secretStates.get(profile.id) ?? (isSecretStored ? 'stored' : 'missing'),
  });

  function entries(): readonly ConnectionEntry[] {
    const open = store.get();
    const closed = [
      ...settings.get().connections.map(savedEntry),
      ...sessions.list().map((session) => entryOf(session, false)),
    ];
    if (open === null) return closed;
    const all = closed.map((entry) => (entry.profile.id === open.profile.id ? entryOf(open, true) : entry));
    return open.home === 'demo' ? [...all, entryOf(open, true)] : all;
  }

  return {
    sessions,
    entries,
    find,
    targetOf: ({ id }) => (id === null ? null : find(id)),
    forgetSecretStates: () => secretStates.clear(),
    holderOf(name, exceptId) {
      const ids = [findConnection(settings.get(), name)?.profile.id, sessions.find(name)?.profile.id];
      const id = ids.find((each) => each !== undefined && each !== exceptId);
      return id === undefined ? null : find(id);
    },
  };
}

/** Which connection comes when one of these is gone: the next, else the one before; null when it is the only one. */
export function successorOf(entries: readonly ConnectionEntry[], id: string): string | null {
  const ids = entries.flatMap(({ home, profile }) => (home === 'demo' ? [] : [profile.id]));
  const at = ids.indexOf(id);
  return at === -1 ? null : (ids[at + 1] ?? ids[at - 1] ?? null);
}

function createSessions(): Sessions {
  const byId = new Map<string, OpenConnection>();
  const list = (): readonly OpenConnection[] => [...byId.values()];
  return {
    list,
    get: (id) => byId.get(id) ?? null,
    find: (name) => list().find(({ profile }) => isNamed(profile, name)) ?? null,
    put: (session) => void byId.set(session.profile.id, session),
    delete: (id) => byId.delete(id),
  };
}

function entryOf({ profile, home, secretState }: OpenConnection, isOpen: boolean): ConnectionEntry {
  return { profile, home, isOpen, secret: secretState };
}
