import type { Pace } from '../../shared/model.ts';
import type { AppError } from '../../shared/result.ts';
import { healthStateOf } from '../health.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** At a locked screen, or on battery while nobody watches. */
const RESTING_MS = 5 * MINUTE_MS;
/** The pace the user wants, or a quick one for a demo. */
export type PollPace = Pace | 'quick';

/** Unwatched and watched interval per pace; the rate limit is shared by every copy on the account. */
const INTERVAL_MS: Readonly<Record<PollPace, { readonly watched: number; readonly unwatched: number }>> = {
  standard: { watched: 15 * SECOND_MS, unwatched: 30 * SECOND_MS },
  relaxed: { watched: 30 * SECOND_MS, unwatched: 60 * SECOND_MS },
  sparing: { watched: 60 * SECOND_MS, unwatched: 120 * SECOND_MS },
  quick: { watched: 5 * SECOND_MS, unwatched: 5 * SECOND_MS },
};

const BACKOFF_BASE_MS = 5 * SECOND_MS;
const BACKOFF_FLOOR_MS = 2 * SECOND_MS;
const BACKOFF_CAP_MS = 5 * MINUTE_MS;
/** A refusal needs a person, but an administrator may have solved it meanwhile: try twice an hour. */
const REFUSED_MS = 30 * MINUTE_MS;
/** The start of a status may change while the status stays: details are read again, at 30 s per page of 50 agents. */
const DETAILS_MS = 5 * MINUTE_MS;
const DETAILS_PER_PAGE_MS = 30 * SECOND_MS;
/** As many as Kore.ai lists on one page of status details. */
export const AGENTS_PER_PAGE = 50;

/** Why the computer rests: its screen is locked or it is about to sleep, or it runs on battery. */
export type Rest = 'none' | 'battery' | 'locked';

/** Milliseconds between two polls that succeed; `minMs` is what the rate limit allows. */
export function pollIntervalMs(
  pace: PollPace,
  { isWatched, rest }: { readonly isWatched: boolean; readonly rest: Rest },
  minMs: number,
): number {
  // On battery somebody may watch all the same, in any window or page; nobody does at a locked screen.
  const isResting = rest === 'locked' || (rest === 'battery' && !isWatched);
  const wanted = isWatched ? INTERVAL_MS[pace].watched : INTERVAL_MS[pace].unwatched;
  return Math.max(minMs, isResting ? RESTING_MS : wanted);
}

/**
 * When to ask again after a failure; null waits for a person.
 * @param failures how many polls in a row have failed, this one included
 * @param random in [0, 1): full jitter, so that many copies do not come back together
 */
export function retryAt(error: AppError, failures: number, now: number, random: number): number | null {
  if (error.retryAt !== undefined) return error.retryAt;
  const state = healthStateOf(error.code);
  if (state === 'keychain') return null;
  if (state === 'unauthorized') return now + REFUSED_MS;
  const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** Math.min(failures, 10));
  return now + BACKOFF_FLOOR_MS + Math.round(random * (ceiling - BACKOFF_FLOOR_MS));
}

/**
 * Milliseconds between two complete reads of today's status details for a team of this size.
 * @param callMs minimum time between two calls: one of them is for this, the next one for who has changed
 */
export function detailsIntervalMs(agents: number, callMs: number): number {
  return Math.max(DETAILS_MS, Math.ceil(agents / AGENTS_PER_PAGE) * Math.max(DETAILS_PER_PAGE_MS, 2 * callMs));
}
