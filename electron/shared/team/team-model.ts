import type { NamedId } from './directory-model.ts';
import type { View } from '../views/view-model.ts';

/** The live team: who is in which status, since when, and how well it can be read. */

/** The four statuses of the availability API, and OTHER for a bucket the documents do not name. */
export const STATUSES = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE', 'OTHER'] as const;
export type Status = (typeof STATUSES)[number];

/** The channels whose slots the availability API counts, in the order they are shown. */
export const CHANNELS = ['voice', 'liveChat', 'messaging', 'email', 'voiceMail'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The slots of an agent on one channel that they take part in. */
export interface ChannelSlots {
  readonly free: number;
  readonly total: number;
}

/** How well the start of a status is known. */
export type SincePrecision = 'exact' | 'observed' | 'at-least' | 'assumed' | 'unknown';

/** When the present status began. */
export interface Since {
  /** Start of the status by the server's clock; null only when the precision is `unknown`. */
  readonly at: number | null;
  readonly precision: SincePrecision;
  /** Half the gap between the two polls around an observed change, otherwise 0. */
  readonly toleranceMs: number;
  /**
   * Since when the status was seen live, where the precision is `assumed`. The zone in which `at` was read may be wrong, so
   * limits count from this.
   */
  readonly seenAt?: number;
}

/** One agent of the live team. It has no e-mail or phone number, except for what tells two agents of one name apart. */
export interface Agent {
  readonly userId: string;
  readonly name: string;
  /** What tells the agent from others of the same name, see `nameAdditions`; absent where nobody else has it. */
  readonly addition?: string;
  readonly status: Status;
  /** The bucket's own name, trimmed and upper-cased; equals `status` except for OTHER. */
  readonly rawStatus: string;
  /** The customer's name for the status (Lunch, Training), null when unknown or equal to the status. */
  readonly secondaryStatus: string | null;
  readonly since: Since;
  /**
   * When the agent was last seen in another status, epoch milliseconds, where an observed start does not say so itself:
   * the status began later, whatever status details say. Absent where no change was seen.
   */
  readonly changedAfter?: number;
  /** What the agent says, where that differs from the status; absent where it is the same or not known. */
  readonly selfReported?: SelfReported;
  /** The slots per channel; absent where the answer has none. AVAILABLE without a free one takes no contact. */
  readonly freeSlots?: Readonly<Partial<Record<Channel, ChannelSlots>>>;
}

/**
 * The status an agent has set for themselves, from status details. Availability is routing state and may differ from
 * it: who says AVAILABLE is BUSY once all slots are full.
 */
export interface SelfReported {
  readonly primaryStatus: string;
  /** Null when it says no more than the primary status. */
  readonly secondaryStatus: string | null;
  readonly startedAt: number;
  /** How well the start is known; absent where it is exact. */
  readonly precision?: Extract<SincePrecision, 'at-least' | 'assumed'>;
}

/**
 * Agents per status; `total` counts every agent once. Null where Kore.ai's answer could not be understood, which is not
 * the same as 0.
 */
export type Counts = Readonly<Record<Status | 'total', number | null>>;
/** Counts of an answer that was understood completely. */
export type KnownCounts = Readonly<Record<Status | 'total', number>>;

/** How the live team is doing, one state at a time. */
export type HealthState =
  'starting' | 'live' | 'stale' | 'offline' | 'unauthorized' | 'rate-limited' | 'keychain' | 'paused';

/**
 * From a desk to its broker, from there to the publisher and each of its views, and from that to Kore.ai. A publisher
 * that is heard may still be of no use to the desk: for its key, its messages, its version, its clock, the desk's role or
 * a team that has not come.
 */
export type DeskLink =
  'broker' | 'publisher' | 'key' | 'messages' | 'version' | 'clock' | 'role' | 'team' | 'view' | 'kore';

/** The state of the live team, since when, and what happens next. */
export interface Health {
  readonly state: HealthState;
  /** When this state began. */
  readonly since: number;
  /** When Rollcall asks again; null when it waits for a person. */
  readonly nextAt: number | null;
  /** One or two sentences: what is the matter and what happens next. Empty when live, unless something was refused. */
  readonly message: string;
  /** Of a desk: which link to its team is down, nearest first; absent where none is. */
  readonly link?: DeskLink;
  /** Kore.ai answers, and refuses what the open view needs: another view would do. */
  readonly isViewNeeded?: boolean;
}

/** Restricts the availability API to some agents; an empty list means no restriction. Sent as the document says. */
export interface TeamFilter {
  /** Of a desk: the published view that is meant. Who is in it comes with the team; the API never gets this. */
  readonly viewId?: string | undefined;
  readonly queueIds: readonly string[];
  readonly skillIds: readonly string[];
  readonly agentIds: readonly string[];
}

export const EMPTY_FILTER: TeamFilter = { queueIds: [], skillIds: [], agentIds: [] };

/** How many agents' status details were read since all of them were out of date. */
export interface DetailsProgress {
  readonly read: number;
  /** Everybody the API named. Of those that were not read, time in status and secondary status are not known. */
  readonly of: number;
  /** Why reading does not go on at present; null when it does, or is complete. */
  readonly problem: string | null;
  /** Present while the zone of their times is not known: it is assumed, or none fits. */
  readonly zone?: 'assumed' | 'none';
}

/** A queue as it is now: who of the team serves it, and who could take its next contact. */
export interface QueueState extends NamedId {
  /** Its members in the team, each once. */
  readonly counts: KnownCounts;
  /** How many of its AVAILABLE agents have a free slot; who has no slots in the answer counts as well. */
  readonly ready: number;
  /** The user id of its only AVAILABLE agent with a free slot; null when there are none or several. */
  readonly soleCover: string | null;
  /** Free slots of its AVAILABLE members per channel; null where the answer has no slots. */
  readonly freeSlots: Readonly<Partial<Record<Channel, number>>> | null;
  /** User ids of those who served it earlier today, by the team's zone, and no longer do. */
  readonly left: readonly string[];
  /** When its members were read. */
  readonly asOf: number;
}

/** The live team at one revision. */
export interface TeamSnapshot {
  readonly revision: number;
  readonly agents: readonly Agent[];
  readonly counts: Counts;
  /** How many of `agents` need attention. */
  readonly attention: number;
  /** The instant they were counted for, by the server's clock: who they are, and why, holds until `refreshAt`. */
  readonly countedAt: number;
  /** When that changes by time alone, by this computer's clock; null when it does not. */
  readonly refreshAt: number | null;
  /** Rows of the last answer that named nobody, and buckets that were no lists. */
  readonly ignored: number;
  /** When the last complete answer arrived; null before the first. */
  readonly asOf: number | null;
  /**
   * How far the server's clock is ahead of this computer's, milliseconds; absent before the first answer. Times in
   * status are by the server's clock, everything else here is by this computer's.
   */
  readonly clockOffsetMs?: number | undefined;
  readonly health: Health;
  /** The open view; null is everybody. */
  readonly view: View | null;
  /** The present pace between two polls. */
  readonly intervalMs: number;
  /** Absent before the first answer. */
  readonly details?: DetailsProgress | undefined;
  /** The queues of the open view, for everybody all of them, whose members are known; sorted by name. */
  readonly queues: readonly QueueState[];
  /** Queues and skills of the open view whose members are not known: it cannot be watched by them. */
  readonly unwatched: readonly NamedId[];
}

/** What changed from revision `base` to `revision`; applies to a snapshot of `base` or of any revision since. */
export interface TeamDelta extends Omit<TeamSnapshot, 'agents' | 'queues' | 'unwatched'> {
  readonly base: number;
  readonly changed: readonly Agent[];
  readonly removed: readonly string[];
  /** Absent where they are as before. */
  readonly queues?: QueuesDelta;
  /** All of them; absent where they are as before. */
  readonly unwatched?: readonly NamedId[];
}

/** What is other about the queues: 1,000 of them are 250 kB, of which a poll changes few. */
export interface QueuesDelta {
  /** Those that are new or differ. */
  readonly changed: readonly QueueState[];
  /** Which queues there are now, in their order; absent where they are the same ones. */
  readonly ids?: readonly string[];
}

/** Counts of the team over time, in buckets of equal length up to the end of the present minute. */
export interface Trend {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly bucketMs: number;
  /** One per bucket, oldest first: the last counts known in it, or null where nobody knows. */
  readonly buckets: readonly (KnownCounts | null)[];
  /** The counts a quarter of an hour ago; null where nobody knows. */
  readonly before: KnownCounts | null;
}

/** How far back `before` looks. */
export const TREND_BEFORE_MS = 15 * 60_000;

/** What Rollcall keeps on this computer beside settings and secrets. */
export interface StorageState {
  readonly retentionDays: number;
  /** What is the matter with the database, in one or two sentences; null when nothing is. */
  readonly problem: string | null;
}
