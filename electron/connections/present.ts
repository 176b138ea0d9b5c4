import type { ApiSecret } from '../kore/types.ts';
import type { ConnectionHome, ConnectionProfile, ConnectionState, SecretState } from '../shared/model.ts';
import type { LiveConnection } from './types.ts';

/** The connection the app looks at, with what must not leave this room: the secret. */
export interface Present {
  readonly profile: ConnectionProfile;
  readonly home: ConnectionHome;
  readonly secretState: SecretState;
  /** Null while it is not known. */
  readonly secret: ApiSecret | null;
  /** Null while nothing can be called. */
  readonly live: LiveConnection | null;
}

/** Something that was begun and ends in a new present connection. */
export interface Turn {
  /** Whether nothing else was begun since; otherwise its result belongs to the past and must not be set. */
  isLast(): boolean;
  /** Aborted as soon as something else is begun: what it waits for no longer matters. */
  readonly signal: AbortSignal;
}

/** Holds the present connection and tells who listens. */
export interface PresentCell {
  get(): Present | null;
  set(next: Present | null): void;
  state(): ConnectionState;
  generation(): number;
  subscribe(listener: (state: ConnectionState) => void): () => void;
  /** Begins something that ends in `set`. */
  begin(): Turn;
  /** `isLast` for what may fail: what was begun before goes on until it is replaced by `begin` and `set`. */
  watch(): () => boolean;
}

const NONE: ConnectionState = { kind: 'none', profile: null, secret: 'none' };

/** Makes an empty cell. */
export function createPresentCell(): PresentCell {
  const listeners = new Set<(state: ConnectionState) => void>();
  let present: Present | null = null;
  let generation = 0;
  let lastBegun = new AbortController();

  function watch(): () => boolean {
    const seen = lastBegun;
    return () => seen === lastBegun;
  }

  return {
    get: () => present,
    state: () => stateOf(present),
    generation: () => generation,
    set(next) {
      if (!isSameSource(present, next)) generation += 1;
      present = next;
      for (const listener of [...listeners]) listener(stateOf(present));
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

function stateOf(present: Present | null): ConnectionState {
  if (present === null) return NONE;
  const { profile, home, secretState } = present;
  return home === 'demo'
    ? { kind: 'demo', profile, secret: 'session' }
    : { kind: 'account', profile, secret: secretState };
}

/** Whether answers for the one are good for the other: a new name changes nothing, how times are read does. */
function isSameSource(a: Present | null, b: Present | null): boolean {
  const [before, after] = [a?.live ?? null, b?.live ?? null];
  if (before === null || after === null) return before === after;
  return (
    before.client === after.client &&
    before.profile.timeZone === after.profile.timeZone &&
    before.profile.apiTimes === after.profile.apiTimes
  );
}
