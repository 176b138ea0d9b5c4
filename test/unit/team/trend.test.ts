import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnownCounts } from '../../../electron/shared/model.ts';
import { buildTrend, trendSpan, type MinuteSample } from '../../../electron/team/trend.ts';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 2, 2, 12, 0, 30);
const THIS_MINUTE = Math.floor(NOW / MINUTE_MS);

function counts(AVAILABLE: number): KnownCounts {
  return { AVAILABLE, BUSY: 1, AWAY: 2, OFFLINE: 3, OTHER: 0, total: AVAILABLE + 6 };
}

/** A sample some minutes ago. */
function sample(minutesAgo: number, available: number, intervalMs = 30_000): MinuteSample {
  return { minute: THIS_MINUTE - minutesAgo, polledAt: null, counts: counts(available), intervalMs };
}

/** One sample a minute over a time, numbered by how long ago it is. */
function samplesOf(from: number, to: number, intervalMs?: number): MinuteSample[] {
  return Array.from({ length: from - to + 1 }, (_, index) => sample(from - index, from - index, intervalMs));
}

/** Available agents per bucket, oldest first, `-` for a gap, from so many buckets on. */
function drawn(samples: readonly MinuteSample[], last: number, now = NOW, hours = 3): (number | '-')[] {
  return buildTrend(samples, hours, now)
    .buckets.slice(-last)
    .map((bucket) => bucket?.AVAILABLE ?? '-');
}

describe('buildTrend', () => {
  it('covers three hours by the minute up to the end of this one', () => {
    const { startsAt, endsAt, bucketMs, buckets } = buildTrend([], 3, NOW);
    expect([startsAt, endsAt, bucketMs]).toEqual([Date.UTC(2026, 2, 2, 9, 1), Date.UTC(2026, 2, 2, 12, 1), MINUTE_MS]);
    expect([buckets.length, new Set(buckets)]).toEqual([180, new Set([null])]);
  });

  it.each([
    [1, 60, 1],
    [24, 180, 8],
    [720, 180, 240],
  ])('covers %i hours in %i buckets of %i minutes', (hours, length, minutes) => {
    const { startsAt, endsAt, bucketMs } = trendSpan(hours, NOW);
    expect([(endsAt - startsAt) / bucketMs, bucketMs]).toEqual([length, minutes * MINUTE_MS]);
  });

  it('shows each minute where it belongs', () => {
    expect(drawn(samplesOf(4, 0), 6)).toEqual(['-', 4, 3, 2, 1, 0]);
  });

  it('lets counts hold between polls of a long interval, and leaves more than three intervals open', () => {
    const intervalMs = 2 * MINUTE_MS;
    expect(drawn([sample(7, 7, intervalMs), sample(5, 5, intervalMs), sample(2, 2, intervalMs)], 9)).toEqual([
      '-',
      7,
      7,
      5,
      5,
      5,
      2,
      2,
      2,
    ]);
    expect(drawn([sample(8, 8, intervalMs), sample(1, 1, intervalMs)], 10)).toEqual([
      '-',
      8,
      8,
      '-',
      '-',
      '-',
      '-',
      '-',
      1,
      1,
    ]);
  });

  it('keeps a gap a gap, to the minute', () => {
    expect(drawn([...samplesOf(9, 7), ...samplesOf(2, 0)], 11)).toEqual(['-', 9, 8, 7, '-', '-', '-', '-', 2, 1, 0]);
    expect(drawn([sample(5, 5), sample(3, 3)], 6).slice(0, 3)).toEqual([5, 5, 3]);
  });

  it('stops when no answer has come for a while, and not before', () => {
    expect(drawn([sample(1, 1)], 3)).toEqual(['-', 1, 1]);
    expect(drawn([sample(4, 4)], 6)).toEqual(['-', 4, '-', '-', '-', '-']);
  });

  it('takes the counts from before the first bucket along while they hold', () => {
    const slow = { ...sample(182, 9, 5 * MINUTE_MS) };
    const shown = buildTrend([slow, sample(175, 4)], 3, NOW).buckets.slice(0, 7);
    expect(shown.map((bucket) => bucket?.AVAILABLE)).toEqual([9, 9, 9, 9, 4, undefined, undefined]);
  });

  it('shows the last counts of a longer bucket', () => {
    const now = Date.UTC(2026, 2, 2, 12, 7, 59);
    const minute = Math.floor(now / MINUTE_MS);
    const samples = [3, 2, 1, 0].map((ago) => ({
      minute: minute - ago,
      polledAt: null,
      counts: counts(ago),
      intervalMs: 30_000,
    }));
    expect(drawn(samples, 2, now, 24)).toEqual(['-', 0]);
  });

  it('has the same minutes through a night in which the clock on the wall is set', () => {
    // Europe/Berlin: 2026-03-29 from 02:00 to 03:00, and 2026-10-25 from 03:00 back to 02:00, both at 01:00 UTC.
    for (const change of [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)]) {
      const now = change + 60 * MINUTE_MS;
      const minute = Math.floor(now / MINUTE_MS);
      const samples = Array.from({ length: 180 }, (_, index) => ({
        minute: minute - 179 + index,
        polledAt: null,
        counts: counts(index),
        intervalMs: 30_000,
      }));
      const { buckets } = buildTrend(samples, 3, now);
      expect(buckets.map((bucket) => bucket?.AVAILABLE)).toEqual(samples.map(({ counts: each }) => each.AVAILABLE));
    }
  });

  it('leaves out what a clock that ran ahead has counted', () => {
    expect(drawn([sample(1, 1), sample(0, 0), sample(-1, 99), sample(-90, 98)], 3)).toEqual(['-', 1, 0]);
  });

  it('leaves an hour open when the clock jumped over it', () => {
    const buckets = drawn([...samplesOf(65, 62), ...samplesOf(1, 0)], 66);
    expect([buckets.slice(0, 5), buckets.slice(-3)]).toEqual([
      [65, 64, 63, 62, '-'],
      ['-', 1, 0],
    ]);
    expect(buckets.filter((bucket) => bucket === '-').length).toBe(60);
  });

  it('knows the counts of a quarter of an hour ago, or says that nobody does', () => {
    expect(buildTrend(samplesOf(20, 0), 3, NOW).before).toEqual(counts(15));
    expect(buildTrend([...samplesOf(30, 25), ...samplesOf(10, 0)], 3, NOW).before).toBeNull();
    expect(buildTrend(samplesOf(14, 0), 3, NOW).before).toBeNull();
  });

  it('shows in every bucket counts that were taken before its end, whatever the samples', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: -5, max: 200 }), { maxLength: 60 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(15_000, 120_000, 300_000), (ago, intervalMs) => {
        const samples = [...ago].sort((a, b) => b - a).map((each) => sample(each, each + 5, intervalMs));
        buildTrend(samples, 3, NOW).buckets.forEach((bucket, index) => {
          if (bucket === null) return;
          const takenAgo = bucket.AVAILABLE - 5;
          expect(takenAgo).toBeGreaterThanOrEqual(179 - index);
          expect(takenAgo - (179 - index)).toBeLessThanOrEqual(15);
        });
      }),
    );
  });
});
