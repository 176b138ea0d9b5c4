import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutDay, tidySpans } from '../../../../electron/history/intervals.ts';
import { coverageOf, minuteCounts, stretchesBelow } from '../../../../electron/shared/history/coverage.ts';
import { rewind, sinceOf, statusAt } from '../../../../electron/shared/history/rewind.ts';
import { totalsOf } from '../../../../electron/shared/history/totals.ts';
import type { HistoryAgent, HistoryDay, Limits } from '../../../../electron/shared/model.ts';
import { dayBounds, type DayBounds } from '../../../../electron/time/days.ts';
import { ANY_DAY, anySpan, instantsOf } from '../../history/any-spans.ts';

// Each function is compared with the plain meaning of its answer, by `statusAt` at single instants.

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A team of up to five whose days were read at different times. */
function anyTeam(bounds: DayBounds): fc.Arbitrary<HistoryDay> {
  const around = instantsOf({ startsAt: bounds.startsAt - HOUR_MS, endsAt: bounds.endsAt + HOUR_MS });
  const one = fc.record({ spans: fc.array(anySpan(around), { maxLength: 10 }), now: around });
  return fc.array(one, { maxLength: 5 }).map((each) => {
    const agents = each.map(({ spans, now }, index): HistoryAgent => {
      const who = { userId: `u-${index}`, name: `Agent ${index}`, email: '' };
      return { ...who, ...cutDay(tidySpans(spans), bounds, now) };
    });
    return { date: '2026-11-19', ...bounds, read: 'complete', agents };
  });
}

const TEAM = ANY_DAY.chain(([date, timeZone]) => anyTeam(dayBounds(date, timeZone)));
const INSTANT_OF_TEAM = TEAM.chain((day) => {
  const at = instantsOf({ startsAt: day.startsAt - HOUR_MS, endsAt: day.endsAt + HOUR_MS });
  return fc.record({ day: fc.constant(day), at });
});

/** How many are in a status at an instant, agent by agent; null where one of them is not known. */
function countAt({ agents }: HistoryDay, status: string, at: number): number | null {
  const each = agents.map((agent) => statusAt(agent, at));
  if (each.includes('unknown')) return null;
  return each.filter((found) => typeof found === 'object' && found.primaryStatus === status).length;
}

/** Every instant at which something may change, and those around it. */
function changesOf({ agents, startsAt, endsAt }: HistoryDay): number[] {
  const changes = agents.flatMap(({ intervals, knownUntil }) => [
    knownUntil,
    ...intervals.flatMap(({ start, end, durationMs }) => [start, end ?? start + durationMs]),
  ]);
  const near = [startsAt, endsAt, ...changes].flatMap((at) => [at - 1, at, at + 1]);
  return near.filter((at) => at >= startsAt && at < endsAt);
}

describe('rewind', () => {
  it('has each agent once, whatever the instant', () => {
    fc.assert(
      fc.property(INSTANT_OF_TEAM, ({ day, at }) => {
        const { counts, groups, noRecord, unknown } = rewind(day, at);
        const inStatus = Object.values(counts.byStatus).reduce((sum, count) => sum + count, 0);
        expect(inStatus + counts.noRecord + counts.unknown).toBe(day.agents.length);
        const named = groups.flatMap(({ secondary }) => secondary.flatMap(({ agents }) => agents));
        const everybody = [...named.map(({ agent }) => agent), ...noRecord, ...unknown].map(({ userId }) => userId);
        expect(everybody.toSorted()).toEqual(day.agents.map(({ userId }) => userId));
        expect(named.every(({ since }) => since <= at)).toBe(true);
      }),
    );
  });
});

describe('minuteCounts', () => {
  it('agrees with rewind at every full minute', () => {
    fc.assert(
      fc.property(TEAM, (day) => {
        const steps = minuteCounts(day);
        let step = -1;
        for (let at = day.startsAt; at < day.endsAt; at += MINUTE_MS) {
          const isNew = steps[step + 1]?.at === at;
          if (isNew) step += 1;
          const { counts } = rewind(day, at);
          expect(steps[step]?.counts).toEqual(counts);
          if (isNew && step > 0) expect(counts).not.toEqual(steps[step - 1]?.counts);
        }
        expect(step).toBe(steps.length - 1);
      }),
      { numRuns: 30 },
    );
  });
});

