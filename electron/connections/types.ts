import type { KeyObject } from 'node:crypto';
import type { Keychain } from '../keychain/types.ts';
import type { Probe } from '../kore/check/probe.ts';
import type { ApiSecret, KoreClient, MemoryCell } from '../kore/types.ts';
import type { FeedViews, TeamFeed } from '../relay/wire/team-feed.ts';
import type { SettingsStore } from '../settings/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { ConnectionPatch } from '../shared/contract/commands.ts';
import type {
  ConnectionForm,
  ConnectionProfile,
  ConnectionState,
  ConnectionSummary,
  DeskAccess,
  FieldNotes,
  TestReport,
} from '../shared/model.ts';
import type { Result } from '../shared/result.ts';

/** What a desk signs in with at its broker; the password is held as a KeyObject, never as a string. */
export interface DeskSecret {
  readonly kind: 'desk';
  readonly access: DeskAccess;
  readonly password: KeyObject;
}

/** The secret of a connection, whichever kind it is. */
export type ConnectionSecret = ApiSecret | DeskSecret;

/** What calls an account, or hears of it; all hold its secret. */
interface Caller {
  readonly client: KoreClient;
  /** For calls that only `check` makes. */
  readonly createProbe: () => Probe;
  /** Of a desk what it hears, in place of calls; null for what makes calls. */
  readonly feed: TeamFeed | null;
  /** In place of what was given, where the server is none of ours to learn of. */
  readonly memory?: MemoryCell;
}

/** An account that can be called. */
export interface LiveConnection extends Caller {
  readonly profile: ConnectionProfile;
  readonly isDemo: boolean;
  readonly memory: MemoryCell;
}

/** What a publisher says of its team, which a desk cannot know otherwise. */
export type PublishedFacts = Pick<FeedViews, 'timeZone' | 'isDemo'> & Partial<FeedViews>;

/** The embedded demo contact centre, running. */
export interface DemoServer extends Pick<ConnectionProfile, 'host' | 'accountId' | 'botId'> {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeZone: string;
  stop(): Promise<void>;
}

/** What the connections are made of. */
export interface ConnectionParts {
  readonly settings: SettingsStore;
  readonly keychain: Keychain;
  readonly createCaller: (profile: ConnectionProfile, secret: ConnectionSecret, memory: MemoryCell) => Caller;
  /** IANA zone of this computer, for a connection without its own. */
  readonly localTimeZone: () => string;
  readonly clock: Clock;
  readonly randomUUID: () => string;
  /** Hears the id of a connection that was forgotten, so that what is saved about it goes too. */
  readonly onForgotten?: (id: string) => void;
  readonly startDemo: () => Promise<DemoServer>;
}

/** A connection in the list, before anything is known of its team. */
export type ConnectionEntry = Pick<ConnectionSummary, 'profile' | 'home' | 'isOpen' | 'secret'>;

/** The open connection and every way to change it. Listeners hear each change; `live` is null while nothing can be called. */
export interface Connections {
  state(): ConnectionState;
  live(): LiveConnection | null;
  /** Grows by one whenever `live` changes, so that late answers can be dropped. A new name does not count. */
  generation(): number;
  subscribe(listener: (state: ConnectionState) => void): () => void;
  /** At start: the saved active connection, or none, or the demo. */
  open(mode: 'saved' | 'saved-or-demo' | 'demo'): Promise<void>;
  /**
   * Every connection there is, the open one among them. Only that one is called: one live team is polled, which keeps
   * each account within its rate limit.
   */
  list(): readonly ConnectionEntry[];
  /** Takes over what other processes have saved or removed; when the open one is gone the next is opened. */
  refresh(): Promise<void>;
  /** As `refresh`, and takes over a secret that another process has put into the keychain. */
  renew(): Promise<void>;
  /**
   * Opens a connection of the list, a saved one at the next start too. A problem with its secret is its
   * state and no error; `not-connected` when it is gone, `storage` when the choice holds for this run only.
   */
  switchTo(id: string): Promise<Result<ConnectionState>>;
  /** Forgets a connection of the list and its secret; when it is the open one the next is opened, or none. */
  forget(id: string): Promise<Result<ConnectionState>>;
  /** For the terminal: opens a saved connection by id without making it the active one. */
  openSaved(id: string): Promise<void>;
  /**
   * For the terminal: opens a connection for this run from a complete form and saves nothing. `copies` counts if it is more
   * than is known of the account; null leaves that number as it is.
   */
  openGiven(form: ConnectionForm, copies: number | null): Promise<Result<ConnectionState>>;
  /** For the terminal: forgets a saved connection and its secret; the active one is then none. */
  removeSaved(id: string): Promise<Result<ConnectionState>>;
  check(form: ConnectionForm): FieldNotes;
  /** `copies` is the number that was just entered; null uses the number known of the account. */
  test(form: ConnectionForm, copies?: number | null): Promise<Result<TestReport>>;
  save(form: ConnectionForm, keep: 'keychain' | 'session'): Promise<Result<ConnectionState>>;
  update(patch: ConnectionPatch): Promise<Result<ConnectionState>>;
  /** Takes over what the publisher of a desk says of its team: for the open one, and for one that is saved after its test. */
  published(of: ConnectionProfile, facts: PublishedFacts): Promise<void>;
  /** What it has said since the start; null while it has said nothing. */
  publishedOf(of: Pick<ConnectionProfile, 'accountId'>): PublishedFacts | null;
  remove(): Promise<Result<ConnectionState>>;
  retry(): Promise<Result<ConnectionState>>;
  demo(): Promise<Result<ConnectionState>>;
  stop(): Promise<void>;
}
