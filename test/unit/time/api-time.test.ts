import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseApiTime, instantOf } from '../../../electron/time/api-time.ts';

describe('parseApiTime', () => {
  it.each([
    ['2023-03-10T21:51:02', Date.UTC(2023, 2, 10, 21, 51, 2)],
    ['2023-03-10 21:51:02', Date.UTC(2023, 2, 10, 21, 51, 2)],
    [' 2023-03-10T21:51:02.5 ', Date.UTC(2023, 2, 10, 21, 51, 2, 500)],
    ['2024-02-29T00:00:00', Date.UTC(2024, 1, 29)],
    ['2026-11-01T01:30:00', Date.UTC(2026, 10, 1, 1, 30)],
    ['2026-03-08T02:30:00', Date.UTC(2026, 2, 8, 2, 30)],
    ['2026-11-27T24:00:00', Date.UTC(2026, 10, 28)],
    ['2026-12-31T24:00', Date.UTC(2027, 0, 1)],
    ['2024-02-28 24:00:00.000', Date.UTC(2024, 1, 29)],
    ['2023-03-10T21:51', Date.UTC(2023, 2, 10, 21, 51)],
  ])('reads %j, which has no zone, as wall time', (text, ms) =>
    expect(parseApiTime(text)).toEqual({ kind: 'wall', ms }),
  );

  it.each([
    ['2023-03-10T21:51:02Z', Date.UTC(2023, 2, 10, 21, 51, 2)],
    ['2023-03-10T21:51:02.123Z', Date.UTC(2023, 2, 10, 21, 51, 2, 123)],
    ['2023-03-10T21:51:02+05:30', Date.UTC(2023, 2, 10, 16, 21, 2)],
    ['2023-03-10T21:51:02-0500', Date.UTC(2023, 2, 11, 2, 51, 2)],
    ['2026-11-27T24:00:00Z', Date.UTC(2026, 10, 28)],
    ['2026-11-27T24:00+05:30', Date.UTC(2026, 10, 27, 18, 30)],
    ['2023-03-10T21:51+05', Date.UTC(2023, 2, 10, 16, 51)],
    ['1763650800000', 1_763_650_800_000],
    [1_763_650_800_000, 1_763_650_800_000],
    [1_763_650_800, 1_763_650_800_000],
    ['1763650800', 1_763_650_800_000],
  ])('reads %j as an instant', (value, ms) => expect(parseApiTime(value)).toEqual({ kind: 'instant', ms }));

  it.each([
    '',
    '-',
    'soon',
    '20/11/2026',
    '2026-13-01T00:00:00',
    '2026-04-31T00:00:00',
    '2026-02-29T00:00:00',
    '2026-01-01T24:00:01',
    '2026-01-01T24:30',
    '2026-01-01T25:00:00',
    '2026-04-31T24:00:00',
    '03/10/2026 21:51:02',
    'N/A',
    '0001-01-01T00:00:00',
    '0099-03-10T21:51:02Z',
    '2026-01-01T00:60:00',
    '2016-12-31T23:59:60Z',
    '2026-01-01T00:00:00+99:00',
    '2026-01-01',
    '2023-03-10T9:51',
    '2023-03-10T21',
    '2023-03-10T21:51:02 PST',
    '2026-13-45T00:00:00',
    '2026-00-10T00:00:00',
    '2026-10-00T00:00:00',
    0,
    -0,
    -1,
    // Microseconds: neither seconds nor milliseconds of this century.
    1_763_650_800_000_000,
    '1763650800000000',
    1e400,
    Number.NaN,
    1e20,
    null,
    undefined,
    true,
    {},
    [2023],
  ])('reads no time from %j', (value) => expect(parseApiTime(value)).toBeNull());
});

it('reads the documented form as it reads the same time with a space', () => {
  const digits = fc.constantFrom('0', '1', '2', '3', '5', '6', '9', 'x', ' ');
  const part = (length: number) =>
    fc.array(digits, { minLength: length, maxLength: length }).map((all) => all.join(''));
  const year = fc.oneof(part(4), fc.constantFrom('2024', '2026', '2100'));
  fc.assert(
    fc.property(year, part(2), part(2), part(2), part(2), part(2), (y, month, day, hour, minute, second) => {
      const [date, time] = [[y, month, day].join('-'), [hour, minute, second].join(':')];
      expect(parseApiTime(`${date}T${time}`)).toEqual(parseApiTime(`${date} ${time}`));
    }),
    { numRuns: 2_000 },
  );
});

const wall = { kind: 'wall', ms: Date.UTC(2023, 2, 10, 21, 51, 2) } as const;

it('knows every day of the calendar, and no other', () => {
  const two = (number: number): string => String(number).padStart(2, '0');
  const wrong: string[] = [];
  for (let year = 1970; year <= 2110; year += 1) {
    for (let month = 0; month <= 13; month += 1) {
      for (let day = 0; day <= 32; day += 1) {
        const text = `${year}-${two(month)}-${two(day)}T01:02:03`;
        const ms = Date.UTC(year, month - 1, day, 1, 2, 3);
        // Date.UTC rolls a day that does not exist over.
        const isDay = new Date(ms).toISOString().startsWith(text);
        if ((parseApiTime(text)?.ms ?? null) !== (isDay ? ms : null)) wrong.push(text);
      }
    }
  }
  expect(wrong).toEqual([]);
});

describe('instantOf', () => {
  it.each([
    [-330, '2023-03-10T16:21:02Z'],
    [300, '2023-03-11T02:51:02Z'],
    [-345, '2023-03-10T16:06:02Z'],
    [0, '2023-03-10T21:51:02Z'],
  ])('reads wall time at the offset sent, %i', (offset, expected) => {
    expect(instantOf(wall, 'request', offset)).toBe(Date.parse(expected));
  });

  it('reads wall time as UTC whatever was sent', () => {
    expect(instantOf(wall, 'UTC', -330)).toBe(Date.parse('2023-03-10T21:51:02Z'));
  });

  it('leaves a time with its own zone alone', () => {
    const instant = { kind: 'instant', ms: 1_678_485_062_000 } as const;
    expect(instantOf(instant, 'request', -330)).toBe(1_678_485_062_000);
    expect(instantOf(instant, 'UTC', -330)).toBe(1_678_485_062_000);
  });
});
