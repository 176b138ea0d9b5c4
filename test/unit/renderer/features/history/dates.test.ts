import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayNumber,
  daysInRange,
  dateInZone,
  dayLabel,
  hourAndMinute,
  isTimeZone,
  shortDayLabel,
  timeOfDay,
} from '../../../../../renderer/features/history/dates.ts';

describe('calendar days', () => {
  it('steps over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26');
  });

  it('refuses what is no day', () => {
    expect(dayNumber('2026-02-29')).toBeNull();
    expect(dayNumber('26-2-2')).toBeNull();
    expect(addDays('soon', 1)).toBe('soon');
  });

  it('counts both ends of a range, and none of a reversed one', () => {
    expect(daysInRange('2026-11-01', '2026-11-30')).toBe(30);
    expect(daysInRange('2026-11-19', '2026-11-19')).toBe(1);
    expect(daysInRange('2026-11-20', '2026-11-19')).toBe(0);
    expect(daysInRange('', '2026-11-19')).toBe(0);
  });
});

const AT = Date.UTC(2026, 10, 19, 18, 45, 7);

describe('clock text', () => {
  it('shows an instant in the requested zone, always with 24 hours', () => {
    expect(timeOfDay(AT, 'UTC')).toBe('18:45:07');
    expect(timeOfDay(AT, 'Asia/Kolkata')).toBe('00:15:07');
    expect(hourAndMinute(AT, 'Asia/Kathmandu')).toBe('00:30');
  });

  it('writes the end of a day as 24:00:00, and any other midnight as 00:00:00', () => {
    const midnight = Date.UTC(2026, 10, 20);
    expect(timeOfDay(midnight, 'UTC', midnight)).toBe('24:00:00');
    expect(timeOfDay(midnight, 'UTC')).toBe('00:00:00');
  });

  it('gives the day it is in the zone', () => {
    expect(dateInZone(AT, 'Asia/Kolkata')).toBe('2026-11-20');
    expect(dateInZone(AT, 'America/New_York')).toBe('2026-11-19');
  });

  it('writes days in words and leaves what is no day alone', () => {
    expect(dayLabel('2026-11-19')).toBe('Thu 19 Nov 2026');
    expect(shortDayLabel('2026-11-19')).toBe('Thu 19 Nov');
    expect(dayLabel('2026-02-30')).toBe('2026-02-30');
  });

  it('knows a zone from a word', () => {
    expect([isTimeZone('Europe/Berlin'), isTimeZone('Berlin')]).toEqual([true, false]);
  });
});
