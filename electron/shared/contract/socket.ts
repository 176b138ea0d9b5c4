import type { AttentionRules } from '../team/attention.ts';
import type { DemoScene } from '../demo-scene.ts';
import type { UnclearName } from '../names/find-names.ts';
import type {
  AlertEntry,
  ConnectionState,
  DryRun,
  DryRunWish,
  Health,
  NamedId,
  QueueState,
  Rule,
  RuleDraft,
  RuleState,
  TeamFilter,
  TeamSnapshot,
} from '../model.ts';

/**
 * What other processes of this user may ask the running app over the local socket. It reads, opens and renews: nothing
 * here saves, purges or carries a secret.
 */
export interface SocketCommands {
  /**
   * The team as the running app knows it, with or without its agents, of whom a large team has thousands: that of the
   * open view, or the one that is wanted.
   */
  'status:get': (withAgents: boolean, wanted?: WantedTeam) => RunningStatus;
  /**
   * As `status:get`, for a team that its last answer does not tell: the app reads it then. Fails with the error of that
   * call.
   */
  'status:read': (withAgents: boolean, wanted: WantedTeam) => RunningStatus;
  /** The queues of everybody, whatever view is open. */
  'queues:get': () => RunningQueues;
  /** The rules of the open connection, with initials for names where they are to be hidden. */
  'rules:get': (isMasked: boolean) => RunningRules;
  /** Replays a rule over the days that were read of the open connection, which may be kept by the app alone. */
  'rules:try': (draft: RuleDraft, wish: DryRunWish, isMasked: boolean) => TriedRule;
  /** What alerts decided, as `rules:get` hides names. */
  'alerts:get': (after: LogStart, isMasked: boolean) => RunningLog;
  /**
   * What was published of a day for a desk that is open in the app, packed as the publisher packs it, per view. A desk has
   * one connection to its broker, which is the app's while it runs.
   */
  'desk:day': (deskId: string, date: string) => readonly string[];
  /** Opens the app's window, as a second start does. */
  'window:open': () => null;
  /** Another process saved or removed a connection: takes that over, and reads a replaced secret again. */
  'connection:renew': () => null;
  /**
   * Serves the page on a port of 127.0.0.1, any free one with null, for as long as the asking process stays; with the
   * board for everybody on this computer, or without.
   */
  'page:serve': (port: number | null, hasBoard: boolean) => { readonly url: string };
}

/** What is pushed over the local socket. */
export interface SocketEvents {
  /** `status:get` or `alerts:get` would answer something new. */
  'status:changed': null;
}

/** Another team than that of the open view; the entries of the filter are ids or names. */
export type WantedTeam =
  | { readonly kind: 'everybody' }
  /** With its id once that is known: a view may be renamed meanwhile. */
  | { readonly kind: 'view'; readonly name: string; readonly id?: string | undefined }
  | { readonly kind: 'ids'; readonly filter: TeamFilter };

/** The queues whose members the running app knows. */
export interface RunningQueues {
  readonly connection: ConnectionState;
  readonly health: Health;
  readonly asOf: number | null;
  /** Null where the present answer does not tell. */
  readonly queues: readonly QueueState[] | null;
  /** All queues, also those whose members are not known. */
  readonly named: readonly (NamedId & { readonly skills: readonly NamedId[] })[];
  /** Whether the list of queues was read. */
  readonly isRead: boolean;
  /** Whether names are hidden; the agents then have initials instead. */
  readonly isMasked: boolean;
  /** What the sole covers are called, by user id. */
  readonly agents: Readonly<Record<string, string>>;
  /** Why names or members are missing; null when nothing is wrong. */
  readonly problem: string | null;
}

/** Where a log begins: behind an entry, or at an instant (epoch milliseconds). */
export type LogStart = { readonly kind: 'entry'; readonly id: number } | { readonly kind: 'time'; readonly at: number };

/** The rules of the running app. */
export interface RunningRules {
  readonly connection: ConnectionState;
  /** The text of a file of them. */
  readonly file: string;
  readonly rules: readonly {
    readonly rule: Rule;
    /** Null for one that is off. */
    readonly state: RuleState | null;
    /** Rule and state as a window writes them. */
    readonly text: string;
    readonly phase: string;
  }[];
}

/** A rule that the running app has tried. */
export interface TriedRule {
  readonly connection: ConnectionState;
  /** The rule as a window writes it. */
  readonly text: string;
  readonly dryRun: DryRun;
}

/** The log of the running app. */
export interface RunningLog {
  readonly connection: ConnectionState;
  /** The zone of the team. */
  readonly timeZone: string;
  /** The earliest first. */
  readonly entries: readonly AlertEntry[];
  /** Whether there are earlier ones, which would make the answer too long. */
  readonly isCut: boolean;
}

/** What the running app knows of its team. */
export interface RunningStatus {
  readonly connection: ConnectionState;
  /** What the demo plays; absent without a scene. */
  readonly scene?: DemoScene;
  readonly team: TeamSnapshot;
  /** Ids of agents in the filter of its view that nobody has; absent where there are none. */
  readonly notFound?: readonly string[];
  /** The views of a desk that has their counts and no sum of them; absent elsewhere. */
  readonly views?: readonly string[];
  /** Whether names are hidden; the agents then have initials instead. */
  readonly isMasked: boolean;
  /** What decides who needs attention. */
  readonly rules: AttentionRules;
  /**
   * Where another team was wanted: whether this is it, or it would have to be read, or what is not clear about it. In the
   * last two cases this is the team of the open view.
   */
  readonly wanted?: 'answered' | 'unread' | UnclearName;
}
