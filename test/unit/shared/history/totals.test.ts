import { describe, expect, it } from 'vitest';
import { teamTotals, totalsOf } from '../../../../electron/shared/history/totals.ts';
import { DEFAULT_LIMITS, type Limits } from '../../../../electron/shared/model.ts';
import { agent, HOUR_MS, interval } from './day-of.ts';

const NO_LIMITS: Limits = { byStatus: { AWAY: null, BUSY: null }, secondary: [] };

function total(status: string, hours: number, times: number, overHours = 0) {
  const [primaryStatus = '', secondaryStatus = primaryStatus] = status.split('/');
  return { primaryStatus, secondaryStatus, totalMs: hours * HOUR_MS, times, overLimitMs: overHours * HOUR_MS };
}

describe('totalsOf', () => {
  it('adds up each secondary status whatever its case, the longest first', () => {
    const ana = agent('ana', [
      interval('AWAY/Lunch', 8, 9),
      interval('AVAILABLE', 9, 12),
      interval('AWAY/LUNCH', 12, 12.5),
      interval('AWAY/Break', 13, null, 13.25),
    ]);
    expect(totalsOf([ana], NO_LIMITS)).toEqual([
      total('AVAILABLE', 3, 1),
      total('AWAY/Lunch', 1.5, 2),
      total('AWAY/Break', 0.25, 1),
    ]);
  });

  it('counts what is over the limit in each time, by the limit of the secondary status first', () => {
    const ana = agent('ana', [
      interval('AWAY/Lunch', 8, 9),
      interval('AWAY/Lunch', 10, 10.25),
      interval('AWAY/Away (Idle)', 11, 12),
      interval('BUSY', 12, 13),
      interval('AVAILABLE', 13, 20),
    ]);
    expect(totalsOf([ana], DEFAULT_LIMITS)).toEqual([
      total('AVAILABLE', 7, 1),
      total('AWAY/Lunch', 1.25, 2, 0.5),
      total('AWAY/Away (Idle)', 1, 1, 1),
      total('BUSY', 1, 1, 0.25),
    ]);
  });

  it('follows a status over midnight: one time, and its limit counts from where it began', () => {
    const evening = agent('ana', [interval('AWAY/Lunch', 23.75, 24)]);
    const next = interval('AWAY/Lunch', 0, 1, 24, -0.25);
    const shift = (ms: number) => ms + 24 * HOUR_MS;
    const morning = agent('ana', [
      {
        ...next,
        start: shift(next.start),
        end: shift(next.end ?? 0),
        startedAt: shift(next.startedAt ?? 0),
      },
    ]);
    expect(totalsOf([evening, morning], DEFAULT_LIMITS)).toEqual([total('AWAY/Lunch', 1.25, 1, 0.75)]);
    expect(totalsOf([morning], DEFAULT_LIMITS)).toEqual([total('AWAY/Lunch', 1, 1, 0.75)]);
  });

  it('has the limit of a status that the API documents do not list by its name', () => {
    const limits: Limits = { ...NO_LIMITS, secondary: [{ name: 'Login prep', minutes: 30 }] };
    expect(totalsOf([agent('ana', [interval('LOGIN PREP', 8, 9)])], limits)).toEqual([total('LOGIN PREP', 1, 1, 0.5)]);
    const away: Limits = { ...NO_LIMITS, secondary: [{ name: 'Away', minutes: 30 }] };
    expect(totalsOf([agent('ana', [interval('AWAY', 8, 9)])], away)).toEqual([total('AWAY', 1, 1)]);
  });

  it('has nothing of no day', () => {
    expect(totalsOf([], DEFAULT_LIMITS)).toEqual([]);
  });
});

describe('teamTotals', () => {
  it('adds up the rows of a team', () => {
    const ana = { userId: 'ana', name: 'Ana', totals: [total('AWAY/Lunch', 1, 2, 0.5)], noRecordMs: 5, daysNotRead: 0 };
    const ben = {
      userId: 'ben',
      name: 'Ben',
      totals: [total('AVAILABLE', 2, 1), total('AWAY/lunch', 1.5, 1, 1)],
      noRecordMs: 7,
      daysNotRead: 2,
    };
    expect(teamTotals([ana, ben])).toEqual({
      totals: [total('AWAY/Lunch', 2.5, 3, 1.5), total('AVAILABLE', 2, 1)],
      noRecordMs: 12,
      daysNotRead: 2,
    });
  });
});