describe('stretchesBelow', () => {
  const scene = fc.record({ day: TEAM, fewerThan: fc.integer({ min: 1, max: 6 }) });
  const floorOf = (fewerThan: number) => ({ status: 'BUSY', fewerThan });

  it('agrees with rewind at every change and around it', () => {
    fc.assert(
      fc.property(scene, ({ day, fewerThan }) => {
        const below = stretchesBelow(day, floorOf(fewerThan));
        const { knownUntil } = coverageOf(day, 9, floorOf(fewerThan));
        for (const at of changesOf(day)) {
          const count = day.agents.length === 0 ? null : countAt(day, 'BUSY', at);
          expect(below.some(({ from, to }) => from <= at && at < to)).toBe(count !== null && count < fewerThan);
          expect(at < knownUntil).toBe(count !== null);
        }
      }),
    );
  });

  it('names the least of each, and two never touch', () => {
    fc.assert(
      fc.property(scene, ({ day, fewerThan }) => {
        const below = stretchesBelow(day, floorOf(fewerThan));
        below.forEach(({ from, to, least }, index) => {
          const counts = [from, ...changesOf(day)]
            .filter((at) => at >= from && at < to)
            .map((at) => countAt(day, 'BUSY', at) ?? Infinity);
          expect(least).toBe(Math.min(...counts));
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThan(below[index - 1]?.to ?? -Infinity);
        });
      }),
    );
  });
});

describe('totalsOf', () => {
  const LIMITS: Limits = { byStatus: { AWAY: 1, BUSY: null }, secondary: [{ name: 'nbk', minutes: 2 }] };
  const limitOf = (name: string): number => (name === 'LUNCH' ? MINUTE_MS : name === 'NBK' ? 2 * MINUTE_MS : Infinity);
  const startsAt = Date.parse('2026-11-19T00:00:00Z');
  const days = [0, 1].map((index) => {
    return { startsAt: startsAt + index * 10 * MINUTE_MS, endsAt: startsAt + (index + 1) * 10 * MINUTE_MS };
  });
  const around = instantsOf({ startsAt: startsAt - 5 * MINUTE_MS, endsAt: startsAt + 25 * MINUTE_MS });

  it('agrees with asking at every second of two small days', () => {
    fc.assert(
      fc.property(fc.array(anySpan(around), { maxLength: 10 }), around, (spans, now) => {
        const tidy = tidySpans(spans);
        const records = days.map((bounds) => cutDay(tidy, bounds, now));
        const seconds: Record<string, { total: number; over: number; since: Set<number> }> = {};
        const noRecord = [0, 0];
        days.forEach((bounds, index) => {
          for (let at = bounds.startsAt; at < bounds.endsAt; at += SECOND_MS) {
            const found = statusAt(records[index] ?? { intervals: [], knownUntil: 0 }, at);
            if (found === 'no-record') noRecord[index] = (noRecord[index] ?? 0) + SECOND_MS;
            if (typeof found === 'string') continue;
            const name = found.secondaryStatus.toUpperCase();
            const sum = (seconds[name] ??= { total: 0, over: 0, since: new Set() });
            sum.total += SECOND_MS;
            sum.since.add(sinceOf(found));
            if (at - sinceOf(found) >= limitOf(name)) sum.over += SECOND_MS;
          }
        });
        const totals = totalsOf(records, LIMITS).map(({ secondaryStatus, totalMs, overLimitMs, times }) => {
          return [secondaryStatus.toUpperCase(), { total: totalMs, over: overLimitMs, times }] as const;
        });
        const expected = Object.entries(seconds).map(([name, { since, ...sum }]) => [
          name,
          { ...sum, times: since.size },
        ]);
        expect(Object.fromEntries(totals)).toEqual(Object.fromEntries(expected));
        expect(totals.map(([, { total }]) => total)).toEqual(
          totals.map(([, { total }]) => total).sort((a, b) => b - a),
        );
        expect(records.map(({ noRecordMs }) => noRecordMs)).toEqual(noRecord);
      }),
    );
  });
});
