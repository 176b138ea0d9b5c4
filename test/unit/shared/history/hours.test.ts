import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinHours } from '../../../../electron/shared/history/hours.ts';
import type { HistoryDay, StatusInterval } from '../../../../electron/shared/model.ts';

function interval(start: number, end: number | null, knownUntil: number, startedAt?: number): StatusInterval {
  const clippedStart = startedAt !== undefined;
  return {
    ...{ primaryStatus: 'AWAY', secondaryStatus: 'Lunch', start, end, clippedStart, clippedEnd: false },
    ...(startedAt !== undefined && { startedAt }),
    durationMs: (end ?? knownUntil) - start,
  };
}

function dayOf(intervals: readonly StatusInterval[], knownUntil: number): HistoryDay {
  const totalMs = intervals.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const agent = { userId: 'u-1', name: 'Ana', email: '', intervals, knownUntil };
  const sums = { totalsMs: { AWAY: totalMs }, noRecordMs: knownUntil - totalMs };
  return { date: '2026-11-19', startsAt: 0, endsAt: 100, read: 'complete', agents: [{ ...agent, ...sums }] };
}

describe('some hours of a day', () => {
  it('have what is within them, with where it began', () => {
    const day = dayOf([interval(0, 10, 100, -5), interval(20, 60, 100), interval(80, 100, 100)], 100);
    const { startsAt, endsAt, agents } = withinHours(day, 30, 50);
    expect([startsAt, endsAt]).toEqual([30, 50]);
    expect(agents[0]).toMatchObject({
      intervals: [{ start: 30, startedAt: 20, end: 50, durationMs: 20, clippedStart: true, clippedEnd: true }],
      totalsMs: { AWAY: 20 },
      noRecordMs: 0,
      knownUntil: 50,
    });
  });

  it('leave open what is open, as far as it is known', () => {
    const day = dayOf([interval(20, null, 40)], 40);
    expect(withinHours(day, 30, 50).agents[0]).toMatchObject({
      intervals: [{ start: 30, end: null, durationMs: 10 }],
      knownUntil: 40,
    });
    expect(withinHours(day, 25, 35).agents[0]?.intervals[0]).toMatchObject({ end: 35, clippedEnd: true });
    expect(withinHours(day, 50, 60).agents[0]).toMatchObject({ intervals: [], noRecordMs: 0, knownUntil: 50 });
  });

  it('add up: a day in two parts has what the day has', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 100 }), fc.boolean(), (points, cut, isOpen) => {
        const times = points.toSorted((a, b) => a - b);
        const knownUntil = times.at(-1) ?? 0;
        const intervals = times
          .slice(0, -1)
          .filter((_, index) => index % 2 === 0)
          .map((start, index) => interval(start, times[index * 2 + 1] ?? 0, knownUntil));
        const last = intervals.at(-1);
        if (isOpen && last?.end === knownUntil) intervals[intervals.length - 1] = { ...last, end: null };
        const day = dayOf(intervals, knownUntil);
        const parts = [withinHours(day, 0, cut), withinHours(day, cut, 100)].map(({ agents }) => agents[0]);
        const sum = (of: (agent: (typeof parts)[number]) => number): number => of(parts[0]) + of(parts[1]);
        expect(sum((agent) => agent?.totalsMs['AWAY'] ?? 0)).toBe(day.agents[0]?.totalsMs['AWAY']);
        expect(sum((agent) => agent?.noRecordMs ?? 0)).toBe(day.agents[0]?.noRecordMs);
        expect(withinHours(day, 0, 100).agents[0]?.totalsMs['AWAY'] ?? 0).toBe(day.agents[0]?.totalsMs['AWAY']);
      }),
    );
  });
});
