import { describe, expect, it } from 'vitest';
import type { HistoryDayState, HistoryOverview } from '../../../../../electron/shared/model.ts';
import { costOf, lackOf, readOf } from '../../../../../renderer/features/history/known.ts';

const DAY_MS = 86_400_000;
const STARTS_AT = Date.UTC(2026, 10, 19);
const NOW = STARTS_AT + 3 * DAY_MS;

function day(date: string, agentsRead: number, readAt: number | null = NOW): HistoryDayState {
  const startsAt = Date.parse(`${date}T00:00:00Z`);
  return { date, startsAt, endsAt: startsAt + DAY_MS, agentsRead, readAt };
}

function overview(days: readonly HistoryDayState[], patch: Partial<HistoryOverview> = {}): HistoryOverview {
  return {
    timeZone: 'UTC',
    takenAt: NOW,
    apiTimes: { zone: 'request', decidedBy: 'evidence' },
    agents: ['a', 'b', 'c'].map((userId) => ({ userId, name: userId })),
    days,
    missing: null,
    stopped: null,
    notUnderstood: 0,
    notFound: [],
    fewerThanTeam: null,
    ...patch,
  };
}

const lackIn = (...days: HistoryDayState[]): string[] =>
  lackOf(
    overview(days),
    days.map(({ date }) => date),
  );

describe('what is known of a day', () => {
  it('is nothing, a part or everything, by the agents who were read', () => {
    const known = [0, 2, 3].map((read) => readOf(day('2026-11-19', read), overview([])));
    expect(known).toEqual(['none', 'part', 'complete']);
  });

  it('is a part where it was read before it was over, but not while it lasts', () => {
    const noon = STARTS_AT + DAY_MS / 2;
    const yesterday = day('2026-11-19', 3, noon);
    expect(readOf(yesterday, overview([]))).toBe('part');
    expect(lackIn(yesterday)).toEqual(['Read at 12:00, before the day was over.']);
    expect(readOf(yesterday, overview([], { takenAt: noon + 60_000 }))).toBe('complete');
  });

  it('is said of one day by its agents, and of several by their days', () => {
    expect(lackIn(day('2026-11-19', 2))).toEqual(['2 of 3 agents read.']);
    expect(lackIn(day('2026-11-19', 3), day('2026-11-20', 2), day('2026-11-21', 0))).toEqual([
      '1 of 3 days read completely.',
    ]);
    expect(lackIn(day('2026-11-19', 3), day('2026-11-20', 3))).toEqual([]);
  });
});

describe('what reading takes', () => {
  const missing = { agentDays: 400, calls: 40, ms: 176_000 };

  it('is said in calls and time, of the rest or of everything', () => {
    expect(costOf(overview([day('2026-11-19', 2)], { missing }))).toBe(
      'Reading the rest takes about 40 calls, 3 minutes.',
    );
    expect(costOf(overview([day('2026-11-19', 0, null)], { missing }))).toBe(
      'Reading takes about 40 calls, 3 minutes.',
    );
  });

  it('is the most it can be while the server may take several days in one call', () => {
    expect(costOf(overview([day('2026-11-19', 2)], { missing: { ...missing, isAtMost: true } }))).toBe(
      'Reading the rest takes at most 40 calls, 3 minutes.',
    );
  });

  it('is nothing where nothing is left, or only the day before', () => {
    expect(costOf(overview([day('2026-11-19', 3)]))).toBe('');
    expect(costOf(overview([day('2026-11-19', 3)], { missing: { ...missing, agentDays: 0 } }))).toBe('');
  });
});
