import { describe, expect, it } from 'vitest';
import { openStatus } from '../../../electron/history/open-status.ts';
import { wallRecord } from './fake-details.ts';
import { KORE_SAMPLE } from './kore-sample.ts';

const now = Date.parse('2023-03-10T16:30:00Z');

describe('openStatus', () => {
  it("finds the open status of the document's sample", () => {
    expect(openStatus(KORE_SAMPLE, now, 'request', -330)).toEqual({
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
    expect(openStatus(records, now, 'request', -330)?.startedAt).toBe(Date.parse('2023-03-10T15:30:00Z'));
  });

  it('does not go back over a hole', () => {
    const records = [
      wallRecord('AWAY', 'Lunch', '2023-03-10T21:00:00', '2023-03-10T21:30:00'),
      wallRecord('AWAY', 'Lunch', '2023-03-10T21:30:05', '-'),
    ];
    expect(openStatus(records, now, 'request', -330)?.startedAt).toBe(Date.parse('2023-03-10T16:00:05Z'));
  });

  it('is null when nothing is open, also when an open record was followed by another', () => {
    expect(openStatus([], now, 'request', -330)).toBeNull();
    expect(openStatus(KORE_SAMPLE.slice(0, -1), now, 'request', -330)).toBeNull();
    const followed = [
      wallRecord('BUSY', 'BUSY', '2023-03-10T20:00:00', '-'),
      wallRecord('AWAY', 'AWAY', '2023-03-10T21:00:00', '2023-03-10T21:30:00'),
    ];
    expect(openStatus(followed, now, 'request', -330)).toBeNull();
  });

  it('takes a start up to two minutes ahead as now, and no start beyond that', () => {
    const starting = (clock: string) => [wallRecord('BUSY', 'BUSY', `2023-03-10T${clock}`, '-')];
    expect(openStatus(starting('22:02:00'), now, 'request', -330)?.startedAt).toBe(now);
    expect(openStatus(starting('22:02:01'), now, 'request', -330)).toBeNull();
    expect(openStatus(KORE_SAMPLE, now, 'UTC', -330)).toBeNull();
  });
});
