import type { StatusTotal } from '../team/card-model.ts';
import type { ApiTimes } from '../connection-model.ts';
import type { AppError } from '../result.ts';
import type { TeamFilter } from '../team/team-model.ts';
import type { Named } from '../names/names.ts';

/** One status of an agent inside one day, clipped to the day and to now. */
export interface StatusInterval {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  readonly start: number;
  /** When the status began, where that is before the day: present where `clippedStart`. */
  readonly startedAt?: number;
  /** Null while the interval is still open. */
  readonly end: number | null;
  readonly durationMs: number;
  readonly clippedStart: boolean;
  readonly clippedEnd: boolean;
}

/** Whose history: everybody's, that of a saved view, or of a filter. The filter's `agentIds` may be user ids or e-mails. */
export type HistoryWho =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'view'; readonly id: string }
  | { readonly kind: 'filter'; readonly filter: TeamFilter };

/** As many days as a request may have. */
export const MAX_HISTORY_DAYS = 31;

/**
 * By how much history is kept longer than other data: a range of 31 days that ends yesterday stays complete, in any zone,
 * and so does the day before it.
 */
export const HISTORY_DAYS_MORE = 3;

/** Which days of whom. */
export interface HistoryRequest {
  /** `yyyy-mm-dd`, ascending, at most `MAX_HISTORY_DAYS`; they need not follow each other. */
  readonly dates: readonly string[];
  readonly who: HistoryWho;
  /** IANA zone; null means the connection's. */
  readonly timeZone: string | null;
  /** Null means the connection's setting. */
  readonly apiTimes: ApiTimes | null;
}

/** What reading the rest of a request takes. */
export interface HistoryCost {
  /**
   * How many days of agents are not read, or were read while they lasted. 0 where all of the request was, and only the
   * day before is not, under which the server lists what began then.
   */
  readonly agentDays: number;
  readonly calls: number;
  /** Present where these are the most it takes: the server may turn out to take several days in one call. */
  readonly isAtMost?: true;
  /** What it takes where it does; present beside `isAtMost`. */
  readonly least?: { readonly calls: number; readonly ms: number };
  /** About how long that takes with the calls that are free now. */
  readonly ms: number;
}

/** One day of a request, as far as it was read. */
export interface HistoryDayState {
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** How many of the request's agents were read. */
  readonly agentsRead: number;
  /** The oldest read of them, epoch milliseconds; null where nobody was read. Only today's can be out of date. */
  readonly readAt: number | null;
  /** As in `HistoryDay`. */
  readonly mayBeginLater?: true;
}

/** An agent of a request. */
export interface HistoryPerson extends Named {
  readonly userId: string;
}

/** A request as far as it is answered by what was read before; no call is made for it. */
export interface HistoryOverview {
  readonly timeZone: string;
  readonly takenAt: number;
  readonly apiTimes: ApiTimesVerdict;
  /** Everybody whom the request is about, by name. */
  readonly agents: readonly HistoryPerson[];
  readonly days: readonly HistoryDayState[];
  /** Null when nothing is left to read. */
  readonly missing: HistoryCost | null;
  /** What it takes to read all of it again; present where everything was read and all days are over. */
  readonly again?: HistoryCost;
  /** Why the last read of this request ended before its end; null when it did not. */
  readonly stopped: AppError | null;
  /** Of a desk, to which its publisher brings what is missing: why that has not come; absent where calls bring it. */
  readonly notPublished?: string;
  /** Of a desk: it is about those who are in the view by their status now; absent where it is not. */
  readonly isNarrowedNow?: true;
  /** How many rows and records of the answers could not be understood, each once. */
  readonly notUnderstood: number;
  /** Agents of the request whom nobody knows. */
  readonly notFound: readonly string[];
  /**
   * How many agents the answers name and how many the team has, where the team has more and no answer said that it
   * was the last; otherwise null. The two may speak of different people.
   */
  readonly fewerThanTeam: null | { readonly read: number; readonly team: number };
}

/** How long an agent was in one secondary status, how often, and how much of that was over the limit. */
export interface HistoryTotal extends StatusTotal {
  readonly times: number;
  readonly overLimitMs: number;
}

/** What an agent did in all days of a request together. */
export interface AgentTotals extends HistoryPerson {
  /** The longest first. */
  readonly totals: readonly HistoryTotal[];
  readonly noRecordMs: number;
  /** How many days of the request were not read for this agent: their time is in no total. */
  readonly daysNotRead: number;
}

/** One agent's days of a request. */
export interface AgentHistory extends HistoryPerson {
  readonly days: readonly AgentHistoryDay[];
}

/** One day of one agent. */
export interface AgentHistoryDay extends DayBoundsOf {
  /** Null where it was not read. */
  readonly record: Pick<HistoryAgent, 'intervals' | 'totalsMs' | 'noRecordMs' | 'knownUntil'> | null;
}

interface DayBoundsOf {
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** How many agents a team wants at least in a primary status. */
export interface CoverageFloor {
  readonly status: string;
  readonly fewerThan: number;
}

/** A time in which fewer were in the status than the floor wants. */
export interface CoverageStretch {
  readonly from: number;
  readonly to: number;
  /** The fewest at once in it. */
  readonly least: number;
}

/** When fewer agents than the floor wants were in its status. */
export interface CoverageDay extends DayBoundsOf {
  /** How many of the request's agents were read: the others may have been in the status. */
  readonly agentsRead: number;
  readonly agents: number;
  /** Until when every agent who was read is known; the day's start where nobody was. */
  readonly knownUntil: number;
  readonly below: readonly CoverageStretch[];
}

/** One agent's day. */
export interface HistoryAgent {
  readonly userId: string;
  readonly name: string;
  /** What tells the agent from others of the same name in the history; absent where nobody else has it. */
  readonly addition?: string;
  readonly email: string;
  readonly intervals: readonly StatusInterval[];
  /** Milliseconds per primary status. */
  readonly totalsMs: Readonly<Record<string, number>>;
  /** The known part of the day minus all totals: not OFFLINE, just not recorded. */
  readonly noRecordMs: number;
  /** The day is known until then: its end, or when the agent was last read; its start when that was before it. */
  readonly knownUntil: number;
}

/** How much of a day was read. `part` has only the agents who were read; `none` has nobody. */
export type DayRead = 'complete' | 'part' | 'none';

/** One local day, from midnight to the next midnight of the zone. */
export interface HistoryDay {
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly read: DayRead;
  /** Present where the server may list records under the day they begin, and the day before was not read. */
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

/** What is exported as a file for a spreadsheet or a program. */
export type HistoryExport =
  | { readonly kind: 'intervals' | 'totals'; readonly format: 'csv' | 'json' }
  | { readonly kind: 'coverage'; readonly format: 'csv'; readonly floor: CoverageFloor };

/** How long a secondary status that counts as AWAY lasted, of all agents of some days together. */
export interface StatusLengths {
  readonly secondaryStatus: string;
  /** How many times it lasted so many full minutes, from 0 on. */
  readonly minutes: readonly number[];
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
  /** How many agents the read is about; absent where nobody knows. */
  readonly agents?: number;
  /** About how long the rest takes; absent where nobody knows. */
  readonly restMs?: number;
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
