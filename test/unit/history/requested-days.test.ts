import { describe, expect, it } from 'vitest';
import {
  lacksRecordsOf,
  provesRange,
  requestedDays,
  sameOffsetRuns,
} from '../../../electron/history/requested-days.ts';
import type { StatusRecord } from '../../../electron/kore/types.ts';
import { addDays, datesBetween, dayBounds } from '../../../electron/time/days.ts';
import { wallRecord } from './fake-details.ts';

const LATER = Date.parse('2027-01-01T00:00:00Z');

function requestsFor(from: string, to: string, timeZone: string, now = LATER): string[] {
  return requestedDays(datesBetween(from, to), timeZone, now).map(
    ({ date, timeZoneOffset, localDate }) => `${date} ${timeZoneOffset} ${localDate}`,
  );
}

describe('requestedDays', () => {
  it('asks each day once, at the offset of its first instant', () => {
    expect(requestsFor('2026-03-07', '2026-03-09', 'America/New_York')).toEqual([
      '2026-03-07 300 2026-03-07',
      '2026-03-08 300 2026-03-08',
      '2026-03-09 240 2026-03-09',
    ]);
    expect(requestsFor('2026-03-10', '2026-03-10', 'Asia/Kathmandu')).toEqual(['2026-03-10 -345 2026-03-10']);
  });

  it('asks for one more day where clocks go back, because the server counts 24 hours', () => {
    expect(requestsFor('2026-10-31', '2026-11-02', 'America/New_York')).toEqual([
      '2026-10-31 240 2026-10-31',
      '2026-11-01 240 2026-11-01',
      '2026-11-02 240 2026-11-01',
      '2026-11-02 300 2026-11-02',
    ]);
    expect(requestsFor('2026-04-05', '2026-04-05', 'Australia/Lord_Howe')).toEqual([
      '2026-04-05 -660 2026-04-05',
      '2026-04-06 -660 2026-04-05',
    ]);
  });

  it('does not ask for an hour that has not begun', () => {
    const extraHour = Date.parse('2026-11-02T04:00:00Z');
    expect(requestsFor('2026-11-01', '2026-11-01', 'America/New_York', extraHour - 1)).toHaveLength(1);
    expect(requestsFor('2026-11-01', '2026-11-01', 'America/New_York', extraHour)).toHaveLength(2);
  });

  it.each(['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Beirut', 'Pacific/Apia', 'Asia/Kolkata'])(
    'leaves no moment of a year in %s to nobody',
    (timeZone) => {
      for (const month of ['2025-03', '2025-04', '2025-09', '2025-10', '2025-11', '2011-12']) {
        const dates = datesBetween(`${month}-01`, addDays(`${month}-01`, 29));
        const servers = requestedDays(dates, timeZone, LATER).map(({ date, timeZoneOffset }) => {
          const startsAt = dayBounds(date, 'UTC').startsAt + timeZoneOffset * 60_000;
          return { startsAt, endsAt: startsAt + 86_400_000 };
        });
        for (const date of dates) {
          const day = dayBounds(date, timeZone);
          for (let instant = day.startsAt; instant < day.endsAt; instant += 30 * 60_000) {
            expect(servers.some(({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt)).toBe(true);
          }
        }
      }
    },
  );

  it('covers both the local day and the one of the server', () => {
    // 23 hours here, 24 for the server.
    expect(requestedDays(['2026-03-08'], 'America/New_York', LATER)).toEqual([
      {
        date: '2026-03-08',
        localDate: '2026-03-08',
        timeZoneOffset: 300,
        startsAt: Date.parse('2026-03-08T05:00:00Z'),
        endsAt: Date.parse('2026-03-09T05:00:00Z'),
      },
    ]);
  });
});

describe('sameOffsetRuns', () => {
  it('splits where the offset changes', () => {
    const days = requestedDays(datesBetween('2026-10-30', '2026-11-03'), 'America/New_York', LATER);
    const runs = sameOffsetRuns(days).map((run) => run.map(({ date }) => date));
    expect(runs).toEqual([
      ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'],
      ['2026-11-02', '2026-11-03'],
    ]);
    expect(sameOffsetRuns([])).toEqual([]);
  });
});

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

  it('is not by what only one zone of the times puts on two days', () => {
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

  it('judges each agent apart', () => {
    const other = { ...period, rows: [{ userId: 'u-2', name: '', email: '', records: [on9] }] };
    expect(lacksRecordsOf(other, answer(on9))).toBe(true);
  });

  it('is not misled by a status that began after the range was answered', () => {
    expect(lacksRecordsOf(answer(), answer(wallRecord('BUSY', 'BUSY', '2026-03-10T10:00:00', '-')))).toBe(false);
  });
});
