import type { AttentionRules } from '../attention.ts';
import type { ConnectionState, TeamSnapshot } from '../model.ts';

/**
 * What other processes of this user may ask the running app over the local socket. It reads, opens and renews: nothing
 * here saves, purges or carries a secret.
 */
export interface SocketCommands {
  /** The team as the running app knows it, with or without its agents, of whom a large team has thousands. */
  'status:get': (withAgents: boolean) => RunningStatus;
  /** Opens the app's window, as a second start does. */
  'window:open': () => null;
  /** Another process saved or removed a connection: takes that over, and reads a replaced secret again. */
  'connection:renew': () => null;
  /** Serves the page on a port of 127.0.0.1, any free one with null, for as long as the asking process stays. */
  'page:serve': (port: number | null) => { readonly url: string };
}

/** What is pushed over the local socket. */
export interface SocketEvents {
  /** `status:get` would answer something new. */
  'status:changed': null;
}

/** What the running app knows of its team. */
export interface RunningStatus {
  readonly connection: ConnectionState;
  readonly team: TeamSnapshot;
  /** Whether names are hidden; the agents then have initials instead. */
  readonly isMasked: boolean;
  /** What decides who needs attention. */
  readonly rules: AttentionRules;
}
