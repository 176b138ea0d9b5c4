import { parseHttpDate } from './server-clock.ts';

const SECOND_MS = 1_000;
/** Without Retry-After: the documented windows are a minute long. */
const LIMIT_PAUSE_MS = 60 * SECOND_MS;
/** Copies that were stopped together must not come back together: thirty within some seconds fill a minute again. */
const LIMIT_JITTER_MS = 60 * SECOND_MS;
/** The bounds of what a server may demand; after a longer wait the app would seem dead. */
const MIN_RETRY_MS = SECOND_MS;
export const MAX_RETRY_MS = 15 * 60 * SECOND_MS;

/**
 * When to ask again by a `Retry-After` header (RFC 9110 10.2.3: seconds or an HTTP date), epoch milliseconds of our
 * clock, 1 s to 15 min ahead; null when there is none or it makes no sense. A date is compared with the
 * answer's own `Date`, so that a wrong clock here does not matter.
 */
export function retryAfter(header: string | null, dateHeader: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  const waitMs = /^\d+$/.test(text) ? Number(text) * SECOND_MS : untilDate(text, dateHeader, now);
  if (waitMs === null || waitMs < 0) return null;
  return now + Math.min(Math.max(waitMs, MIN_RETRY_MS), MAX_RETRY_MS);
}

function untilDate(text: string, dateHeader: string | null, now: number): number | null {
  const date = parseHttpDate(text);
  return date === null ? null : date - (parseHttpDate(dateHeader) ?? now);
}

/** When to ask again after a limit answer without `Retry-After`: in 60 s and up to 60 s more by chance. */
export function afterLimit(now: number, random: () => number): number {
  return Math.round(now + LIMIT_PAUSE_MS + random() * LIMIT_JITTER_MS);
}
