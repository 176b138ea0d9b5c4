import { describe, expect, it } from 'vitest';
import { lacksRecordsOf, provesRange } from '../../../electron/history/read-days.ts';
import type { StatusRecord } from '../../../electron/kore/types.ts';
import { wallRecord } from './fake-details.ts';

// 8 to 10 March 2026 in India.
const period = {
  timeZoneOffset: -330,
  startsAt: Date.parse('2026-03-07T18:30:00Z'),
  endsAt: Date.parse('2026-03-10T18:30:00Z'),
  receivedAt: Date.parse('2026-03-12T06:00:00Z'),
};

function proves(...records: StatusRecord[]): boolean {
  const rows = records.map((record, index) => ({ userId: `u-${index}`, name: '', email: '', records: [record] }));
  return provesRange({ ...period, rows });
}

const on8 = wallRecord('BUSY', 'BUSY', '2026-03-08T10:00:00', '2026-03-08T12:00:00');
const on9 = wallRecord('BUSY', 'BUSY', '2026-03-09T10:00:00', '2026-03-09T12:00:00');
const on10 = wallRecord('BUSY', 'BUSY', '2026-03-10T10:00:00', '2026-03-10T12:00:00');
const from8to10 = wallRecord('BUSY', 'BUSY', '2026-03-08T22:00:00', '2026-03-10T02:00:00');

describe('provesRange', () => {
  it('is convinced by records that no single day brings together', () => {
    expect(proves(on8, on10)).toBe(true);
    expect(proves(on8, on9, from8to10)).toBe(true);
  });

  it('is not by records that one day explains, however long they are', () => {
    expect(proves(on9)).toBe(false);
    expect(proves(from8to10)).toBe(false);
    expect(proves(from8to10, on9)).toBe(false);
    expect(proves(wallRecord('BUSY', 'BUSY', '2026-03-08T10:00:00', '-'), on10)).toBe(false);
  });

  it('is not by an answer about other days, such as today', () => {
    const today = wallRecord('BUSY', 'BUSY', '2026-03-12T09:00:00', '-');
    const since9 = wallRecord('BUSY', 'BUSY', '2026-03-09T09:00:00', '-');
    expect(proves(today)).toBe(false);
    expect(proves(today, since9)).toBe(false);
    expect(proves(wallRecord('BUSY', 'BUSY', '2026-03-11T10:00:00', '2026-03-11T11:00:00'), today, since9)).toBe(false);
    expect(proves()).toBe(false);
  });

  it('is not by what only one reading of the times puts on two days', () => {
    // One Indian day written in UTC: 18:30 to 18:30.
    const early = wallRecord('BUSY', 'BUSY', '2026-03-08T19:00:00', '2026-03-08T20:00:00');
    const late = wallRecord('BUSY', 'BUSY', '2026-03-09T15:00:00', '2026-03-09T16:00:00');
    expect(proves(early, late)).toBe(false);
  });
});

describe('lacksRecordsOf', () => {
  const answer = (...records: StatusRecord[]) => ({
    ...period,
    rows: [{ userId: 'u-1', name: '', email: '', records }],
  });

  it('finds what a day has and the range has not', () => {
    expect(lacksRecordsOf(answer(on8), answer(on9))).toBe(true);
    expect(lacksRecordsOf(answer(on8, on9), answer(on9))).toBe(false);
  });

  it('looks at each agent apart', () => {
    const other = { ...period, rows: [{ userId: 'u-2', name: '', email: '', records: [on9] }] };
    expect(lacksRecordsOf(other, answer(on9))).toBe(true);
  });

  it('is not misled by a status that began after the range was answered', () => {
    expect(lacksRecordsOf(answer(), answer(wallRecord('BUSY', 'BUSY', '2026-03-10T10:00:00', '-')))).toBe(false);
  });
});
