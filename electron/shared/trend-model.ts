import type { KnownCounts } from './team-model.ts';

/** Counts of the team over time, in stretches of equal length up to the end of the present minute. */
export interface Trend {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly bucketMs: number;
  /** One per stretch, oldest first: the last counts known in it, or null where nobody knows. */
  readonly buckets: readonly (KnownCounts | null)[];
  /** The counts a quarter of an hour ago; null where nobody knows. */
  readonly before: KnownCounts | null;
}

/** How far back `before` looks. */
export const TREND_BEFORE_MS = 15 * 60_000;

/** What Rollcall keeps on this computer beside settings and secrets. */
export interface StorageState {
  readonly keptDays: number;
  /** What is the matter with the database, in one or two sentences; null when nothing is. */
  readonly problem: string | null;
}
