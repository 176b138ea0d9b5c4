/** What one account's calls are limited to, and how much of it is used. */

/** What Kore.ai allows an account, every copy and integration together (kore-facts 3.1). */
export const ACCOUNT_CALLS_PER_MINUTE = 60;
export const ACCOUNT_CALLS_PER_HOUR = 1_800;

/** How many computers with Rollcall may be said to share one account. */
export const LEAST_COPIES = 1;
export const MOST_COPIES = 100;

/** The budget of one account as this computer keeps it; calls are those of every process of the data folder. */
export interface BudgetUse {
  /** Copies sharing this account, as the user said. */
  readonly copies: number;
  /** What this computer may start, and what it has started. */
  readonly perMinute: number;
  readonly usedLastMinute: number;
  readonly perHour: number;
  readonly usedLastHour: number;
  /** No call before this instant, because of a limit answer; null when there is none. */
  readonly blockedUntil: number | null;
  /** When the team can be read the next time; null when that is now. */
  readonly freeAt: number | null;
  /** When the limit was reached that still slows this computer down; null while none does. */
  readonly slowedSince: number | null;
}

/** The budget with the pace that comes of it. */
export interface BudgetReport extends BudgetUse {
  /** The present pace between two polls. */
  readonly intervalMs: number;
}

/** What became of "refresh now". */
export interface RefreshAnswer {
  /** When the team will be read, because the budget does not allow it now; null when it has been. */
  readonly runsAt: number | null;
}
