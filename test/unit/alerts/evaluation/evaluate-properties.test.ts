import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEvaluationCache } from '../../../../electron/alerts/evaluation/evaluate.ts';
import type { Decision } from '../../../../electron/alerts/types.ts';
import { STATUSES, type Agent, type Rule, type RuleCondition } from '../../../../electron/shared/model.ts';
import {
  agentIn,
  alertRule,
  createAlertScene,
  EVERYBODY_SCOPE,
  inLunch,
  LOST,
  MINUTE_MS,
  START,
  teamOf,
} from '../../../support/alert-scene.ts';

const LEVELS: readonly RuleCondition[] = [
  { kind: 'below', fewerThan: 2, forMinutes: 2 },
  { kind: 'above', status: { kind: 'status', status: 'AWAY' }, moreThan: 1, forMinutes: 1 },
  { kind: 'too-long', status: null, minutes: 3, earlyMinutes: 0 },
  { kind: 'too-often', status: { kind: 'secondary', name: 'Lunch' }, moreThan: 1, hours: 1 },
  { kind: 'flapping', changes: 3, withinMinutes: 10 },
  { kind: 'mass-change', percent: 30, withinSeconds: 120 },
  { kind: 'stale', forMinutes: 2 },
];
const CHANGES: readonly RuleCondition[] = [
  { kind: 'becomes', status: null },
  { kind: 'tell-me', userId: 'u-1', status: { kind: 'status', status: 'AWAY' }, expiresAt: START + 60 * MINUTE_MS },
];

