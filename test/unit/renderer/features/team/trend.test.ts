import { describe, expect, it } from 'vitest';
import type { KnownCounts } from '../../../../../electron/shared/model.ts';
import {
  bucketAfter,
  changeText,
  isWorthShowing,
  trendSentence,
  trendShape,
  fromFirstRecord,
  trendTicks,
} from '../../../../../renderer/features/team/trend.ts';
import { trendOf, trendOfLast } from '../../../../support/fake-trend.ts';

function counts(AVAILABLE: number, BUSY = 0, AWAY = 0): KnownCounts {
  return { AVAILABLE, BUSY, AWAY, OFFLINE: 50, OTHER: 0, total: AVAILABLE + BUSY + AWAY + 50 };
}

describe('trendShape', () => {
  it('stacks the statuses of an unbroken time from edge to edge, the largest team as high as the box', () => {
    expect(trendShape(trendOf([counts(2, 1, 1), counts(1, 2, 0)]), 20, 8)).toEqual({
      areas: [
        'M0,4L5,4L15,6L20,6L20,8L15,8L5,8L0,8Z',
        'M0,2L5,2L15,2L20,2L20,6L15,6L5,4L0,4Z',
        'M0,0L5,0L15,2L20,2L20,2L15,2L5,2L0,2Z',
      ],
      gaps: '',
    });
  });

  it('leaves gaps open and draws on both sides of them, a single minute too', () => {
    const { areas, gaps } = trendShape(trendOf([null, counts(1), null, null, counts(1)]), 50, 10);
    expect(areas[0]).toBe('M10,0L15,0L20,0L20,10L15,10L10,10ZM40,0L45,0L50,0L50,10L45,10L40,10Z');
    expect(gaps).toBe('M0,0H10V10H0ZM20,0H40V10H20Z');
  });

  it('lies at the bottom for a team of which nobody is at work, and is nothing but a gap without counts', () => {
    expect(trendShape(trendOf([counts(0)]), 10, 10).areas).toEqual(Array(3).fill('M0,10L5,10L10,10L10,10L5,10L0,10Z'));
    expect(trendShape(trendOf([null, null]), 10, 10)).toEqual({ areas: ['', '', ''], gaps: 'M0,0H10V10H0Z' });
  });
});

describe('trendSentence', () => {
  it('says range and present value of each status', () => {
    const trend = trendOf(Array.from({ length: 180 }, (_, minute) => counts(minute < 90 ? 8 : 14, 7, minute % 3)));
    expect(trendSentence(trend)).toBe('Last 3 hours: available 8 to 14, now 14; busy 7, now 7; away 0 to 2, now 2.');
  });

  it('says how much is missing, and no present value where there is none', () => {
    expect(trendSentence(trendOf([counts(1), counts(2), null, null]))).toBe(
      'Last 4 minutes: available 1 to 2; busy 0; away 0. No record for 2 minutes.',
    );
  });
});

describe('isWorthShowing', () => {
  it('takes fifteen known minutes, wherever they are', () => {
    expect(isWorthShowing(trendOfLast(14, counts(1)))).toBe(false);
    expect(isWorthShowing(trendOfLast(15, counts(1)))).toBe(true);
    expect(isWorthShowing({ ...trendOfLast(2, counts(1)), bucketMs: 8 * 60_000 })).toBe(true);
  });
});

it.each([
  [12, 9, '+3', '3 more than 15 minutes ago'],
  [7, 8, '−1', '1 fewer than 15 minutes ago'],
  [4, 4, '0', 'as many as 15 minutes ago'],
  [2_500, 0, '+2,500', '2,500 more than 15 minutes ago'],
])('%i after %i is %s', (now, before, sign, words) => {
  expect(changeText(now, before)).toEqual({ sign, words });
});

describe('bucketAfter', () => {
  it.each([
    ['ArrowLeft', 5, 4],
    ['ArrowRight', 9, 9],
    ['PageUp', 5, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['a', 5, null],
  ])('of %s at %i is %s', (key, from, to) => {
    expect(bucketAfter(key, from, 9)).toBe(to);
  });
});

describe('trendTicks', () => {
  it('are the full hours, with labels that stay in the picture', () => {
    const startsAt = new Date(2026, 2, 2, 9, 1).getTime();
    const trend = { ...trendOfLast(1, counts(1)), startsAt, endsAt: startsAt + 3 * 3_600_000 };
    expect(trendTicks(trend, 360)).toEqual([
      { x: 118, labelX: 118, label: '10:00' },
      { x: 238, labelX: 238, label: '11:00' },
      { x: 358, labelX: 345, label: '12:00' },
    ]);
  });

  it.each([
    [15, ['09:05', '09:10', '09:15']],
    [45, ['09:15', '09:30', '09:45']],
    [120, ['10:00', '11:00']],
  ])('stand closer in a trend of %i minutes', (minutes, labels) => {
    const startsAt = new Date(2026, 2, 2, 9, 1).getTime();
    const trend = { ...trendOfLast(1, counts(1)), startsAt, endsAt: startsAt + minutes * 60_000 };
    expect(trendTicks(trend, 360).map(({ label }) => label)).toEqual(labels);
  });
});

describe('fromFirstRecord', () => {
  it('begins with the first record and keeps the holes after it', () => {
    const buckets = [null, null, counts(1), null, counts(2)];
    const trend = { ...trendOfLast(1, counts(1)), buckets, bucketMs: 60_000, startsAt: 0, endsAt: 300_000 };
    const { buckets: left, startsAt, endsAt } = fromFirstRecord(trend);
    expect([left, startsAt, endsAt]).toEqual([buckets.slice(2), 120_000, 300_000]);
    expect(fromFirstRecord({ ...trend, buckets: left })).toEqual({ ...trend, buckets: left });
  });
});
