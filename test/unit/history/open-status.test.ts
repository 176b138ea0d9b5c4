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
