import { describe, expect, it } from 'vitest';
import { windowsBeside } from '../../../../../../renderer/features/history/totals/windows.ts';

const datesBeside = (date: string) => windowsBeside(date).map(({ dates }) => dates.join(' '));

describe('the days beside a day', () => {
  it('are the day before, the week from Monday on, and the same weekday of the last four weeks', () => {
    expect(datesBeside('2026-11-26')).toEqual([
      '2026-11-26',
      '2026-11-25',
      '2026-11-23 2026-11-24 2026-11-25 2026-11-26',
      '2026-11-19',
      '2026-11-12',
      '2026-11-05',
      '2026-10-29',
    ]);
  });

  it('are as many on a Monday and on a Sunday', () => {
    expect(datesBeside('2026-11-23')[2]).toBe('2026-11-23');
    expect(datesBeside('2026-11-29')[2]?.split(' ')).toHaveLength(7);
    expect(datesBeside('2026-11-23')).toHaveLength(datesBeside('2026-11-29').length);
  });

  it('go over the end of a year', () => {
    expect(datesBeside('2027-01-01').slice(0, 4)).toEqual([
      '2027-01-01',
      '2026-12-31',
      '2026-12-28 2026-12-29 2026-12-30 2026-12-31 2027-01-01',
      '2026-12-25',
    ]);
  });
});
