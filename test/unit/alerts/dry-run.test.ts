import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dryRun, type DryRunParts } from '../../../electron/alerts/dry-run.ts';
import {
  DEFAULT_LIMITS,
  type Agent,
  type HistoryDay,
  type Rule,
  type RuleCondition,
  type RuleDraft,
  type Status,
} from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { alertRule, createAlertScene, EVERYBODY_SCOPE, MINUTE_MS, START, teamOf } from '../../support/alert-scene.ts';
import { fakeAgent } from '../../support/fake-team.ts';

type Interval = HistoryDay['agents'][number]['intervals'][number];

/** From and to as minutes of the day. */
function interval(from: number, to: number, primaryStatus: string, secondaryStatus = primaryStatus): Interval {
  const [start, end] = [START + from * MINUTE_MS, START + to * MINUTE_MS];
  return {
    primaryStatus,
    secondaryStatus,
    start,
    end,
    durationMs: end - start,
    clippedStart: false,
    clippedEnd: false,
  };
}

function dayOf(date: string, ...intervals: readonly (readonly Interval[])[]): HistoryDay {
  const agents = intervals.map((own, index) => ({
    userId: `u-${index}`,
    name: `Name ${index}`,
    intervals: own,
    totals: [],
    noRecordMs: 0,
  }));
  return { date, startsAt: START, endsAt: START + 600 * MINUTE_MS, read: 'complete', agents } as unknown as HistoryDay;
}

function replaying(days: readonly HistoryDay[], patch: Partial<DryRunParts> = {}) {
  const parts: DryRunParts = {
    history: {
      days: () =>
        Promise.resolve(
          ok(
            (async function* () {
              await Promise.resolve();
              yield* days;
            })(),
          ),
        ),
    },
    timeZone: () => 'UTC',
    now: () => START + 40 * 24 * 60 * MINUTE_MS,
    whoOf: () => ({ kind: 'everybody' }),
    scopeOf: () => EVERYBODY_SCOPE,
    isInHours: () => true,
    limits: () => DEFAULT_LIMITS,
    ...patch,
  };
  return async (condition: RuleCondition, wantedADay = 0) => {
    const draft: RuleDraft = { ...alertRule(condition), id: null, isOn: false };
    const answer = await dryRun(parts, draft, { wantedADay });
    return answer.ok ? answer.value : expect.unreachable();
  };
}

const LUNCHES = dayOf('2026-03-02', [
  interval(0, 60, 'AVAILABLE'),
  interval(60, 100, 'AWAY', 'Lunch'),
  interval(100, 200, 'AVAILABLE'),
  interval(200, 270, 'AWAY', 'Lunch'),
  interval(270, 300, 'AVAILABLE'),
]);
const TOO_LONG: RuleCondition = { kind: 'too-long', status: null, minutes: 30, earlyMinutes: 0 };

it('says when the rule would have fired, about whom, and on how many agents that rests', async () => {
  const { days, problem } = await replaying([LUNCHES, dayOf('2026-03-03', [interval(0, 90, 'BUSY')])])(TOO_LONG);
  expect(problem).toBeNull();
  expect(days.map(({ date, agentsRead, firedAt }) => [date, agentsRead, firedAt.length])).toEqual([
    ['2026-03-02', 1, 4],
    ['2026-03-03', 1, 1],
  ]);
});

it('suggests the nearest number with which it fires as seldom as wanted', async () => {
  const lunch: RuleCondition = { ...TOO_LONG, status: { kind: 'secondary', name: 'Lunch' } };
  const run = replaying([LUNCHES]);
  expect((await run(lunch, 2)).suggestion).toEqual({ value: 30, aDay: 2 });
  expect((await run(lunch, 1)).suggestion).toEqual({ value: 40, aDay: 1 });
  expect((await run(lunch, 0)).suggestion).toEqual({ value: 70, aDay: 0 });
  expect((await run({ ...lunch, minutes: null }, 0)).suggestion).toBeNull();
});

it('does not take time without a record for offline, and counts within the hours of the rule', async () => {
  const nobody: RuleCondition = { kind: 'below', fewerThan: 1, forMinutes: 0 };
  const day = dayOf('2026-03-02', [interval(10, 60, 'AVAILABLE'), interval(120, 130, 'BUSY')]);
  const { days } = await replaying([day])(nobody);
  expect(days[0]?.firedAt).toEqual([{ at: START + 120 * MINUTE_MS, userId: null }]);
  expect((await replaying([day], { isInHours: () => false })(nobody)).days[0]?.firedAt).toEqual([]);
});

/** So many days from 1 January on, each at its own time. */
function monthOf(days: number, intervalsOf: (day: number) => readonly (readonly Interval[])[]): HistoryDay[] {
  return Array.from({ length: days }, (_, index) => {
    const shiftMs = (index + 1) * 24 * 60 * MINUTE_MS;
    const day = dayOf(new Date(Date.UTC(2026, 0, 1) + shiftMs).toISOString().slice(0, 10), ...intervalsOf(index));
    const agents = day.agents.map((agent) => ({
      ...agent,
      intervals: agent.intervals.map((each) => ({
        ...each,
        start: each.start - START + Date.parse(day.date),
        end: (each.end ?? 0) - START + Date.parse(day.date),
      })),
    }));
    const startsAt = Date.parse(day.date);
    return { ...day, startsAt, endsAt: startsAt + 24 * 60 * MINUTE_MS, agents };
  });
}

