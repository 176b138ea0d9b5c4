import { TREND_BEFORE_MS, type KnownCounts, type Trend } from '../shared/model.ts';

const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;
/** More buckets than this would be narrower than a pixel of the popover. */
const MAX_BUCKETS = 180;
/** As for polls: more than three intervals, and more than two minutes, are a gap. */
const GAP_INTERVALS = 3;
const GAP_MIN_MS = 2 * MINUTE_MS;
/** The longest interval is 5 minutes, so a sample further back than this says nothing about the first bucket. */
export const TREND_LEAD_MS = 20 * MINUTE_MS;

/** The counts of one minute, and how long until the next were due. */
export interface MinuteSample {
  /** Full minutes since the epoch: independent of zones, so neither DST nor travel moves it. */
  readonly minute: number;
  /** When these counts were polled; null where an older version saved them. */
  readonly polledAt: number | null;
  readonly counts: KnownCounts;
  readonly intervalMs: number;
}

/** The instants a trend of some hours covers: full minutes, the present one included. */
export function trendSpan(hours: number, now: number): Pick<Trend, 'startsAt' | 'endsAt' | 'bucketMs'> {
  const bucketMs = Math.ceil((hours * MINUTES_PER_HOUR) / MAX_BUCKETS) * MINUTE_MS;
  const length = Math.floor((hours * MINUTES_PER_HOUR * MINUTE_MS) / bucketMs) * bucketMs;
  const endsAt = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
  return { startsAt: endsAt - length, endsAt, bucketMs };
}

/**
 * Turns samples, oldest first, into the trend at `now`. Each sample holds until the next one; before a gap
 * it holds for one interval only. Samples of a clock that ran ahead are left out. Pure.
 */
export function buildTrend(samples: readonly MinuteSample[], hours: number, now: number): Trend {
  const span = trendSpan(hours, now);
  const known = heldCounts(samples, span.endsAt);
  const length = (span.endsAt - span.startsAt) / span.bucketMs;
  const buckets = Array.from({ length }, (): KnownCounts | null => null);
  for (const { counts, from, until } of known) {
    const first = Math.max(0, Math.floor((from - span.startsAt) / span.bucketMs));
    const end = Math.min(length, Math.ceil((until - span.startsAt) / span.bucketMs));
    // In order, so the last counts of a bucket are the ones that stay.
    for (let bucket = first; bucket < end; bucket += 1) buckets[bucket] = counts;
  }
  const then = now - TREND_BEFORE_MS;
  const before = known.findLast(({ from, until }) => from <= then && then < until)?.counts ?? null;
  return { ...span, buckets, before };
}

/** How long the counts of each sample hold, until an instant. */
export function heldCounts(
  samples: readonly MinuteSample[],
  endsAt: number,
): { readonly counts: KnownCounts; readonly from: number; readonly until: number }[] {
  const past = samples.filter(({ minute }) => minute * MINUTE_MS < endsAt);
  return past.map((sample, index) => {
    const from = sample.minute * MINUTE_MS;
    const next = past[index + 1];
    return { counts: sample.counts, from, until: holdsUntil(sample, from, next ? next.minute * MINUTE_MS : endsAt) };
  });
}

function holdsUntil({ intervalMs }: MinuteSample, from: number, next: number): number {
  const isGap = next - from > Math.max(GAP_MIN_MS, GAP_INTERVALS * intervalMs);
  return isGap ? from + Math.max(MINUTE_MS, intervalMs) : next;
}
