import { NO_COUNTS } from '../../electron/shared/team/counts.ts';
import type { KnownCounts, Trend } from '../../electron/shared/model.ts';

const MINUTE_MS = 60_000;

/** A trend per minute, oldest first; null is a gap. `before` is the bucket a quarter of an hour ago. */
export function trendOf(buckets: readonly (KnownCounts | null)[], now = Date.now()): Trend {
  const endsAt = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
  const startsAt = endsAt - buckets.length * MINUTE_MS;
  return { startsAt, endsAt, bucketMs: MINUTE_MS, buckets, before: buckets.at(-16) ?? null };
}

/** Three hours of which only the last minutes are known. */
export function trendOfLast(minutes: number, counts: KnownCounts): Trend {
  return trendOf([...Array<null>(180 - minutes).fill(null), ...Array<KnownCounts>(minutes).fill(counts)]);
}

/** Three plausible hours that end with the present counts, with a gap of a quarter of an hour. Always the same. */
export function fakeTrend(last: KnownCounts): Trend {
  const buckets = Array.from({ length: 180 }, (_, minute): KnownCounts | null => {
    const ago = 179 - minute;
    if (ago > 60 && ago <= 75) return null;
    const drift = (period: number, size: number): number => Math.round(size * Math.sin(ago / period));
    const AVAILABLE = Math.max(0, last.AVAILABLE - drift(23, 3) + drift(7, 1));
    const BUSY = Math.max(0, last.BUSY + drift(31, 2));
    const AWAY = Math.max(0, last.AWAY + drift(17, 1));
    return {
      ...NO_COUNTS,
      AVAILABLE,
      BUSY,
      AWAY,
      OFFLINE: last.OFFLINE,
      total: AVAILABLE + BUSY + AWAY + last.OFFLINE,
    };
  });
  return trendOf(buckets);
}
