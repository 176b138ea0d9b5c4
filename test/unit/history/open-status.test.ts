import { describe, expect, it } from 'vitest';
import { openStatus, type DayOfRecords } from '../../../electron/history/open-status.ts';
import { wallRecord } from './fake-details.ts';
import { KORE_SAMPLE } from './kore-sample.ts';

const now = Date.parse('2023-03-10T16:30:00Z');
/** 10 March in India. */
const DAY: DayOfRecords = {
  now,
  verdict: { zone: 'request', decidedBy: 'evidence' },
  timeZoneOffset: -330,
  startsAt: Date.parse('2023-03-09T18:30:00Z'),
  isListedByStart: false,
};

describe('openStatus', () => {
  it("finds the open status of the document's sample", () => {
    expect(openStatus(KORE_SAMPLE, DAY)).toEqual({
      primaryStatus: 'BUSY',
      secondaryStatus: 'NBK',
      startedAt: Date.parse('2023-03-10T16:21:02Z'),
    });
  });

  it('goes back over equal neighbours, which are one status for the clock', () => {
    const records = [
      wallRecord('AWAY', 'Lunch', '2023-03-10T21:30:00', '-'),
      wallRecord('AWAY', 'LUNCH', '2023-03-10T21:00:00', '2023-03-10T21:30:00'),
      wallRecord('BUSY', 'BUSY', '2023-03-10T20:00:00', '2023-03-10T21:00:00'),
    ];
    expect(openStatus(records, DAY)?.startedAt).toBe(Date.parse('2023-03-10T15:30:00Z'));
  });

  it('does not go back over a hole', () => {
    const records = [
      wallRecord('AWAY', 'Lunch', '2023-03-10T21:00:00', '2023-03-10T21:30:00'),
      wallRecord('AWAY', 'Lunch', '2023-03-10T21:30:05', '-'),
    ];
    expect(openStatus(records, DAY)?.startedAt).toBe(Date.parse('2023-03-10T16:00:05Z'));
  });

  it('is null when nothing is open, also when an open record was followed by another', () => {
    expect(openStatus([], DAY)).toBeNull();
    expect(openStatus(KORE_SAMPLE.slice(0, -1), DAY)).toBeNull();
    const followed = [
      wallRecord('BUSY', 'BUSY', '2023-03-10T20:00:00', '-'),
      wallRecord('AWAY', 'AWAY', '2023-03-10T21:00:00', '2023-03-10T21:30:00'),
    ];
    expect(openStatus(followed, DAY)).toBeNull();
  });

  it('takes a start up to two minutes ahead as now, and no start beyond that', () => {
    const starting = (clock: string) => [wallRecord('BUSY', 'BUSY', `2023-03-10T${clock}`, '-')];
    expect(openStatus(starting('22:02:00'), DAY)?.startedAt).toBe(now);
    expect(openStatus(starting('22:02:01'), DAY)).toBeNull();
    expect(openStatus(KORE_SAMPLE, { ...DAY, verdict: { zone: 'UTC', decidedBy: 'evidence' } })).toBeNull();
  });
});

describe('the first status of the day', () => {
  const open = (start: string, day: Partial<DayOfRecords> = {}) =>
    openStatus([wallRecord('BUSY', 'NBK', start, '-')], { ...DAY, ...day })?.beganIfOtherwiseAt;

  it.each([
    ['00:00:00', '2023-03-09T18:29:58Z'],
    ['00:00:02', '2023-03-09T18:30:00Z'],
    ['00:00:03', undefined],
    // Midnight in UTC: a server may cut at a midnight of its own.
    ['05:30:00', '2023-03-09T23:59:58Z'],
    ['09:00:00', undefined],
  ])('may go on from the day before if it begins with it: %s', (time, beganIfOtherwiseAt) => {
    const expected = beganIfOtherwiseAt === undefined ? undefined : Date.parse(beganIfOtherwiseAt);
    expect(open(`2023-03-10T${time}`)).toBe(expected);
  });

  it('does so where clocks skip midnight, too', () => {
    // The day begins at 01:00.
    expect(open('2023-03-10T01:00:00', { startsAt: DAY.startsAt + 3_600_000 })).toBeDefined();
  });

  it('may go on in any case where records are listed under the day they begin', () => {
    expect(open('2023-03-10T09:00:00', { isListedByStart: true })).toBe(DAY.startsAt);
  });

  it('is not one that follows another', () => {
    const records = [
      wallRecord('AWAY', '', '2023-03-09T22:00:00', '2023-03-10T00:00:00'),
      wallRecord('BUSY', 'NBK', '2023-03-10T00:00:00', '-'),
    ];
    expect(openStatus(records, { ...DAY, isListedByStart: true })).not.toHaveProperty('beganIfOtherwiseAt');
  });

  it('that began yesterday and was only cut at midnight began yesterday', () => {
    const records = [
      wallRecord('BUSY', 'NBK', '2023-03-09T22:00:00', '2023-03-10T00:00:00'),
      wallRecord('BUSY', 'nbk', '2023-03-10T00:00:00', '-'),
    ];
    const status = openStatus(records, DAY);
    expect(status?.startedAt).toBe(Date.parse('2023-03-09T16:30:00Z'));
    expect(status).not.toHaveProperty('beganIfOtherwiseAt');
  });
});

it.each([
  ['assumed', 'assumed'],
  ['none-fits', 'none'],
  ['evidence', undefined],
  ['no-difference', undefined],
  ['setting', undefined],
] as const)('says what a zone is worth that is known by %s', (decidedBy, zone) => {
  const verdict = { zone: 'request', decidedBy } as const;
  expect(openStatus(KORE_SAMPLE, { ...DAY, verdict })?.zone).toBe(zone);
});
