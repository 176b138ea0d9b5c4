import { describe, expect, it } from 'vitest';
import { datesOf } from '../../../../electron/shared/history/day-words.ts';

/** A Sunday: the week has ended, and tomorrow begins another. */
const SUNDAY = '2026-11-29';
const MONDAY = '2026-11-30';

function span(words: string, today: string): string | null {
  const dates = datesOf(words, today);
  if (dates === null) return null;
  return dates.length === 1 ? (dates[0] ?? '') : `${dates[0]}..${dates.at(-1)} (${dates.length})`;
}

describe('datesOf', () => {
  it.each([
    ['today', SUNDAY, '2026-11-29'],
    ['  Today ', SUNDAY, '2026-11-29'],
    ['yesterday', '2026-03-01', '2026-02-28'],
    ['yesterday', '2028-03-01', '2028-02-29'],
    ['yesterday', '2026-01-01', '2025-12-31'],
    ['tuesday', SUNDAY, '2026-11-24'],
    ['LAST  Tuesday', SUNDAY, '2026-11-24'],
    ['sunday', SUNDAY, '2026-11-22'],
    ['saturday', SUNDAY, '2026-11-28'],
    ['monday', SUNDAY, '2026-11-23'],
    ['monday', MONDAY, '2026-11-23'],
    ['sunday', MONDAY, '2026-11-29'],
    ['this week', SUNDAY, '2026-11-23..2026-11-29 (7)'],
    ['this week', MONDAY, '2026-11-30'],
    ['last week', SUNDAY, '2026-11-16..2026-11-22 (7)'],
    ['last week', MONDAY, '2026-11-23..2026-11-29 (7)'],
    ['last 7 days', SUNDAY, '2026-11-23..2026-11-29 (7)'],
    ['last 30 days', SUNDAY, '2026-10-31..2026-11-29 (30)'],
    ['last 1 days', SUNDAY, '2026-11-29'],
    ['this month', SUNDAY, '2026-11-01..2026-11-29 (29)'],
    ['this month', '2026-11-01', '2026-11-01'],
    ['last month', SUNDAY, '2026-10-01..2026-10-31 (31)'],
    ['last month', '2026-03-31', '2026-02-01..2026-02-28 (28)'],
    ['last month', '2026-01-15', '2025-12-01..2025-12-31 (31)'],
    ['2026-11-03', SUNDAY, '2026-11-03'],
    ['2026-11-03..2026-11-03', SUNDAY, '2026-11-03'],
    ['2026-12-30 .. 2027-01-02', SUNDAY, '2026-12-30..2027-01-02 (4)'],
    ['2025-11-29..2026-11-29', SUNDAY, '2025-11-29..2026-11-29 (366)'],
  ])('reads %j on %s as %s', (words, today, expected) => {
    expect(span(words, today)).toBe(expected);
  });

  it('names every day of a range in order', () => {
    expect(datesOf('2026-02-27..2026-03-02', SUNDAY)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  });

  it.each([
    '',
    'tomorrow',
    'last',
    'tues',
    'last 0 days',
    'last 32 days',
    '2026-02-30',
    '2026-2-3',
    '29/11/2026',
    '2026-11-09..2026-11-03',
    '2026-11-01..',
    '..2026-11-03',
    '2026-11-01..2026-11-02..2026-11-03',
    '0001-01-01..9999-12-31',
    'constructor',
  ])('does not understand %j', (words) => {
    expect(datesOf(words, SUNDAY)).toBeNull();
  });
});
