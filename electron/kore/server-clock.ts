import type { Clock } from '../shared/clock.ts';

/** How far the host's clock is from ours, learned from the `Date` header of its answers. */
export interface ServerClock {
  /** Now by the host's clock, epoch milliseconds. */
  now(): number;
  /** Learned offset, milliseconds; 0 before the first answer. */
  offsetMs(): number;
  /** Takes the `Date` header of an answer that was asked for at `sentAt`; anything that is no HTTP date is ignored. */
  learn(dateHeader: string | null, sentAt: number): void;
  /** Forgets all but the newest answer: the host has just refused what the older ones taught. */
  trustLatest(): void;
}

/** One odd answer must not move the offset, hence the median of this many. */
const SAMPLES_MAX = 5;
/** Clocks are corrected by less than this all the time. */
const SET_BACK_MS = 30_000;
/** `Date` has whole seconds: on average the host is half a second further. */
const HALF_SECOND_MS = 500;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Makes a clock that agrees with ours until it has learned better. */
export function createServerClock(clock: Clock): ServerClock {
  let samples: number[] = [];
  let learnedAt = Number.NEGATIVE_INFINITY;
  const offsetMs = (): number => median(samples);
  return {
    now: () => clock.now() + offsetMs(),
    offsetMs,
    learn(dateHeader, sentAt) {
      const date = parseHttpDate(dateHeader);
      if (date === null) return;
      const now = clock.now();
      // Our clock was set back: what the older answers taught was about another clock, and would date this one wrongly.
      if (now < learnedAt - SET_BACK_MS) samples = [];
      learnedAt = now;
      const middle = (sentAt + now) / 2;
      samples = [...samples, Math.round(date + HALF_SECOND_MS - middle)].slice(-SAMPLES_MAX);
    },
    trustLatest() {
      samples = samples.slice(-1);
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
