import { expect, it } from 'vitest';
import { createSeenRecords, type ReadOfDay } from '../../../../electron/history/read/seen-boundaries.ts';
import type { StatusRecord } from '../../../../electron/kore/types.ts';
import type { Agent } from '../../../../electron/shared/model.ts';
import { fakeAgent } from '../../../support/fake-team.ts';
import { wall, wallRecord } from '../fake-details.ts';

const NINE = Date.parse('2026-03-02T09:00:00Z');
const NOBODY: ReadonlyMap<string, Agent> = new Map();

function read(at: number, records: readonly StatusRecord[], patch: Partial<ReadOfDay> = {}): ReadOfDay {
  const rows = [{ userId: 'u-1', name: '', email: '', records }];
  return { rows, date: '2026-03-02', timeZoneOffset: -60, sentAt: at, receivedAt: at + 1_000, ...patch };
}

const busy = wallRecord('BUSY', '', '2026-03-02T08:00:00', '-');
const ended = wallRecord('BUSY', '', '2026-03-02T08:00:00', '2026-03-02T09:58:00');
const away = wallRecord('AWAY', '', '2026-03-02T09:58:00', '-');
const changed = new Map([
  [
    'u-1',
    fakeAgent({
      userId: 'u-1',
      status: 'AWAY',
      since: { at: NINE + 60_000, precision: 'observed', toleranceMs: 15_000 },
    }),
  ],
]);

it('finds what is new since the last read of an agent, between the two', () => {
  const seen = createSeenRecords();
  expect(seen.compare(read(NINE, [busy]), NOBODY)).toEqual([]);
  expect(seen.compare(read(NINE + 300_000, [ended, away]), NOBODY)).toEqual([
    {
      userId: 'u-1',
      at: wall('2026-03-02T09:58:00'),
      timeZoneOffset: -60,
      from: NINE,
      to: NINE + 301_000,
      isNew: true,
    },
  ]);
  expect(seen.compare(read(NINE + 600_000, [ended, away]), NOBODY)).toEqual([]);
});

it('finds where a change seen live began, without an earlier read too', () => {
  const [live] = createSeenRecords().compare(read(NINE + 90_000, [ended, away]), changed);
  expect(live).toMatchObject({ from: NINE + 45_000, to: NINE + 75_000, isNew: false });
  expect(createSeenRecords().compare(read(NINE + 90_000, [busy]), changed)).toEqual([]);
});

it('knows nothing of a status that an earlier read had already, whatever was seen live', () => {
  const seen = createSeenRecords();
  seen.compare(read(NINE, [ended, away]), NOBODY);
  expect(seen.compare(read(NINE + 90_000, [ended, away]), changed)).toEqual([]);
});

it('does not say that something is new where there was nothing: it may have been listed under another day', () => {
  const seen = createSeenRecords();
  seen.compare(read(NINE, []), NOBODY);
  expect(seen.compare(read(NINE + 300_000, [busy]), NOBODY)).toMatchObject([{ isNew: false }]);
});

it('compares lists of one day only, and times without a zone of their own', () => {
  const seen = createSeenRecords();
  seen.compare(read(NINE, [busy]), NOBODY);
  expect(seen.compare(read(NINE + 300_000, [ended, away], { date: '2026-03-03' }), NOBODY)).toEqual([]);
  const instant: StatusRecord = { ...away, start: { kind: 'instant', ms: NINE } };
  const own = createSeenRecords();
  own.compare(read(NINE, []), NOBODY);
  expect(own.compare(read(NINE + 300_000, [instant]), changed)).toEqual([]);
});

it('is not misled by a record that lies far ahead', () => {
  const seen = createSeenRecords();
  const wrong = wallRecord('BUSY', '', '2026-03-02T23:00:00', '2026-03-02T23:30:00');
  seen.compare(read(NINE, [busy, wrong]), NOBODY);
  expect(seen.compare(read(NINE + 300_000, [ended, away, wrong]), NOBODY)).toEqual([]);
});
