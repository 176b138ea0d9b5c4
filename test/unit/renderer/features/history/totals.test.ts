import { describe, expect, it } from 'vitest';
import type { HistoryAgent, HistoryDay } from '../../../../../electron/shared/model.ts';
import { agentTotals, describeTotals, sumOfRows, totalsOver } from '../../../../../renderer/features/history/totals.ts';

const MINUTE_MS = 60_000;

function agent(userId: string, totalsMs: Record<string, number>, noRecordMs: number): HistoryAgent {
  const who = { userId, name: userId.toUpperCase(), email: `${userId}@example.com` };
  return { ...who, intervals: [], totalsMs, noRecordMs, knownUntil: 0 };
}

function day(...agents: HistoryAgent[]): HistoryDay {
  return { date: '2026-11-19', startsAt: 0, endsAt: 0, read: 'complete', agents };
}

describe('totals', () => {
  it('gather undocumented statuses under OTHER', () => {
    expect(agentTotals(agent('a', { Available: 1, AVAILABLE: 2, 'LOGIN PREP': 3, WRAP_UP: 4 }, 5))).toEqual({
      userId: 'a',
      name: 'A',
      email: 'a@example.com',
      byStatus: { AVAILABLE: 3, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 7 },
      noRecordMs: 5,
    });
  });

  it('add the days of an agent up, also of one who is missing on some', () => {
    const rows = totalsOver([
      day(agent('a', { BUSY: 10 }, 1), agent('b', { AWAY: 5 }, 2)),
      day(agent('a', { BUSY: 3 }, 4)),
    ]);
    expect(rows.map(({ userId, byStatus, noRecordMs }) => [userId, byStatus.BUSY, byStatus.AWAY, noRecordMs])).toEqual([
      ['a', 13, 0, 5],
      ['b', 0, 5, 2],
    ]);
  });

  it('add everybody up', () => {
    const sum = sumOfRows(totalsOver([day(agent('a', { BUSY: 10 }, 1), agent('b', { BUSY: 5, AWAY: 2 }, 2))]));
    expect([sum.byStatus.BUSY, sum.byStatus.AWAY, sum.noRecordMs]).toEqual([15, 2, 3]);
  });

  it('read as words', () => {
    const row = agentTotals(agent('a', { AVAILABLE: 365 * MINUTE_MS, BUSY: 12 * MINUTE_MS }, 120 * MINUTE_MS));
    expect(describeTotals(row)).toBe('Available 6 hours 5 minutes, Busy 12 minutes, no record 2 hours');
    expect(describeTotals(agentTotals(agent('b', {}, 0)))).toBe('no record');
  });
});
