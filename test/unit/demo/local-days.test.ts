import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLocalDays } from '../../../electron/demo/local-days.ts';

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

describe('local days', () => {
  it.each([
    ['UTC', '2026-11-20', '2026-11-20T00:00:00Z'],
    ['Asia/Kolkata', '2026-11-20', '2026-11-19T18:30:00Z'],
    ['Asia/Kathmandu', '2026-11-20', '2026-11-19T18:15:00Z'],
    ['America/New_York', '2026-07-01', '2026-07-01T04:00:00Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z'],
    ['America/New_York', '2026-11-02', '2026-11-02T05:00:00Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00Z'],
  ])('%s begins %s at %s', (timeZone, date, start) => {
    expect(new Date(createLocalDays(timeZone).startOf(dayNumber(date))).toISOString()).toBe(
      start.replace('Z', '.000Z'),
    );
  });

  it.each(['UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'of %s hold every instant once',
    (timeZone) => {
      const days = createLocalDays(timeZone);
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }), (instant) => {
          const day = days.dayOf(instant);
          expect(days.startOf(day)).toBeLessThanOrEqual(instant);
          expect(days.startOf(day + 1)).toBeGreaterThan(instant);
        }),
      );
    },
  );

  it.each(['America/Havana', 'Atlantic/Azores', 'America/Santiago'])('of %s survive a skipped midnight', (timeZone) => {
    const days = createLocalDays(timeZone);
    const halfHours = Array.from({ length: 2 * 24 * 365 }, (_, index) => Date.UTC(2026, 0) + index * 1_800_000);
    const lost = halfHours.filter((instant) => {
      const day = days.dayOf(instant);
      return days.startOf(day) > instant || days.startOf(day + 1) <= instant;
    });
    expect(lost).toEqual([]);
  });

  it('of an unknown zone do not exist', () => {
    expect(() => createLocalDays('Nowhere/At_All')).toThrow(RangeError);
  });
});
