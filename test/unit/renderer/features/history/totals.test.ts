import { describe, expect, it } from 'vitest';
import type { HistoryAgent } from '../../../../../electron/shared/model.ts';
import { agentTotals, describeTotals } from '../../../../../renderer/features/history/totals.ts';

const MINUTE_MS = 60_000;

function agent(userId: string, totalsMs: Record<string, number>, noRecordMs: number): HistoryAgent {
  const who = { userId, name: userId.toUpperCase(), email: `${userId}@example.com` };
  return { ...who, intervals: [], totalsMs, noRecordMs, knownUntil: 0 };
}

describe('totals', () => {
  it('gather undocumented statuses under OTHER', () => {
    expect(agentTotals(agent('a', { Available: 1, AVAILABLE: 2, 'LOGIN PREP': 3, WRAP_UP: 4 }, 5))).toEqual({
      userId: 'a',
      name: 'A',
      byStatus: { AVAILABLE: 3, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 7 },
      noRecordMs: 5,
    });
  });

  it('read as words', () => {
    const row = agentTotals(agent('a', { AVAILABLE: 365 * MINUTE_MS, BUSY: 12 * MINUTE_MS }, 120 * MINUTE_MS));
    expect(describeTotals(row)).toBe('Available 6 h 5 m, Busy 12 m, no record 2 h');
    expect(describeTotals(agentTotals(agent('b', {}, 0)))).toBe('no record');
  });
});
