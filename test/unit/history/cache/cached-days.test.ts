import { describe, expect, it } from 'vitest';
import { recordOfDay, type OffsetRow } from '../../../../electron/history/cache/cached-days.ts';
import { packRecords } from '../../../../electron/history/cache/packed-records.ts';
import { wallRecord } from '../fake-details.ts';

const HOUR_MS = 3_600_000;
/** Two days in UTC. */
const FIRST = Date.parse('2026-11-18T00:00:00Z');
const SECOND = FIRST + 24 * HOUR_MS;
const END = SECOND + 24 * HOUR_MS;

type Record = Parameters<typeof wallRecord>;

/** What one read of an agent's day said, so many hours after the first midnight. */
function row(readAtHour: number, ...records: Record[]): OffsetRow {
  const packed = packRecords(records.map((record) => wallRecord(...record)));
  return { row: { userId: 'u-1', readAt: FIRST + readAtHour * HOUR_MS, ...packed }, timeZoneOffset: 0 };
}

/** The second day, read at an hour of it, from what was read of both days. */
function secondDay(rows: readonly OffsetRow[], readAtHour: number, now = END + HOUR_MS) {
  const part = { date: '2026-11-19', localDate: '2026-11-19', startsAt: SECOND, endsAt: END, timeZoneOffset: 0 };
  const saved = { id: 1, completeAt: null, isProof: false, kinds: 1, list: null };
  const readAt = new Map([['u-1', SECOND + readAtHour * HOUR_MS]]);
  const day = { date: '2026-11-19', startsAt: SECOND, endsAt: END, parts: [{ part, saved, readAt }] };
  return recordOfDay(day, 'u-1', rows, { zone: 'request', now });
}

describe('a record that was open when its day was read', () => {
  const start = '2026-11-18T22:00:00';
  const before = row(23, ['BUSY', 'Night', start, '-']);

  it.each([
    ['older', (later: OffsetRow) => [before, later]],
    ['newer', (later: OffsetRow) => [later, before]],
  ])('goes on as a later read has it, which arrives as the %s', (_, rows) => {
    const open = row(30, ['BUSY', 'Night', start, '-']);
    expect(secondDay(rows(open), 6, SECOND + 6 * HOUR_MS)).toMatchObject({
      intervals: [{ start: SECOND, startedAt: FIRST + 22 * HOUR_MS, end: null, durationMs: 6 * HOUR_MS }],
      noRecordMs: 0,
      knownUntil: SECOND + 6 * HOUR_MS,
    });
    const ended = row(49, ['BUSY', 'Night', start, '2026-11-19T04:00:00']);
    expect(secondDay(rows(ended), 25)).toMatchObject({
      intervals: [{ start: SECOND, end: SECOND + 4 * HOUR_MS, clippedEnd: false }],
      noRecordMs: 20 * HOUR_MS,
    });
  });

  it('is known until that read where no other names it', () => {
    expect(secondDay([before, row(49)], 25)).toMatchObject({ intervals: [], noRecordMs: 24 * HOUR_MS });
    expect(secondDay([row(26, ['BUSY', 'Night', start, '-']), row(49)], 25)).toMatchObject({
      intervals: [{ start: SECOND, end: SECOND + 2 * HOUR_MS, clippedEnd: true }],
      noRecordMs: 22 * HOUR_MS,
    });
  });

  it('goes on until now where the same read asked for both days, one a moment after the other', () => {
    const moment = 2 / 3600;
    const now = SECOND + 14 * HOUR_MS;
    const readBefore = row(38 - moment, ['BUSY', 'Night', start, '-']);
    const expected = { intervals: [{ start: SECOND, end: null, durationMs: 14 * HOUR_MS - 2_000 }], noRecordMs: 0 };
    expect(secondDay([readBefore, row(38)], 14, now)).toMatchObject({ ...expected, knownUntil: now - 2_000 });
    expect(secondDay([readBefore], 14, now)).toMatchObject(expected);
  });

  it('is cut where the day was last read once that is over', () => {
    expect(secondDay([row(30, ['BUSY', 'Night', start, '-'])], 6)).toMatchObject({
      intervals: [{ start: SECOND, end: SECOND + 6 * HOUR_MS, durationMs: 6 * HOUR_MS, clippedEnd: true }],
      knownUntil: SECOND + 6 * HOUR_MS,
    });
  });
});
