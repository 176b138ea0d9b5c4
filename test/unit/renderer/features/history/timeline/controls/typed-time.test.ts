import { describe, expect, it } from 'vitest';
import {
  instantOfClock,
  spanOfClocks,
  twinOf,
} from '../../../../../../../renderer/features/history/timeline/controls/typed-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.UTC(2026, 10, 19);
const DAY = { start: START, end: START + 24 * HOUR_MS };
/** Clocks go back from three to two. */
const LONG = { start: Date.UTC(2026, 9, 24, 22), end: Date.UTC(2026, 9, 25, 23) };
const ZONE = 'Europe/Berlin';

describe('a typed time', () => {
  it('may be written in several ways', () => {
    const five = START + (14 * 60 + 5) * MINUTE_MS;
    for (const text of ['14:05', '1405', '14.05', ' 14:05 ']) expect(instantOfClock(text, DAY, 'UTC')).toBe(five);
    expect(instantOfClock('9', DAY, 'UTC')).toBe(START + 9 * HOUR_MS);
  });

  it('is the first instant of the day at which the clock shows it', () => {
    expect(instantOfClock('02:30', LONG, ZONE)).toBe(LONG.start + 2.5 * HOUR_MS);
  });

  it('is the next that the clock shows where it skips the time', () => {
    const sunday = { start: Date.UTC(2026, 2, 28, 23), end: Date.UTC(2026, 2, 29, 22) };
    expect(instantOfClock('02:30', sunday, ZONE)).toBe(sunday.start + 2 * HOUR_MS);
  });

  it('is the end of the day for 24:00, however long the day is', () => {
    expect([instantOfClock('24:00', DAY, 'UTC'), instantOfClock('24:00', LONG, ZONE)]).toEqual([DAY.end, LONG.end]);
  });

  it('is none for anything else', () => {
    for (const text of ['', 'abc', '24:01', '25', '14:60', '-1', '1:2:3']) {
      expect(instantOfClock(text, DAY, 'UTC')).toBeNull();
    }
  });

  it('has a twin where the clock shows it twice', () => {
    const [first, second] = [LONG.start + 2.5 * HOUR_MS, LONG.start + 3.5 * HOUR_MS];
    expect([twinOf(first, LONG, ZONE), twinOf(second, LONG, ZONE)]).toEqual([
      { first, second },
      { first, second },
    ]);
    expect(twinOf(LONG.start + 4.5 * HOUR_MS, LONG, ZONE)).toBeNull();
  });

  it('has a twin half an hour away where clocks are set back by half of one', () => {
    const day = { start: Date.UTC(2026, 3, 4, 13), end: Date.UTC(2026, 3, 5, 13, 30) };
    const first = day.start + 105 * MINUTE_MS;
    expect(twinOf(first, day, 'Australia/Lord_Howe')).toEqual({ first, second: first + 30 * MINUTE_MS });
  });
});

describe('two typed times', () => {
  const hours = (text: string, day = DAY, zone = 'UTC'): number[] | null => {
    const span = spanOfClocks(text, day, zone);
    return span && [(span.start - day.start) / HOUR_MS, (span.end - day.start) / HOUR_MS];
  };

  it('are the time between them, with any usual word or line in between', () => {
    for (const text of ['10:00 to 11:00', '10-11', '10:00–11:00', '1000 1100', ' 10.00 - 11 ']) {
      expect(hours(text)).toEqual([10, 11]);
    }
  });

  it('end with the day at midnight', () => {
    expect([hours('22:00-24:00'), hours('22:00 to 00:00'), hours('0-24')]).toEqual([
      [22, 24],
      [22, 24],
      [0, 24],
    ]);
  });

  it('have all of an hour that comes twice', () => {
    expect(hours('02:00-02:30', LONG, ZONE)).toEqual([2, 3.5]);
  });

  it('are nothing where one is missing, none is a time, or the second is not later', () => {
    for (const text of ['10:00', 'abc', '10-25', '11-10', '10-10', '9 10 11', '']) expect(hours(text)).toBeNull();
  });
});