/** A day evaluated anew each minute: who fired when. */
function eachMinute(rule: Rule, { startsAt, endsAt, agents: people }: HistoryDay): string[] {
  const fired: string[] = [];
  const since = (at: number) => ({ at, precision: 'exact', toleranceMs: 0 }) as const;
  const teamAt = (at: number): Agent[] =>
    people.flatMap(({ userId, intervals }) => {
      const present = intervals.findLast(({ start, end }) => start <= at && at < (end ?? Infinity));
      if (present === undefined) return [];
      const { primaryStatus, secondaryStatus } = present;
      const detail = secondaryStatus === primaryStatus ? null : secondaryStatus;
      return fakeAgent({
        userId,
        status: primaryStatus as Status,
        rawStatus: primaryStatus,
        secondaryStatus: detail,
        since: since(present.start),
      });
    });
  const scene = createAlertScene([rule]);
  let agents = teamOf(...teamAt(startsAt));
  for (let at = startsAt; at < endsAt; at += MINUTE_MS) {
    // Who is the same is the same object.
    agents = teamOf(
      ...teamAt(at).map((agent) => {
        const before = agents.get(agent.userId);
        return before?.since.at === agent.since.at ? (before ?? agent) : agent;
      }),
    );
    for (const { event, userId } of scene.at((at - START) / MINUTE_MS, { agents, isBaseline: at === startsAt }))
      if (event === 'fired') fired.push(`${at} ${userId}`);
  }
  return fired.toSorted();
}

it('leaves out minutes in which nothing happens, and finds what an evaluation each minute finds', async () => {
  const AWAY = { kind: 'status', status: 'AWAY' } as const;
  const conditions: readonly RuleCondition[] = [
    { kind: 'below', fewerThan: 2, forMinutes: 3 },
    { kind: 'above', status: AWAY, moreThan: 1, forMinutes: 1.5 },
    { ...TOO_LONG, earlyMinutes: 3 },
    { kind: 'too-often', status: AWAY, moreThan: 1, hours: 1 },
    { kind: 'flapping', changes: 3, withinMinutes: 10 },
    { kind: 'mass-change', percent: 30, withinSeconds: 120 },
    { kind: 'becomes', status: AWAY },
  ];
  const turn = fc.record({
    minutes: fc.constantFrom(0.2, 1, 2.7, 5, 14, 33.3, 95),
    status: fc.constantFrom('AVAILABLE', 'BUSY', 'AWAY', 'Lunch', 'OFFLINE', null),
  });
  const people = fc.array(fc.array(turn, { maxLength: 25 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(people, async (turns) => {
      const intervals = turns.map((own) => {
        let at = 0;
        return own.flatMap(({ minutes, status }) => {
          const from = at;
          at += minutes;
          if (status === null) return [];
          return [interval(from, at, status === 'Lunch' ? 'AWAY' : status, status)];
        });
      });
      const day = dayOf('2026-03-02', ...intervals);
      for (const condition of conditions) {
        const rule = alertRule(condition, { remindMinutes: 20 });
        const { days } = await replaying([day])(condition, Infinity);
        const fired = days.flatMap(({ firedAt }) => firedAt.map(({ at, userId }) => `${at} ${userId}`));
        expect(fired.toSorted(), condition.kind).toEqual(eachMinute(rule, day));
      }
    }),
    { numRuns: 40 },
  );
});

it('replays who was not in, from the days before each day', async () => {
  const NOT_IN: RuleCondition = { kind: 'not-in', graceMinutes: 15 };
  // Somebody begins at 9:00, but at 9:40 on day 12, not at all on day 13, and at 9:10 on day 14.
  const startOf = (day: number): number | null => (day === 13 ? null : day === 12 ? 580 : day === 14 ? 550 : 540);
  const days = monthOf(16, (day) => {
    const start = startOf(day);
    return [start === null ? [] : [interval(start, 1_000, 'AVAILABLE')], [interval(480, 1_000, 'BUSY')]];
  });
  const run = replaying(days);
  const answer = await run(NOT_IN, 0);
  expect(answer.problem).toBeNull();
  const fired = answer.days.map(({ date, firedAt }) => [
    date.slice(-2),
    ...firedAt.map(({ at, userId }) => `${userId ?? ''} ${new Date(at).toISOString().slice(11, 16)}`),
  ]);
  expect(fired).toEqual([['12'], ['13'], ['14', 'u-0 09:15'], ['15', 'u-0 09:15'], ['16'], ['17']]);
  expect((await run(NOT_IN, 0)).suggestion).toEqual({ value: 900, aDay: 0 });
  expect((await replaying(days.slice(0, 10))(NOT_IN)).problem).toBe(
    'For this rule at least eleven days must have been read: ten say what is usual.',
  );
});

it('says why it cannot be replayed', async () => {
  expect((await replaying([])(TOO_LONG)).problem).toBe(
    'No day of these agents was read yet. Open the history and read some days first.',
  );
  expect((await replaying([LUNCHES])({ kind: 'stale', forMinutes: 5 })).problem).toBe(
    'History does not say when the team could not be read.',
  );
});
