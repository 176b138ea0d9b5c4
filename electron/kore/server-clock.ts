import type { Clock } from '../shared/clock.ts';

/** How far the host's clock is from ours, learned from the `Date` header of its answers. */
export interface ServerClock {
  /** Now by the host's clock as far as that is known, epoch milliseconds. */
  now(): number;
  /** How far the host's clock is ahead of ours, milliseconds; null before the first answer. */
  offsetMs(): number | null;
  /** Takes the `Date` header of the answer to a request sent at `sentAt`; anything that is no HTTP date is ignored. */
  learn(dateHeader: string | null, sentAt: number): void;
  /** Forgets all but the newest answer: the host has just refused the time learned from the older ones. */
  trustLatest(): void;
}

/** The offset lies between two values, because `Date` counts whole seconds and calls take time. */
interface Sample {
  readonly min: number;
  readonly max: number;
}

/** One odd answer must not move the offset, hence the median of this many. */
const MAX_SAMPLES = 5;
/** Clocks are corrected by less than this all the time. */
const SET_BACK_MS = 30_000;
const SECOND_MS = 1_000;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Makes a clock that agrees with ours until it has learned better. The offset stays the same as long as half of the last
 * answers allow it, so that the fractions of a second that `Date` leaves out do not move it.
 */
export function createServerClock(clock: Clock): ServerClock {
  let samples: Sample[] = [];
  let offsetMs = 0;
  let learnedAt = Number.NEGATIVE_INFINITY;

  function keep(next: Sample[]): void {
    samples = next;
    const agreeing = samples.filter(({ min, max }) => min <= offsetMs && offsetMs <= max).length;
    if (2 * agreeing < samples.length) offsetMs = median(samples.map(({ min, max }) => Math.round((min + max) / 2)));
  }

  return {
    now: () => clock.now() + offsetMs,
    offsetMs: () => (samples.length === 0 ? null : offsetMs),
    learn(dateHeader, sentAt) {
      const date = parseHttpDate(dateHeader);
      if (date === null) return;
      const now = clock.now();
      // Our clock was set back: the older samples belong to the clock as it was, and would be wrong now.
      const known = now < learnedAt - SET_BACK_MS ? [] : samples;
      learnedAt = now;
      keep([...known, { min: date - now, max: date + SECOND_MS - sentAt }].slice(-MAX_SAMPLES));
    },
    trustLatest() {
      if (samples.length > 0) keep(samples.slice(-1));
    },
  };
}

/** Epoch milliseconds of an HTTP date (RFC 9110 5.6.7, the form every server must send); null for anything else. */
export function parseHttpDate(text: string | null): number | null {
  if (text === null || !HTTP_DATE.test(text)) return null;
  const date = Date.parse(text);
  return Number.isFinite(date) ? date : null;
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? 0) + upper) / 2);
}
