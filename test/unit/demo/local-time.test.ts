import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLocalTime } from '../../../electron/demo/local-time.ts';

const HOUR_MS = 3_600_000;
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

describe('local time', () => {
  it.each([
    ['UTC', '2026-11-20', 6, '2026-11-20T06:00:00Z'],
    ['Asia/Kolkata', '2026-11-20', 0, '2026-11-19T18:30:00Z'],
    ['Asia/Kathmandu', '2026-11-20', 6, '2026-11-20T00:15:00Z'],
    ['America/New_York', '2026-11-01', 0, '2026-11-01T04:00:00Z'],
    ['America/New_York', '2026-11-01', 6, '2026-11-01T11:00:00Z'],
    ['Europe/Berlin', '2026-03-28', 22, '2026-03-28T21:00:00Z'],
    ['Europe/Berlin', '2026-03-29', 1, '2026-03-29T00:00:00Z'],
    ['Europe/Berlin', '2026-03-28', 30, '2026-03-29T04:00:00Z'],
    ['Pacific/Kiritimati', '2026-01-01', 14, '2026-01-01T00:00:00Z'],
  ])('%s shows %s and %i hours at %s', (timeZone, date, hours, instant) => {
    const at = createLocalTime(timeZone)(dayNumber(date), hours * HOUR_MS);
    expect(at).toBe(Date.parse(instant));
  });

  it.each(['UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'of %s goes on with each day, by 23 to 25 hours',
    (timeZone) => {
      const timeAt = createLocalTime(timeZone);
      fc.assert(
        fc.property(
          fc.integer({ min: dayNumber('2015-01-01'), max: dayNumber('2035-01-01') }),
          fc.integer({ min: 0, max: 47 }),
          (day, hours) => {
            const dayMs = timeAt(day + 1, hours * HOUR_MS) - timeAt(day, hours * HOUR_MS);
            expect(dayMs).toBeGreaterThanOrEqual(23 * HOUR_MS);
            expect(dayMs).toBeLessThanOrEqual(25 * HOUR_MS);
          },
        ),
      );
    },
  );

  it('of an unknown zone does not exist', () => {
    expect(() => createLocalTime('Nowhere/At_All')).toThrow(RangeError);
  });
});
