import { describe, expect, it } from 'vitest';
import {
  decideApiTimes,
  evidenceFromChange,
  resolveApiTimes,
  type AnsweredPeriod,
} from '../../../electron/history/api-times.ts';
import type { StatusRecord } from '../../../electron/kore/types.ts';
import { wall, wallRecord } from './fake-details.ts';

// 10 March 2026 in India is 9 March 18:30 to 10 March 18:30 UTC.
const INDIA = {
  timeZoneOffset: -330,
  startsAt: Date.parse('2026-03-09T18:30:00Z'),
  endsAt: Date.parse('2026-03-10T18:30:00Z'),
};
const NEW_YORK = {
  timeZoneOffset: 240,
  startsAt: Date.parse('2026-03-10T04:00:00Z'),
  endsAt: Date.parse('2026-03-11T04:00:00Z'),
};

function answer(period: typeof INDIA, receivedAt: string, ...agents: StatusRecord[][]): AnsweredPeriod {
  const rows = agents.map((records, index) => ({ userId: `u-${index}`, name: '', email: '', records }));
  return { ...period, receivedAt: Date.parse(receivedAt), rows };
}

describe('decideApiTimes', () => {
  it('rules out UTC when it would put an open start in the future (India, 16:00 there)', () => {
    const read = answer(INDIA, '2026-03-10T10:30:00Z', [
      wallRecord('AVAILABLE', 'AVAILABLE', '2026-03-10T15:30:00', '-'),
    ]);
    expect(decideApiTimes([read])).toBe('request');
  });

  it('rules out the offset sent when it would put an end in the future (New York, 12:00 there)', () => {
    const read = answer(NEW_YORK, '2026-03-10T16:00:00Z', [
      wallRecord('BUSY', 'BUSY', '2026-03-10T11:00:00', '2026-03-10T13:00:00'),
    ]);
    expect(decideApiTimes([read])).toBe('UTC');
  });

  it('lets the clocks differ by two minutes and no more', () => {
    // Read as UTC the start is at 15:30; only the second answer came more than two minutes before that.
    const records = [wallRecord('BUSY', 'BUSY', '2026-03-10T15:30:00', '-')];
    expect(decideApiTimes([answer(INDIA, '2026-03-10T15:28:00Z', records)])).toBeNull();
    expect(decideApiTimes([answer(INDIA, '2026-03-10T15:27:59Z', records)])).toBe('request');
  });

  it('rules out a reading that puts everything an agent did outside the day', () => {
    // A night shift long ago: 02:00 to 04:00 UTC would be 07:30 in India, but read at -330 it is the day before.
    const night = [wallRecord('BUSY', 'BUSY', '2026-03-09T19:00:00', '2026-03-09T21:00:00')];
    expect(decideApiTimes([answer(INDIA, '2026-04-01T00:00:00Z', night)])).toBe('UTC');
    const evening = [wallRecord('BUSY', 'BUSY', '2026-03-10T19:00:00', '2026-03-10T21:00:00')];
    expect(decideApiTimes([answer(INDIA, '2026-04-01T00:00:00Z', evening)])).toBe('request');
  });

  it('does not mind single records outside the day, which are not clipped by the server', () => {
    const records = [
      wallRecord('BUSY', 'BUSY', '2026-03-10T19:00:00', '2026-03-10T21:00:00'),
      wallRecord('BUSY', 'BUSY', '2026-03-10T09:00:00', '2026-03-10T10:00:00'),
    ];
    expect(decideApiTimes([answer(INDIA, '2026-04-01T00:00:00Z', records)])).toBeNull();
  });

  it('judges each agent alone and all answers together', () => {
    const plain = [wallRecord('BUSY', 'BUSY', '2026-03-10T09:00:00', '2026-03-10T10:00:00')];
    const telling = [wallRecord('BUSY', 'BUSY', '2026-03-10T19:00:00', '2026-03-10T21:00:00')];
    expect(decideApiTimes([answer(INDIA, '2026-04-01T00:00:00Z', plain, [], telling)])).toBe('request');
    const both = [answer(INDIA, '2026-04-01T00:00:00Z', plain), answer(INDIA, '2026-04-01T00:00:00Z', telling)];
    expect(decideApiTimes(both)).toBe('request');
  });

  it('decides nothing when both readings are impossible, nothing was recorded, or the offset is 0', () => {
    const impossible = [wallRecord('BUSY', 'BUSY', '2026-03-12T09:00:00', '-')];
    expect(decideApiTimes([answer(INDIA, '2026-03-10T10:00:00Z', impossible)])).toBeNull();
    expect(decideApiTimes([answer(INDIA, '2026-03-10T10:00:00Z', [])])).toBeNull();
    expect(decideApiTimes([])).toBeNull();
    const london = { ...INDIA, timeZoneOffset: 0 };
    const future = [wallRecord('BUSY', 'BUSY', '2026-03-10T15:30:00', '-')];
    expect(decideApiTimes([answer(london, '2026-03-10T10:00:00Z', future)])).toBeNull();
  });
});

describe('evidenceFromChange', () => {
  const changedBetween = [Date.parse('2026-03-10T10:00:00Z'), Date.parse('2026-03-10T10:00:30Z')] as const;

  it.each([
    ['2026-03-10T15:30:12', -330, 'request'],
    ['2026-03-10T10:00:12', -330, 'UTC'],
    ['2026-03-10T06:00:12', 240, 'request'],
    // Two minutes before and after the polls still count, a second more does not.
    ['2026-03-10T15:28:00', -330, 'request'],
    ['2026-03-10T15:27:59', -330, null],
    ['2026-03-10T15:32:30', -330, 'request'],
    ['2026-03-10T15:32:31', -330, null],
    // An old start says nothing, and with offset 0 both readings fit.
    ['2026-03-10T04:00:00', -330, null],
    ['2026-03-10T10:00:12', 0, null],
  ])('reads an open start of %s at %i as %s', (start, timeZoneOffset, expected) => {
    expect(evidenceFromChange({ openStart: wall(start), changedBetween, timeZoneOffset })).toBe(expected);
  });
});

describe('resolveApiTimes', () => {
  it.each([
    ['request', 'UTC', 'UTC', { zone: 'request', decidedBy: 'setting' }],
    ['utc', 'request', 'request', { zone: 'UTC', decidedBy: 'setting' }],
    ['auto', null, null, { zone: 'request', decidedBy: 'assumed' }],
    ['auto', 'UTC', null, { zone: 'UTC', decidedBy: 'evidence' }],
    ['auto', null, 'request', { zone: 'request', decidedBy: 'evidence' }],
    ['auto', 'request', 'UTC', { zone: 'UTC', decidedBy: 'evidence' }],
  ] as const)('setting %s, remembered %s, fresh %s', (setting, remembered, fresh, expected) => {
    expect(resolveApiTimes(setting, remembered, fresh)).toEqual(expected);
  });
});
