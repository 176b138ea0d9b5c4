import { MOST_COPIES } from '../shared/model.ts';

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
/**
 * Reckoned with after a first limit answer. Copies cannot ask each other, and each one learns only from its own calls,
 * so the first lesson has to be enough for a large team: the simulation of thirty copies fails with much less.
 */
const FIRST_COPIES = 40;
/** A further limit answer doubles that, once the last one has had the time to show. */
const GROWTH = 2;
const SHOWN_MS = 5 * MINUTE_MS;
/** So long after a limit answer nothing is eased. */
const HOLD_MS = 10 * MINUTE_MS;
/** Then one copy less is assumed each time this has passed, which makes the interval about 3 s shorter. */
const STEP_MS = 5 * MINUTE_MS;

/**
 * The lesson of a limit answer at `now`.
 * @param before what was learned until now
 * @param assumed how many copies were reckoned with, which may also be what the user said
 */
export function stretchAfterLimit(before: Stretch | null, assumed: number, now: number): Stretch {
  const hasShown = before === null || now - before.at >= SHOWN_MS;
  return { copies: Math.min(MOST_COPIES, Math.max(FIRST_COPIES, hasShown ? GROWTH * assumed : assumed)), at: now };
}

/** How many copies are still assumed at `now`; 1 when nothing was learned or it is forgotten. */
export function feltCopies(stretch: Stretch | null, now: number): number {
  if (stretch === null) return 1;
  const easedMs = Math.max(0, now - stretch.at - HOLD_MS);
  return Math.max(1, Math.min(MOST_COPIES, stretch.copies) - Math.floor(easedMs / STEP_MS));
}
