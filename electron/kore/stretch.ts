import { ACCOUNT_CALLS_PER_MINUTE, MOST_COPIES } from '../shared/model.ts';

/**
 * What limit answers have taught: how many copies like this one the account seems to carry. It slows this copy down as
 * if the user had said so (see share.ts), and is forgotten step by step.
 */
export interface Stretch {
  readonly copies: number;
  /** When the last limit answer came, epoch milliseconds. */
  readonly at: number;
}

const MINUTE_MS = 60_000;
/** So long after a limit answer nothing is eased. */
const HOLD_MS = 10 * MINUTE_MS;
/** Then one copy less is assumed each time this has passed. */
const STEP_MS = 5 * MINUTE_MS;
/** A further limit answer at least doubles what is assumed, once that has had the time to show. */
const SHOWN_MS = 5 * MINUTE_MS;
const GROWTH = 2;
/** Who made few of the last 60 calls knows little of the others, so more of them are assumed than that says. */
const CAUTION = 5 / 3;
/** But one limit answer alone never slows down further than this: it may have been a single burst of another tool. */
const MOST_AT_ONCE = 40;

/**
 * The lesson of one limit answer. An account that is used up by copies like this one carries as many of them as its
 * limit holds calls of ours in the last minute; so a copy that used little slows down most, and no copy has to be told.
 * @param before what was learned until now
 * @param assumed how many copies were reckoned with, which may also be what the user said
 * @param usedLastMinute how many calls this copy has started in the last minute
 */
export function stretchAfterLimit(
  before: Stretch | null,
  assumed: number,
  usedLastMinute: number,
  now: number,
): Stretch {
  const alike = Math.min(MOST_AT_ONCE, Math.ceil((CAUTION * ACCOUNT_CALLS_PER_MINUTE) / Math.max(1, usedLastMinute)));
  const hasShown = before === null || now - before.at >= SHOWN_MS;
  return { copies: Math.min(MOST_COPIES, Math.max(hasShown ? GROWTH * assumed : assumed, alike)), at: now };
}

/** How many copies are still assumed at `now`; 1 when nothing was learned or it is forgotten. */
export function feltCopies(stretch: Stretch | null, now: number): number {
  if (stretch === null) return 1;
  const easedMs = Math.max(0, now - stretch.at - HOLD_MS);
  return Math.max(1, Math.min(MOST_COPIES, stretch.copies) - Math.floor(easedMs / STEP_MS));
}
