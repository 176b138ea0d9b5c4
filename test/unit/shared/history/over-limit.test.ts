import { describe, expect, it } from 'vitest';
import { timesOverLimit } from '../../../../electron/shared/history/over-limit.ts';
import { DEFAULT_LIMITS, type StatusInterval } from '../../../../electron/shared/model.ts';

const MINUTE_MS = 60_000;
const DAY = Date.UTC(2026, 10, 19);

/** Without an end it lasts until the last read, at 600. */
function interval(primaryStatus: string, secondaryStatus: string, from: number, to: number | null): StatusInterval {
  const [start, end] = [DAY + from * MINUTE_MS, to === null ? null : DAY + to * MINUTE_MS];
  const durationMs = (to ?? 600) * MINUTE_MS - from * MINUTE_MS;
  return { primaryStatus, secondaryStatus, start, end, durationMs, clippedStart: false, clippedEnd: false };
}

const times = (...intervals: StatusInterval[]): [number, number][] =>
  timesOverLimit(intervals, DEFAULT_LIMITS).map(({ from, to }) => [(from - DAY) / MINUTE_MS, (to - DAY) / MINUTE_MS]);

describe('the times over a limit', () => {
  it('begin where the limit is reached', () => {
    expect(times(interval('AWAY', 'Lunch', 100, 130), interval('BUSY', '', 200, 260))).toEqual([[245, 260]]);
  });

  it('go on until the last read while a status lasts, and are at once where the limit is nought', () => {
    expect(times(interval('AWAY', 'Away (Idle)', 100, 101), interval('AWAY', '', 500, null))).toEqual([
      [100, 101],
      [530, 600],
    ]);
  });

  it('count from the real start of a status that began on an earlier day', () => {
    const late = { ...interval('BUSY', '', 0, 20), clippedStart: true, startedAt: DAY - 40 * MINUTE_MS };
    expect(times(late)).toEqual([[5, 20]]);
  });

  it('are none without a limit', () => {
    expect(times(interval('AVAILABLE', 'Available', 0, 600), interval('OFFLINE', '', 0, 600))).toEqual([]);
  });
});
