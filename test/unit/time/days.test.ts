import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  datesBetween,
  dayBounds,
  dayOffset,
  daysFrom,
  instantsOf,
  isValidDate,
  todayIn,
  timeZoneOffsetAt,
} from '../../../electron/time/days.ts';

const HOUR_MS = 3_600_000;

describe('isValidDate', () => {
  it.each(['2026-03-10', '2024-02-29', '2026-12-31'])('accepts %s', (date) => {
    expect(isValidDate(date)).toBe(true);
  });

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-3-10',
    '10-03-2026',
    '2026-03-10T00:00:00',
    '20260310',
    '2026-03-10[u-ca=hebrew]',
    ' 2026-03-10',
    '2026-03-10\n',
    'today',
    '',
  ])('refuses %j', (date) => {
    expect(isValidDate(date)).toBe(false);
  });
});

describe('dayBounds', () => {
  it.each([
    ['2026-03-10', 'Asia/Kolkata', '2026-03-09T18:30:00Z', 24],
    ['2026-03-10', 'Asia/Kathmandu', '2026-03-09T18:15:00Z', 24],
    ['2026-03-10', 'UTC', '2026-03-10T00:00:00Z', 24],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00Z', 23],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00Z', 25],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z', 23],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z', 25],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00Z', 24.5],
    ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00Z', 23.5],
    // Clocks skip midnight: the day starts at 01:00.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z', 23],
    ['2024-04-26', 'Africa/Cairo', '2024-04-25T22:00:00Z', 23],
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00Z', 23],
    // Clocks go back at midnight: the day before has its last hour twice.
    ['2018-02-17', 'America/Sao_Paulo', '2018-02-17T02:00:00Z', 25],
    // Midnight comes twice: the day starts at the first.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z', 25],
    // Samoa had no 30 December 2011.
    ['2011-12-29', 'Pacific/Apia', '2011-12-29T10:00:00Z', 24],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z', 0],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00Z', 24],
  ])('%s in %s starts at %s and lasts %d hours', (date, timeZone, start, hours) => {
    const startsAt = Date.parse(start);
    expect(dayBounds(date, timeZone)).toEqual({ startsAt, endsAt: startsAt + hours * HOUR_MS });
  });

  it('cuts time into days without hole or overlap, each instant in the day of its date', () => {
    const zone = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Beirut', 'UTC');
    const instant = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(zone, instant, (timeZone, now) => {
        const today = todayIn(timeZone, now);
        const { startsAt, endsAt } = dayBounds(today, timeZone);
        expect(startsAt).toBeLessThanOrEqual(now);
        expect(endsAt).toBeGreaterThan(now);
        expect(dayBounds(addDays(today, 1), timeZone).startsAt).toBe(endsAt);
      }),
    );
  });
});

describe('dayOffset', () => {
  it.each([
    ['2026-03-08', 'America/New_York', 300],
    ['2026-03-09', 'America/New_York', 240],
    ['2026-11-01', 'America/New_York', 240],
    ['2026-11-02', 'America/New_York', 300],
    ['2026-04-05', 'Australia/Lord_Howe', -660],
    ['2026-04-06', 'Australia/Lord_Howe', -630],
    ['2023-03-10', 'Asia/Kolkata', -330],
    // The first instant of that day is already summer time.
    ['2026-03-29', 'Asia/Beirut', -180],
  ])('sends for %s in %s %i', (date, timeZone, expected) => {
    expect(dayOffset(date, timeZone)).toBe(expected);
  });
});

describe('dates', () => {
  it('gives the date of an instant in a zone', () => {
    const now = Date.parse('2026-03-10T18:30:00Z');
    expect(todayIn('Asia/Kolkata', now - 1)).toBe('2026-03-10');
    expect(todayIn('Asia/Kolkata', now)).toBe('2026-03-11');
    expect(todayIn('America/New_York', now)).toBe('2026-03-10');
  });

  it('counts over months, leap days and clock changes', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysFrom('2026-03-07', '2026-04-07')).toBe(31);
    expect(daysFrom('2026-03-07', '2026-03-05')).toBe(-2);
  });

  it('lists both ends of a range, and nothing of a backward one', () => {
    expect(datesBetween('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    expect(datesBetween('2026-03-02', '2026-03-02')).toEqual(['2026-03-02']);
    expect(datesBetween('2026-03-02', '2026-03-01')).toEqual([]);
  });
});

describe('timeZoneOffsetAt', () => {
  it.each([
    ['Asia/Kolkata', '2026-03-10T12:00:00Z', -330],
    ['America/New_York', '2026-01-15T12:00:00Z', 300],
    ['America/New_York', '2026-07-15T12:00:00Z', 240],
    ['Asia/Kathmandu', '2026-03-10T12:00:00Z', -345],
    ['Pacific/Apia', '2026-03-10T12:00:00Z', -780],
    ['Australia/Lord_Howe', '2026-01-15T12:00:00Z', -660],
    ['Australia/Lord_Howe', '2026-07-15T12:00:00Z', -630],
    ['UTC', '2026-03-10T12:00:00Z', 0],
    // 9 min 21 s ahead of UTC until 1911, rounded to the minute.
    ['Europe/Paris', '1900-01-01T00:00:00Z', -9],
    // 44 min 30 s behind UTC until 1972.
    ['Africa/Monrovia', '1960-01-01T00:00:00Z', 45],
  ])('gives for %s at %s %i', (timeZone, instant, expected) => {
    expect(timeZoneOffsetAt(Date.parse(instant), timeZone)).toBe(expected);
  });

  it('changes at the second the clocks change', () => {
    const change = Date.parse('2026-03-08T07:00:00Z');
    expect(timeZoneOffsetAt(change - 1, 'America/New_York')).toBe(300);
    expect(timeZoneOffsetAt(change, 'America/New_York')).toBe(240);
  });

  it('throws for a zone that does not exist', () => {
    expect(() => timeZoneOffsetAt(0, 'Mars/X')).toThrow(RangeError);
  });
});

describe('instantsOf', () => {
  const iso = (date: string, time: string, timeZone: string): string[] =>
    instantsOf(date, time, timeZone).map((at) => new Date(at).toISOString());

  it('is one instant on most days, two while the clock is put back, and none while it is put forward', () => {
    expect(iso('2026-11-19', '14:05', 'Asia/Kolkata')).toEqual(['2026-11-19T08:35:00.000Z']);
    expect(iso('2026-10-25', '02:30', 'Europe/Berlin')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
    expect(iso('2026-03-29', '02:30', 'Europe/Berlin')).toEqual([]);
    expect(iso('2026-03-29', '03:00', 'Europe/Berlin')).toEqual(['2026-03-29T01:00:00.000Z']);
  });
});
