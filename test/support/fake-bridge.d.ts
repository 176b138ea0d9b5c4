import {
  type Bridge,
  type CommandArgs,
  type CommandName,
  type CommandResult,
  type EventName,
  type Events,
} from '../../electron/shared/contract.ts';
import type { Agent, ConnectionProfile, ConnectionState, Settings, TeamSnapshot } from '../../electron/shared/model.ts';
/** Answers a command of the page; may take its time. */
export type Answer<C extends CommandName> = (...args: CommandArgs<C>) => CommandResult<C> | Promise<CommandResult<C>>;
/** A link that breaks and comes back when told. */
export interface FakeLink {
  onReconnect(listener: () => void): () => void;
  onDisconnect(listener: (error: FakeLinkError) => void): () => void;
  drop(error: FakeLinkError): void;
  restore(): void;
}
type FakeLinkError = Error & {
  readonly code: 'no-session' | 'connection-lost' | 'replaced';
};
/** A bridge with no process behind it, and the ends that a test or a preview pulls. */
export interface FakeBridge {
  readonly bridge: Bridge;
  /** The link below it, for `createRollcallApp`. */
  readonly link: FakeLink;
  /** The core's side: what is answered from now on. */
  readonly core: {
    team: TeamSnapshot;
    connection: ConnectionState;
    settings: Settings;
  };
  /** Every command so far, in order. */
  readonly calls: readonly {
    readonly command: CommandName;
    readonly args: readonly unknown[];
  }[];
  /** Replaces the answer to one command. */
  answer<C extends CommandName>(command: C, answer: Answer<C>): void;
  push<E extends EventName>(event: E, value: Events[E]): void;
  /** Changes the core's team by what a poll would have brought, and pushes the delta. */
  poll(change: TeamChange): void;
  /** How many listeners the page has at present. */
  listenerCount(): number;
}
/** What a poll brought: changed or new agents, ids that are gone, and anything else of the snapshot. */
export type TeamChange = Partial<Omit<TeamSnapshot, 'agents' | 'counts' | 'revision'>> & {
  readonly changed?: readonly Agent[];
  readonly removed?: readonly string[];
};
export declare const PROFILE: ConnectionProfile;
export declare const ACCOUNT: ConnectionState;
export declare const DEMO: ConnectionState;
export declare const NO_CONNECTION: ConnectionState;
/** Makes a fake bridge around 24 live agents of an account, or around what is given. */
export declare function createFakeBridge(given?: Partial<FakeBridge['core']>): FakeBridge;
export {};
