import { describe, expect, it } from 'vitest';
import type { AgentHistoryDay, StatusInterval } from '../../../../../../electron/shared/model.ts';
import { dayBounds } from '../../../../../../electron/time/days.ts';
import { clockParts, daySegments, sharedSpan } from '../../../../../../renderer/features/history/sheet/day-axis.ts';

const ZONE = 'Europe/Berlin';
const HOUR_MS = 3_600_000;
/** A pixel for each minute of the clock. */
const WIDTH = 24 * 60;
const WHOLE_DAY = { start: 0, end: 24 * HOUR_MS };

/** A day with one interval, in hours from its midnight as they pass. */
function dayWith(date: string, from: number, to: number): AgentHistoryDay {
  const bounds = dayBounds(date, ZONE);
  const [start, end] = [bounds.startsAt + from * HOUR_MS, bounds.startsAt + to * HOUR_MS];
  const interval: StatusInterval = {
    primaryStatus: 'BUSY',
    secondaryStatus: 'NBK',
    start,
    end,
    durationMs: end - start,
    clippedStart: false,
    clippedEnd: false,
  };
  const record = { intervals: [interval], totalsMs: {}, noRecordMs: 0, knownUntil: bounds.endsAt };
  return { date, ...bounds, record };
}

/** Where what was recorded is drawn, in hours of the clock. */
function drawn(day: AgentHistoryDay): (number | string)[][] {
  return daySegments(day, WHOLE_DAY, ZONE, WIDTH)
    .filter(({ interval }) => interval !== null)
    .map(({ x, width, half }) => [x / 60, (x + width) / 60, ...(half ? [half] : [])]);
}

describe('the axis that days share', () => {
  it('has the hours of the clock, also after it was changed', () => {
    expect(drawn(dayWith('2026-03-28', 9, 17))).toEqual([[9, 17]]);
    // Eight hours after midnight it is nine o'clock where an hour was skipped, and seven where one came twice.
    expect(drawn(dayWith('2026-03-29', 8, 16))).toEqual([[9, 17]]);
    expect(drawn(dayWith('2026-10-25', 10, 18))).toEqual([[9, 17]]);
  });

  it('leaves the hour empty that the clock skips, and draws the repeated one twice, one above the other', () => {
    expect(drawn(dayWith('2026-03-29', 1, 3))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(drawn(dayWith('2026-10-25', 1, 4))).toEqual([
      [1, 2],
      [2, 3, 'upper'],
      [2, 3, 'lower'],
    ]);
  });

  it('has parts that are as long as the day', () => {
    for (const date of ['2026-03-28', '2026-03-29', '2026-10-25']) {
      const { startsAt, endsAt } = dayBounds(date, ZONE);
      const parts = clockParts({ startsAt, endsAt }, ZONE);
      expect(parts.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(endsAt - startsAt);
    }
  });

  it('begins with the first record of any day and ends with the last, in full hours', () => {
    const days = [dayWith('2026-03-28', 9.5, 12), dayWith('2026-03-29', 7.5, 15.5)];
    expect(sharedSpan(days, ZONE)).toEqual({ start: 8 * HOUR_MS, end: 17 * HOUR_MS });
    expect(sharedSpan([{ ...dayWith('2026-03-28', 1, 2), record: null }], ZONE)).toEqual(WHOLE_DAY);
  });

  it('draws nothing of a day that was not read', () => {
    expect(daySegments({ ...dayWith('2026-03-28', 9, 17), record: null }, WHOLE_DAY, ZONE, WIDTH)).toEqual([]);
  });
});