/** A step of time, and who is in which status then, whether it was read, and whether anybody looked before. */
const step = fc.record({
  minutes: fc.oneof(fc.constantFrom(0.25, 0.5, 1, 2, 5), fc.constantFrom(-30, 0, 45)),
  statuses: fc.array(fc.constantFrom(...STATUSES, 'Lunch' as const), { minLength: 4, maxLength: 4 }),
  isRead: fc.boolean(),
  isBaseline: fc.boolean(),
});
interface Step {
  readonly minutes: number;
  readonly statuses: readonly (Agent['status'] | 'Lunch')[];
  readonly isRead: boolean;
  readonly isBaseline: boolean;
}
const steps = fc.array(step, { minLength: 1, maxLength: 40 });
/** Mostly polls without a gap, of teams in which some come and go. */
const calmSteps = fc.array(
  fc.record({
    minutes: fc.constantFrom(0.25, 0.5, 1, 2),
    statuses: fc.array(fc.constantFrom(...STATUSES, 'Lunch' as const), { minLength: 2, maxLength: 4 }),
    isRead: fc.oneof({ weight: 15, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    isBaseline: fc.oneof({ weight: 15, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  }),
  { minLength: 1, maxLength: 60 },
);

/** Rules about many may say the same in another order. */
const inOrder = (decisions: readonly Decision[]): readonly Decision[] =>
  decisions.toSorted((a, b) => `${a.rule.id} ${a.userId ?? ''}`.localeCompare(`${b.rule.id} ${b.userId ?? ''}`));

/** Plays the steps: what was said at each of them. */
function play(
  rules: readonly Rule[],
  played: readonly Step[],
  options: Parameters<typeof createAlertScene>[1] = {},
): readonly (readonly Decision[])[] {
  const scene = createAlertScene(rules, options);
  let minute = 0;
  let agents = teamOf();
  return played.map(({ minutes, statuses, isRead, isBaseline }) => {
    minute += minutes;
    if (!isRead) return scene.at(minute, LOST);
    agents = teamOf(...statuses.map((status, index) => next(agents.get(`u-${index}`), `u-${index}`, status, minute)));
    return scene.at(minute, { agents, isBaseline });
  });
}

/** The same agent where the status is the same, as the team keeps them. */
function next(before: Agent | undefined, userId: string, status: Step['statuses'][number], minute: number): Agent {
  const now = status === 'Lunch' ? inLunch(userId, -minute) : agentIn(userId, status, -minute);
  return before?.status === now.status && before.secondaryStatus === now.secondaryStatus ? before : now;
}

const rules = [...LEVELS, ...CHANGES].map((condition) => alertRule(condition, { remindMinutes: 20 }));

describe('whatever a team and a clock do', () => {
  it('nothing fires twice unless it was over in between', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const firing = new Set<string>();
        for (const { rule, event, userId } of play(rules, played).flat()) {
          if (rule.condition.kind === 'becomes') continue;
          const key = `${rule.id}:${userId ?? ''}`;
          expect(firing.has(key), `${event} ${key}`).toBe(event !== 'fired');
          if (event === 'recovered') firing.delete(key);
          else firing.add(key);
        }
      }),
    );
  });

  it('nothing but a team that is not read is told while it is not read', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const said = play(rules, played);
        const unread = said.filter((_, index) => played[index]?.isRead === false).flat();
        expect(unread.filter(({ rule }) => rule.condition.kind !== 'stale')).toEqual([]);
      }),
    );
  });

  it('a restart with the saved state changes nothing', () => {
    fc.assert(
      fc.property(steps, (played) => {
        expect(play(rules, played, { survives: true })).toEqual(play(rules, played));
      }),
    );
  });

  it('it makes no difference to look only at what changed', () => {
    const inQueue = ({ userId }: Agent): boolean => userId !== 'u-1';
    const scopes = {
      everybody: EVERYBODY_SCOPE,
      'open-view': { ...EVERYBODY_SCOPE, isIn: ({ status }: Agent) => status !== 'AWAY' },
      queue: { name: 'Sales', isIn: inQueue, couldBeIn: inQueue },
    };
    const scopeOf = ({ kind }: Rule['scope']) => scopes[kind as keyof typeof scopes];
    const scoped = (scope: Rule['scope']): Rule[] =>
      rules.map((rule) => ({ ...rule, id: `${scope.kind} ${rule.id}`, scope }));
    const all = [...rules, ...scoped({ kind: 'open-view' }), ...scoped({ kind: 'queue', id: 'q-1' })];
    fc.assert(
      fc.property(calmSteps, (played) => {
        const cache = createEvaluationCache();
        const [cold, warm] = [createAlertScene(all), createAlertScene(all, { cache })];
        let minute = 0;
        let agents = teamOf();
        for (const { minutes, statuses, isRead, isBaseline } of played) {
          minute += minutes;
          agents = teamOf(
            ...statuses.map((status, index) => next(agents.get(`u-${index}`), `u-${index}`, status, minute)),
          );
          const patch = isRead ? { agents, isBaseline, scopeOf } : { ...LOST, agents, scopeOf };
          expect(inOrder(warm.at(minute, patch))).toEqual(inOrder(cold.at(minute, patch)));
          expect(warm.state()).toEqual(cold.state());
          expect(warm.minutesToNext()).toBe(cold.minutesToNext());
          for (const { id } of all)
            for (const subject of ['', 'u-0', 'u-1', 'u-2', 'u-3'])
              expect(warm.evaluation().firing(id, subject)).toEqual(cold.evaluation().firing(id, subject));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('what holds for its dwell without a break has fired by then', () => {
    const dwell = 3;
    const rule = alertRule({ kind: 'below', fewerThan: 1, forMinutes: dwell });
    fc.assert(
      fc.property(steps, fc.array(fc.constantFrom(0.25, 0.5, 1, 2), { minLength: 13 }), (played, waits) => {
        const nobody = { statuses: ['BUSY', 'BUSY', 'BUSY', 'BUSY'], isRead: true, isBaseline: false } as const;
        const breach = [...waits, dwell].map((minutes): Step => ({ ...nobody, minutes }));
        let isFiring = false;
        for (const { event } of play([rule], [...played, ...breach]).flat()) isFiring = event !== 'recovered';
        expect(isFiring).toBe(true);
      }),
    );
  });
});
