import type { CoverageStretch } from '../history/history-model.ts';

/** What the live team is later measured by. */

/** Availability as it was polled, or what agents reported about themselves. */
export type LedgerSource = 'live' | 'status-details';

/** One day of the team's zone: when fewer agents than a rule wants were available, within the rule's hours. */
export interface LedgerDay {
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly source: LedgerSource;
  readonly below: readonly CoverageStretch[];
  /** How long the rule's hours are on that day, of today so far. */
  readonly hoursMs: number;
  /** How much of them is known; in the rest nobody knows. */
  readonly knownMs: number;
}

/** When too few agents were available, by one rule; the latest day first. */
export interface Ledger {
  readonly ruleId: string;
  readonly timeZone: string;
  readonly days: readonly LedgerDay[];
}

/** The statuses whose counts are compared. Who is OFFLINE often has no record, so that count says nothing. */
export const COMPARED_STATUSES = ['AVAILABLE', 'BUSY', 'AWAY'] as const;
export type ComparedStatus = (typeof COMPARED_STATUSES)[number];

/** A live count is right when status details have it this near to its poll: answers take time, and clocks differ. */
export const ACCURACY_TOLERANCE_MS = 3_000;

/** A poll whose live count was not that of status details. */
export interface AccuracyDifference {
  readonly at: number;
  readonly showed: number;
  /** By status details, at that instant. */
  readonly was: number;
}

/** How often a live count was also that of status details. */
export interface StatusAccuracy {
  readonly status: ComparedStatus;
  readonly right: number;
  /** The latest of the others, the latest first. */
  readonly differences: readonly AccuracyDifference[];
}

/** Live counts against later status details, minute by minute. */
export interface Accuracy {
  /** The days that were compared, the oldest first. */
  readonly dates: readonly string[];
  readonly timeZone: string;
  /** How many minutes were compared. */
  readonly minutes: number;
  /** How many more were polled on these days, in which the two may speak of different agents. */
  readonly skipped: number;
  readonly statuses: readonly StatusAccuracy[];
}

/** Fewer minutes than this say nothing about the others. */
export const MIN_COMPARED_MINUTES = 60;
