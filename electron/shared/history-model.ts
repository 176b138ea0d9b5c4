import type { ApiTimes } from './connection-model.ts';

/** A day or a range of days of status history; dates are inclusive. */
export interface HistoryQuery {
  readonly from: string;
  readonly to: string;
  /** IANA zone; null means the connection's. */
  readonly timeZone: string | null;
  /** E-mails, as the document's `filter.agents`; empty means everybody. */
  readonly agents: readonly string[];
  /** Null means the connection's setting. */
  readonly apiTimes: ApiTimes | null;
}

/** One status of an agent inside one day, clipped to the day and to now. */
export interface StatusInterval {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  readonly start: number;
  /** Null while the interval is still open. */
  readonly end: number | null;
  readonly durationMs: number;
  readonly clippedStart: boolean;
  readonly clippedEnd: boolean;
}

/** One agent's day. */
export interface HistoryAgent {
  readonly userId: string;
  readonly name: string;
  /** What tells the agent from others of the same name in the report; absent where nobody else has it. */
  readonly addition?: string;
  readonly email: string;
  readonly intervals: readonly StatusInterval[];
  /** Milliseconds per primary status. */
  readonly totalsMs: Readonly<Record<string, number>>;
  /** The elapsed day minus all totals: not OFFLINE, just not recorded. */
  readonly noRecordMs: number;
}

/** How much of a day was read. `part` has only the agents who were read; `none` has nobody. */
export type DayRead = 'complete' | 'part' | 'none';

/** One local day, from midnight to the next midnight of the zone. */
export interface HistoryDay {
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly read: DayRead;
  /** Present where the server lists records under the day they begin, and the day before was not read. */
  readonly mayBeginLater?: true;
  readonly agents: readonly HistoryAgent[];
}

/**
 * In which zone the times were read, and why: by the setting, by the evidence of the server's answers, or assumed; its
 * times fit neither zone; or both zones are the same.
 */
export interface ApiTimesVerdict {
  readonly zone: 'request' | 'UTC';
  readonly decidedBy: 'setting' | 'evidence' | 'assumed' | 'none-fits' | 'no-difference';
}

/** The answer to a history query. */
export interface HistoryReport {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly takenAt: number;
  readonly apiTimes: ApiTimesVerdict;
  /** Why the report is not complete and how many agents were read before that; null when it is complete. */
  readonly partial: null | { readonly reason: string; readonly agentsRead: number };
  /** How many rows and records of the answers could not be understood, each once. */
  readonly notUnderstood: number;
  /** E-mails of the query that no answer names. */
  readonly notFound: readonly string[];
  /**
   * How many agents the answers name and how many the team has, where the team has more and no answer said that it
   * was the last; otherwise null. The two may speak of different people.
   */
  readonly fewerThanTeam: null | { readonly read: number; readonly team: number };
  readonly days: readonly HistoryDay[];
}

/** How far a history read has come. */
export interface HistoryProgress {
  /** Of all days so far, each agent once. */
  readonly agentsRead: number;
  readonly day: string;
  /** The last of several days that are read in one request; otherwise `day`. */
  readonly lastDay: string;
  readonly dayIndex: number;
  readonly days: number;
  /** When the next call may start, while the rate limit makes it wait; otherwise null. */
  readonly waitingUntil: number | null;
}

/** What an agent said of themselves in status details; never a routing status. */
export interface GapStatus {
  readonly primaryStatus: string;
  /** Null when it says no more than the primary status. */
  readonly secondaryStatus: string | null;
}

/** One change of an agent's self-reported status. */
export interface GapChange {
  readonly userId: string;
  readonly name: string;
  /** As of the agent. */
  readonly addition?: string;
  readonly at: number;
  /** Null where nothing is recorded before. */
  readonly fromStatus: GapStatus | null;
  /** Null where the record ends. */
  readonly toStatus: GapStatus | null;
}

/** A period in which the team was not watched, between two complete answers. Self-reported status only. */
export interface GapReport {
  readonly from: number;
  readonly to: number;
  /** The day of `to` in the team's zone, for the history. */
  readonly date: string;
  /** The latest of the changes, in time order. */
  readonly changes: readonly GapChange[];
  /** All of them. */
  readonly changeCount: number;
  /** Some of the agents of whom nothing is recorded in the gap, by name; there may be more. */
  readonly noRecord: readonly { readonly userId: string; readonly name: string; readonly addition?: string }[];
  readonly noRecordCount: number;
  /** Whether the gap began before the midnight of `date`; only what came after it is reported. */
  readonly isCut: boolean;
  /** Why nothing or not all of it is known, in one or two sentences; null when all status details were read. */
  readonly problem: string | null;
  /** Present where the zone of the changes’ times is only assumed. */
  readonly isZoneAssumed?: true;
  /** Whether anything could be read at all. */
  readonly isKnown: boolean;
}

/** More lines than this nobody reads; the history has the others. */
export const MAX_GAP_LINES = 200;
