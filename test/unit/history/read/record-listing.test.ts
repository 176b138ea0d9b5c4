import { describe, expect, it } from 'vitest';
import type { AnsweredPeriod } from '../../../../electron/history/zone/api-times.ts';
import { listingOf, listingOfBoth } from '../../../../electron/history/read/record-listing.ts';
import type { StatusRecord } from '../../../../electron/kore/types.ts';
import { fakeAgent } from '../../../support/fake-team.ts';
import { wallRecord } from '../fake-details.ts';

const DAY_MS = 86_400_000;
const MONDAY = Date.parse('2026-03-02T00:00:00Z');

/** A day in UTC, or with an offset, that was answered when it was over. */
function day(startsAt: number, records: readonly StatusRecord[], timeZoneOffset = 0): AnsweredPeriod {
  const rows = [{ userId: 'u-1', name: '', email: '', records }];
  return { startsAt, endsAt: startsAt + DAY_MS, receivedAt: startsAt + 2 * DAY_MS, timeZoneOffset, rows };
}

const night = wallRecord('BUSY', '', '2026-03-01T22:00:00', '2026-03-02T06:00:00');
const shift = wallRecord('BUSY', '', '2026-03-02T08:00:00', '2026-03-02T16:00:00');
const since = (at: string, status: 'BUSY' | 'OFFLINE' = 'BUSY') =>
  new Map([
    ['u-1', fakeAgent({ userId: 'u-1', status, since: { at: Date.parse(at), precision: 'exact', toleranceMs: 0 } })],
  ]);

describe('one answer', () => {
  it.each([
    ['a record from before that goes on', [night], null, 'overlap'],
    ['nothing of an agent who has been in the status since before', [], since('2026-03-01T20:00:00Z'), 'start'],
    ['nothing of who began today, or has gone', [], since('2026-03-02T00:00:01Z'), null],
    ['nothing of who has gone', [], since('2026-03-01T20:00:00Z', 'OFFLINE'), null],
    [
      'a record that was cut at midnight',
      [wallRecord('BUSY', '', '2026-03-02T00:00:00', '-')],
      since('2026-03-01T20:00:00Z'),
      null,
    ],
    ['nothing special', [shift], null, null],
  ] as const)('with %s', (_, records, live, listing) => {
    expect(listingOf(day(MONDAY, records), 'request', live)).toBe(listing);
  });

  it('says nothing by what a server lists that goes by its own day', () => {
    // In New York the second of March is from 05:00 UTC on; the server's from 00:00.
    const own = wallRecord('BUSY', '', '2026-03-01T20:00:00', '2026-03-02T02:00:00');
    expect(listingOf(day(MONDAY + 5 * 3_600_000, [own], 300), 'request', null)).toBeNull();
    const before = wallRecord('BUSY', '', '2026-03-01T18:00:00', '2026-03-02T02:00:00');
    expect(listingOf(day(MONDAY + 5 * 3_600_000, [before], 300), 'request', null)).toBe('overlap');
  });
});

describe('two answers of days that follow each other', () => {
  const sunday = day(MONDAY - DAY_MS, [night]);

  it.each([
    ['both list what goes on over midnight', [night, shift], 'overlap'],
    ['only the first does', [shift], 'start'],
    ['it is cut there', [wallRecord('BUSY', '', '2026-03-02T00:00:00', '2026-03-02T06:00:00')], null],
  ] as const)('%s', (_, records, listing) => {
    expect(listingOfBoth(sunday, day(MONDAY, records), 'request')).toBe(listing);
  });

  it('of which one is missing in between show nothing', () => {
    expect(listingOfBoth(sunday, day(MONDAY + DAY_MS, [shift]), 'request')).toBeNull();
  });
});
