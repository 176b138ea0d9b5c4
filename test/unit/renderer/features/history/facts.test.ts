import { describe, expect, it } from 'vitest';
import type { HistoryDayState, HistoryOverview } from '../../../../../electron/shared/model.ts';
import { readTime } from '../../../../../renderer/features/history/facts.ts';

const DAY_MS = 86_400_000;
const MONDAY = Date.UTC(2026, 2, 2);
const HOUR_MS = 3_600_000;

function day(index: number, readAt: number | null): HistoryDayState {
  const startsAt = MONDAY + index * DAY_MS;
  return {
    date: `2026-03-0${2 + index}`,
    startsAt,
    endsAt: startsAt + DAY_MS,
    agentsRead: readAt === null ? 0 : 3,
    readAt,
  };
}

function overview(...days: HistoryDayState[]): HistoryOverview {
  return {
    timeZone: 'Etc/UTC',
    takenAt: MONDAY + 2 * DAY_MS,
    apiTimes: { zone: 'request', decidedBy: 'evidence' },
    agents: [],
    days,
    missing: null,
    stopped: null,
    notUnderstood: 0,
    notFound: [],
    fewerThanTeam: null,
  };
}

const TUESDAY_AT_NINE = MONDAY + DAY_MS + 9 * HOUR_MS;
const BOTH = ['2026-03-02', '2026-03-03'];

describe('when what is shown was read', () => {
  it('is when the day that goes on was read, whenever finished days were', () => {
    const earlier = TUESDAY_AT_NINE - HOUR_MS;
    expect(readTime(overview(day(0, earlier), day(1, TUESDAY_AT_NINE)), BOTH)).toBe('09:00');
  });

  it('is a day that was read before its end and not since', () => {
    const onMonday = MONDAY + 15 * HOUR_MS;
    expect(readTime(overview(day(0, onMonday), day(1, TUESDAY_AT_NINE)), BOTH)).toBe('Mon 2 Mar 15:00');
  });

  it('is the first read of finished days, and none of days that were not read', () => {
    expect(readTime(overview(day(0, TUESDAY_AT_NINE), day(1, null)), ['2026-03-02'])).toBe('Tue 3 Mar 09:00');
    expect(readTime(overview(day(0, null)), ['2026-03-02'])).toBe(null);
  });
});
