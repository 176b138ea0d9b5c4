import type { NamedId } from './directory-model.ts';
import type { GapStatus, StatusInterval } from '../history/history-model.ts';
import type { Agent } from './team-model.ts';

/** One agent, as far as is known without a call. */

/** An agent's day so far, from status details that were read anyway. */
export interface AgentDay {
  /** The local day in the team's zone, epoch milliseconds. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Status details say nothing of what came after this. */
  readonly readAt: number;
  /** In time order; between them there is no record. */
  readonly intervals: readonly StatusInterval[];
}

/** A change of status today. */
export interface AgentChange {
  readonly at: number;
  /** Null where nothing is recorded before, or where nobody knows what was. */
  readonly fromStatus: GapStatus | null;
  /** Null where the record ends. */
  readonly toStatus: GapStatus | null;
  /** Seen by polls and not recorded yet: it happened so long before or after `at`, milliseconds; absent otherwise. */
  readonly toleranceMs?: number;
}

/** What an agent serves, as far as members are known. */
export interface Serving {
  readonly named: readonly NamedId[];
  /** How many others there are, whose members are not known. */
  readonly unread: number;
}

/** How long an agent was in one secondary status today. */
export interface StatusTotal {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  readonly totalMs: number;
}

/** The limit of an agent's present status. */
export interface AgentLimit {
  readonly limitMs: number;
  /** When it is reached, or was; null while nobody knows since when the status lasts. */
  readonly reachedAt: number | null;
}

/** Everything about one agent. */
export interface AgentCard {
  /** As in the team. */
  readonly agent: Agent;
  /** The queues whose members name the agent; null where no queue's members are known. */
  readonly queues: Serving | null;
  /** As `queues`. */
  readonly skills: Serving | null;
  /** Null where status details of today were not read. */
  readonly day: AgentDay | null;
  /** The latest first; where `day` is null there is at most one, which polls saw. */
  readonly changes: readonly AgentChange[];
  /** The longest first; empty where `day` is null. */
  readonly totals: readonly StatusTotal[];
  /** Null where the status has none. */
  readonly limit: AgentLimit | null;
  /** What availability says beside the status; the e-mail and phone number stay in main. */
  readonly row: AgentRowFacts | null;
}

/** The facts of an agent's availability row. */
export interface AgentRowFacts {
  /** The `_id` of the row (`a-...`). */
  readonly agentId: string | null;
  readonly customId: string | null;
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
  /** Every bucket that names the agent, as the answer spells it. */
  readonly buckets: readonly string[];
}

/** Agents per `agent:bands`: more than a window shows. */
export const MAX_BANDS = 200;

/** The day so far of each agent that was asked for, by user id; null where it was not read. */
export type AgentBands = Readonly<Record<string, AgentDay | null>>;
