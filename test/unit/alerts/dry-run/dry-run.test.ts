import { expect, it } from 'vitest';
import { dryRun, type DryRunParts } from '../../../../electron/alerts/dry-run/dry-run.ts';
import {
  DEFAULT_LIMITS,
  type HistoryDay,
  type RuleCondition,
  type RuleDraft,
} from '../../../../electron/shared/model.ts';
import { fail, ok } from '../../../../electron/shared/result.ts';
import { alertRule, EVERYBODY_SCOPE, MINUTE_MS, START } from '../../../support/alert-scene.ts';

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
    isQuiet: () => false,
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

it('says when the rule would have notified, about whom, and on how many agents that rests', async () => {
  const { days, problem } = await replaying([LUNCHES, dayOf('2026-03-03', [interval(0, 90, 'BUSY')])])(TOO_LONG);
  expect(problem).toBeNull();
  expect(days.map(({ date, agentsRead, notifiedAt }) => [date, agentsRead, notifiedAt.length])).toEqual([
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

it('tells how often that is, also where it is less than once in a week', async () => {
  const days = Array.from({ length: 30 }, (_, index) =>
    dayOf(`2026-03-${String(index + 1).padStart(2, '0')}`, index === 3 ? [interval(0, 90, 'BUSY')] : []),
  );
  const { suggestion } = await replaying(days)(TOO_LONG, 1);
  expect(suggestion?.aDay).toBeCloseTo(1 / 30);
});

it('does not take time without a record for offline, and counts within the hours of the rule', async () => {
  const nobody: RuleCondition = { kind: 'below', fewerThan: 1, forMinutes: 0 };
  const day = dayOf('2026-03-02', [interval(10, 60, 'AVAILABLE'), interval(120, 130, 'BUSY')]);
  const { days } = await replaying([day])(nobody);
  expect(days[0]?.notifiedAt).toEqual([{ at: START + 120 * MINUTE_MS, userId: null }]);
  expect((await replaying([day], { isInHours: () => false })(nobody)).days[0]?.notifiedAt).toEqual([]);
});

it.each<RuleCondition>([
  { kind: 'becomes', status: { kind: 'status', status: 'OFFLINE' } },
  { kind: 'too-often', status: { kind: 'status', status: 'OFFLINE' }, moreThan: 0, hours: 1 },
  { kind: 'mass-change', percent: 30, withinSeconds: 60 },
])('says that days without a record of who was offline cannot tell: $kind', async (condition) => {
  const { problem, days } = await replaying([LUNCHES])(condition);
  expect([problem, days]).toEqual([expect.stringContaining('past days cannot tell'), []]);
  const offline = dayOf('2026-03-02', [interval(0, 60, 'AVAILABLE'), interval(60, 90, 'OFFLINE')]);
  expect((await replaying([offline])(condition)).problem).toBeNull();
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
  const fired = answer.days.map(({ date, notifiedAt }) => [
    date.slice(-2),
    ...notifiedAt.map(({ at, userId }) => `${userId ?? ''} ${new Date(at).toISOString().slice(11, 16)}`),
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
  expect((await replaying([LUNCHES], { scopeOf: () => 'queue-gone' })(TOO_LONG)).problem).toBe(
    'The queue of this rule is not there any more. Choose another one.',
  );
  const days = () => Promise.resolve(fail('not-found', { message: 'This view is not there any more.' }));
  expect((await replaying([LUNCHES], { history: { days } })(TOO_LONG)).problem).toBe(
    'This view is not there any more.',
  );
});
