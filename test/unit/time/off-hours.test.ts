import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WEEKDAYS, type WorkingHours } from '../../../electron/shared/model.ts';
import { dayBounds } from '../../../electron/time/days.ts';
import { hoursWithin, offHours } from '../../../electron/time/off-hours.ts';

const OFFICE: WorkingHours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:30' };
const NIGHT: WorkingHours = { days: [5, 6], from: '22:00', to: '06:00' };
const DAILY: WorkingHours = { days: [...WEEKDAYS], from: '02:30', to: '02:15' };

it.each<[string, WorkingHours, string, string, string, string]>([
  ['an evening', OFFICE, 'Europe/Berlin', '2026-03-03T20:00+01:00', '2026-03-03T17:30+01:00', '2026-03-04T08:00+01:00'],
  ['the next one at noon', OFFICE, 'UTC', '2026-03-03T12:00Z', '2026-03-03T17:30Z', '2026-03-04T08:00Z'],
  ['the minute it begins', OFFICE, 'UTC', '2026-03-03T17:30Z', '2026-03-03T17:30Z', '2026-03-04T08:00Z'],
  ['the minute it ends: the next', OFFICE, 'UTC', '2026-03-04T08:00Z', '2026-03-04T17:30Z', '2026-03-05T08:00Z'],
  ['a weekend', OFFICE, 'UTC', '2026-03-07T12:00Z', '2026-03-06T17:30Z', '2026-03-09T08:00Z'],
  ['the zone of the team', OFFICE, 'Asia/Kolkata', '2026-03-03T12:30Z', '2026-03-03T12:00Z', '2026-03-04T02:30Z'],
  ['a night shift, after it', NIGHT, 'UTC', '2026-03-07T12:00Z', '2026-03-07T06:00Z', '2026-03-07T22:00Z'],
  ['a night shift, in it after midnight', NIGHT, 'UTC', '2026-03-08T03:00Z', '2026-03-08T06:00Z', '2026-03-13T22:00Z'],
  [
    'one day of the week, before it begins',
    { days: [3], from: '09:00', to: '10:00' },
    'UTC',
    '2026-03-04T08:00Z',
    '2026-02-25T10:00Z',
    '2026-03-04T09:00Z',
  ],
  // Berlin, 29 March 2026: 02:00 becomes 03:00. Both times are skipped, and an hour later there.
  [
    'hours that end in a skipped hour',
    DAILY,
    'Europe/Berlin',
    '2026-03-28T12:00+01:00',
    '2026-03-29T03:15+02:00',
    '2026-03-29T03:30+02:00',
  ],
  // Berlin, 25 October 2026: 02:00 to 03:00 comes twice. They begin with the first 02:30, before the second 02:15.
  [
    'hours that change in a repeated hour',
    DAILY,
    'Europe/Berlin',
    '2026-10-24T12:00+02:00',
    '2026-10-26T02:15+01:00',
    '2026-10-26T02:30+01:00',
  ],
  // New York, 8 March 2026: a night of 23 hours.
  [
    'a night in which clocks go forward',
    { ...OFFICE, days: [...WEEKDAYS] },
    'America/New_York',
    '2026-03-08T01:00-05:00',
    '2026-03-07T17:30-05:00',
    '2026-03-08T08:00-04:00',
  ],
])('%s', (_, hours, timeZone, now, from, until) => {
  expect(offHours(hours, timeZone, Date.parse(now))).toEqual({ from: Date.parse(from), until: Date.parse(until) });
});

it('gives the time that is not over, and the same one throughout', () => {
  const minute = fc.integer({ min: 0, max: 1_439 }).map((at) => new Date(at * 60_000).toISOString().slice(11, 16));
  const hours = fc
    .record({ days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }), from: minute, to: minute })
    .filter(({ from, to }) => from !== to);
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
  const now = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  fc.assert(
    fc.property(hours, zone, now, (week, timeZone, at) => {
      const time = offHours(week, timeZone, at);
      if (time === null) throw new Error('hours of less than a day leave something over');
      expect(time.from).toBeLessThan(time.until);
      expect(time.until).toBeGreaterThan(at);
      for (const inside of [time.from, time.until - 1]) {
        if (inside >= at) expect(offHours(week, timeZone, inside)).toEqual(time);
      }
    }),
    { numRuns: 60 },
  );
});

it.each<[string, WorkingHours, string, string, string[]]>([
  ['a working day', OFFICE, '2026-03-03', 'Europe/Berlin', ['2026-03-03T08:00+01:00', '2026-03-03T17:30+01:00']],
  ['a weekend', OFFICE, '2026-03-07', 'UTC', []],
  [
    'a night shift of the day before and one of its own',
    NIGHT,
    '2026-03-07',
    'UTC',
    ['2026-03-07T00:00Z', '2026-03-07T06:00Z', '2026-03-07T22:00Z', '2026-03-08T00:00Z'],
  ],
  [
    'hours that change in a repeated hour, each instant once',
    DAILY,
    '2026-10-25',
    'Europe/Berlin',
    ['2026-10-25T00:00+02:00', '2026-10-25T02:15+01:00', '2026-10-25T02:15+01:00', '2026-10-26T00:00+01:00'],
  ],
])('hours within %s', (_, hours, date, timeZone, expected) => {
  const spans = hoursWithin(hours, timeZone, dayBounds(date, timeZone));
  expect(spans.flatMap(({ from, to }) => [from, to])).toEqual(expected.map((at) => Date.parse(at)));
});

it('gives no instant that is off hours within the hours of a day', () => {
  const days = fc.subarray([...WEEKDAYS], { minLength: 1 });
  const time = fc.integer({ min: 0, max: 1_439 }).map((at) => new Date(at * 60_000).toISOString().slice(11, 16));
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
  const date = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, time, time, zones, date, fc.nat(86_399), (of, from, to, zone, at, second) => {
      fc.pre(from !== to);
      const hours: WorkingHours = { days: of, from, to };
      const bounds = dayBounds(at.toISOString().slice(0, 10), zone);
      const instant = bounds.startsAt + second * 1_000;
      fc.pre(instant < bounds.endsAt);
      const isIn = hoursWithin(hours, zone, bounds).some((span) => span.from <= instant && instant < span.to);
      const off = offHours(hours, zone, instant);
      expect(isIn).toBe(off === null || instant < off.from);
    }),
  );
});
