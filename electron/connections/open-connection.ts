import type { MemoryCell } from '../kore/types.ts';
import type { SavedConnection } from '../settings/types.ts';
import {
  NOTHING_LEARNED,
  type ConnectionHome,
  type ConnectionProfile,
  type ConnectionState,
  type SecretState,
} from '../shared/model.ts';
import { changeConnection } from './document.ts';
import type { ConnectionParts, ConnectionSecret, LiveConnection } from './types.ts';

/** A connection that is open or can be opened. Its secret must not leave this folder. */
export interface OpenConnection {
  readonly profile: ConnectionProfile;
  readonly home: ConnectionHome;
  readonly secretState: SecretState;
  /** Null while it is not known. */
  readonly secret: ConnectionSecret | null;
  /** Null while nothing can be called. */
  readonly live: LiveConnection | null;
}

/** Holds the connection that is open and tells its listeners when it changes. */
export interface OpenConnectionStore {
  get(): OpenConnection | null;
  set(next: OpenConnection | null): void;
  state(): ConnectionState;
  /** Grows whenever answers for the former connection become invalid. */
  generation(): number;
  subscribe(listener: (state: ConnectionState) => void): () => void;
  /**
   * Begins something that ends in `set`. Once something else was begun, `isLast` is false, the result must not be set,
   * and `signal` is aborted.
   */
  begin(): { isLast(): boolean; readonly signal: AbortSignal };
  /** As `isLast`, for something that may fail: it ends nothing that was begun before. */
  watch(): () => boolean;
}

const NONE: ConnectionState = { kind: 'none', profile: null, secret: 'none' };

/** Makes a store with no connection open. */
export function createOpenConnectionStore(): OpenConnectionStore {
  const listeners = new Set<(state: ConnectionState) => void>();
  let open: OpenConnection | null = null;
  let generation = 0;
  let lastBegun = new AbortController();

  function watch(): () => boolean {
    const seen = lastBegun;
    return () => seen === lastBegun;
  }

  return {
    get: () => open,
    state: () => stateOf(open),
    generation: () => generation,
    set(next) {
      if (!isSameSource(open, next)) generation += 1;
      open = next;
      for (const listener of [...listeners]) listener(stateOf(open));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    begin() {
      lastBegun.abort();
      lastBegun = new AbortController();
      return { isLast: watch(), signal: lastBegun.signal };
    },
    watch,
  };
}

/** A saved connection that cannot be called, or not yet. */
export function withoutSecret({ profile }: SavedConnection, secretState: SecretState): OpenConnection {
  return { profile, home: 'saved', secretState, secret: null, live: null };
}

/** A saved connection with its secret, ready to be called. */
export function savedWithSecret(
  { settings, createCaller }: Pick<ConnectionParts, 'settings' | 'createCaller'>,
  saved: SavedConnection,
  secret: ConnectionSecret,
): OpenConnection {
  return openConnection(createCaller, saved.profile, 'saved', secret, createSavedMemory(settings, saved));
}

/** A connection with its secret, ready to be called. */
export function openConnection(
  createCaller: ConnectionParts['createCaller'],
  profile: ConnectionProfile,
  home: ConnectionHome,
  secret: ConnectionSecret,
  memory = createMemory(),
): OpenConnection {
  const live = { profile, isDemo: isDemoOf(home, profile), memory, ...createCaller(profile, secret, memory) };
  return { profile, home, secretState: home === 'saved' ? 'stored' : 'session', secret, live };
}

/** A connection with some of its profile changed, also for callers that hold `live`. */
export function withProfile(open: OpenConnection, patch: Partial<ConnectionProfile>): OpenConnection {
  const profile = { ...open.profile, ...patch };
  const live = open.live && { ...open.live, profile, isDemo: isDemoOf(open.home, profile) };
  return { ...open, profile, live };
}

function isDemoOf(home: ConnectionHome, { isDemo }: ConnectionProfile): boolean {
  return home === 'demo' || isDemo === true;
}

/** Remembers what was learned of a server for as long as the program runs. */
export function createMemory(initial = NOTHING_LEARNED): MemoryCell {
  let memory = initial;
  return {
    get: () => memory,
    learn(patch) {
      memory = { ...memory, ...patch };
    },
  };
}

/** Remembers it in the settings too. What cannot be saved is learned again in a later run. */
function createSavedMemory(settings: ConnectionParts['settings'], { profile, memory }: SavedConnection): MemoryCell {
  const cell = createMemory(memory);
  return {
    get: cell.get,
    learn(patch) {
      cell.learn(patch);
      void settings.update((document) =>
        changeConnection(document, profile.id, (known) => ({ ...known, memory: { ...known.memory, ...patch } })),
      );
    },
  };
}

function stateOf(open: OpenConnection | null): ConnectionState {
  if (open === null) return NONE;
  const { profile, home, secretState } = open;
  return home === 'demo'
    ? { kind: 'demo', profile, secret: 'session' }
    : { kind: 'account', profile, secret: secretState };
}

/** Whether answers for one are valid for the other. Another name changes nothing, another zone of API times does. */
function isSameSource(a: OpenConnection | null, b: OpenConnection | null): boolean {
  const [before, after] = [a?.live ?? null, b?.live ?? null];
  if (before === null || after === null) return before === after;
  return (
    before.client === after.client &&
    before.profile.timeZone === after.profile.timeZone &&
    before.profile.apiTimes === after.profile.apiTimes
  );
}
