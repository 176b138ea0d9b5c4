import type { KoreClient, MemoryCell } from '../kore/types.ts';
import type { ConnectionPatch } from '../shared/contract.ts';
import type { ConnectionForm, ConnectionProfile, ConnectionState, FieldNotes, TestReport } from '../shared/model.ts';
import type { Result } from '../shared/result.ts';

/** An account that can be called: its profile and a client holding its secret. */
export interface LiveConnection {
  readonly profile: ConnectionProfile;
  readonly isDemo: boolean;
  readonly client: KoreClient;
  readonly memory: MemoryCell;
}

/** The present connection and every way to change it. Listeners hear each change; `live` is null while nothing can be called. */
export interface Connections {
  state(): ConnectionState;
  live(): LiveConnection | null;
  /** Grows by one whenever `live` changes, so that answers for an older one can be dropped. */
  generation(): number;
  subscribe(listener: (state: ConnectionState) => void): () => void;
  /** At start: the saved active connection, or none, or the demo. */
  open(mode: 'saved' | 'saved-or-demo' | 'demo'): Promise<void>;
  check(form: ConnectionForm): FieldNotes;
  test(form: ConnectionForm): Promise<Result<TestReport>>;
  save(form: ConnectionForm, keep: 'keychain' | 'session'): Promise<Result<ConnectionState>>;
  update(patch: ConnectionPatch): Promise<Result<ConnectionState>>;
  remove(): Promise<Result<ConnectionState>>;
  retry(): Promise<Result<ConnectionState>>;
  demo(): Promise<Result<ConnectionState>>;
  stop(): Promise<void>;
}
