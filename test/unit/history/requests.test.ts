import { describe, expect, it } from 'vitest';
import { requestedDays, sameOffsetRuns } from '../../../electron/history/requests.ts';
import { addDays, datesBetween, dayBounds } from '../../../electron/time/days.ts';

const LATER = Date.parse('2027-01-01T00:00:00Z');

function asked(from: string, to: string, timeZone: string, now = LATER): string[] {
  return requestedDays(datesBetween(from, to), timeZone, now).map(
    ({ date, timeZoneOffset, localDate }) => `${date} ${timeZoneOffset} ${localDate}`,
  );
}

describe('askedDays', () => {
  it('asks each day once, at the offset of its first instant', () => {
    expect(asked('2026-03-07', '2026-03-09', 'America/New_York')).toEqual([
      '2026-03-07 300 2026-03-07',
      '2026-03-08 300 2026-03-08',
      '2026-03-09 240 2026-03-09',
    ]);
    expect(asked('2026-03-10', '2026-03-10', 'Asia/Kathmandu')).toEqual(['2026-03-10 -345 2026-03-10']);
  });

  it('asks for one more day where clocks go back, because the server counts 24 hours', () => {
    expect(asked('2026-10-31', '2026-11-02', 'America/New_York')).toEqual([
      '2026-10-31 240 2026-10-31',
      '2026-11-01 240 2026-11-01',
      '2026-11-02 240 2026-11-01',
      '2026-11-02 300 2026-11-02',
    ]);
    expect(asked('2026-04-05', '2026-04-05', 'Australia/Lord_Howe')).toEqual([
      '2026-04-05 -660 2026-04-05',
      '2026-04-06 -660 2026-04-05',
    ]);
  });

  it('does not ask for an hour that has not begun', () => {
    const extraHour = Date.parse('2026-11-02T04:00:00Z');
    expect(asked('2026-11-01', '2026-11-01', 'America/New_York', extraHour - 1)).toHaveLength(1);
    expect(asked('2026-11-01', '2026-11-01', 'America/New_York', extraHour)).toHaveLength(2);
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
