/** After how long in a status an agent needs attention. */

/** The statuses that have a limit of their own. */
export const LIMITED_STATUSES = ['AWAY', 'BUSY'] as const;
export type LimitedStatus = (typeof LIMITED_STATUSES)[number];

/** The limit of one secondary status; it comes before the limit of the status. */
export interface SecondaryLimit {
  /** As the customer calls it; case and outer white space do not matter. */
  readonly name: string;
  /** 0 needs attention at once, null never. */
  readonly minutes: number | null;
}

/** Every limit, in whole minutes; null is no limit. */
export interface Limits {
  readonly byStatus: Readonly<Record<LimitedStatus, number | null>>;
  readonly secondary: readonly SecondaryLimit[];
}

export const LEAST_LIMIT_MINUTES = 1;
/** A day; longer than a shift is flagged in any case. */
export const MOST_LIMIT_MINUTES = 1_440;
export const MOST_SECONDARY_LIMITS = 50;
export const MOST_LIMIT_NAME_CHARACTERS = 100;

/** What Kore.ai sets when an agent did not accept or answer in time; nobody can choose it (kore-facts, section 5). */
export const AWAY_IDLE = 'Away (Idle)';

export const DEFAULT_LIMITS: Limits = {
  byStatus: { AWAY: 30, BUSY: 45 },
  secondary: [{ name: AWAY_IDLE, minutes: 0 }],
};
