import { evaluate, type Evaluation, type EvaluationCache } from '../../electron/alerts/evaluation/evaluate.ts';
import {
  NOTHING_EVALUATED,
  type Decision,
  type EvaluationState,
  type ScopedTeam,
  type TeamReading,
} from '../../electron/alerts/types.ts';
import { DEFAULT_LIMITS, type Agent, type Rule, type RuleCondition, type Status } from '../../electron/shared/model.ts';
import { fakeAgent } from './fake-team.ts';

export const START = Date.UTC(2026, 2, 2, 9);
export const MINUTE_MS = 60_000;

export const EVERYBODY_SCOPE: ScopedTeam = { name: null, isIn: () => true, couldBeIn: () => true };

/** A rule that is on, always and about everybody, without reminders. */
export function alertRule(condition: RuleCondition, patch: Partial<Rule> = {}): Rule {
  return {
    id: condition.kind,
    isOn: true,
    scope: { kind: 'everybody' },
    condition,
    hours: null,
    remindMinutes: null,
    hasSound: false,
    saysRecovery: false,
    ...patch,
  };
}

/** An agent in a status, exactly since some minutes before the start of the scene. */
export function agentIn(userId: string, status: Status, minutesAgo = 0, patch: Partial<Agent> = {}): Agent {
  const since = { at: START - minutesAgo * MINUTE_MS, precision: 'exact', toleranceMs: 0 } as const;
  return fakeAgent({ userId, name: `Name ${userId}`, status, since, ...patch });
}

/** An agent at lunch, likewise. */
export function inLunch(userId: string, minutesAgo = 0): Agent {
  return agentIn(userId, 'AWAY', minutesAgo, { secondaryStatus: 'Lunch' });
}

/** So many agents in a status, `u-0` and on. */
export function many(count: number, status: Status, from = 0): Agent[] {
  return Array.from({ length: count }, (_, index) => agentIn(`u-${from + index}`, status));
}

export function teamOf(...agents: readonly Agent[]): ReadonlyMap<string, Agent> {
  return new Map(agents.map((agent) => [agent.userId, agent]));
}

/** A reading of a live team at the start. */
function readingOf(patch: Partial<TeamReading> = {}): TeamReading {
  const agents = patch.agents ?? teamOf();
  return {
    at: START,
    clockOffsetMs: 0,
    isBaseline: false,
    health: { state: 'live', since: START, nextAt: null, message: '' },
    asOf: START,
    unread: [],
    before: agents,
    agents,
    scopeOf: () => EVERYBODY_SCOPE,
    limits: DEFAULT_LIMITS,
    usual: () => 'too-few-days',
    ...patch,
  };
}

/** Rules that are evaluated over and over, as the service does it. */
export function createAlertScene(
  rules: readonly Rule[],
  { survives, cache }: { readonly survives?: boolean; readonly cache?: EvaluationCache } = {},
) {
  let state: EvaluationState = NOTHING_EVALUATED;
  let agents = teamOf();
  let last: Evaluation | null = null;
  const scene = {
    /** What is said at that minute, with what else is different from now on. */
    at(minute: number, patch: Partial<TeamReading> = {}): readonly Decision[] {
      const before = agents;
      agents = patch.agents ?? agents;
      const at = START + minute * MINUTE_MS;
      const reading = readingOf({ at, asOf: at, before, ...patch, agents });
      last = evaluate(
        rules,
        reading,
        survives === true ? (JSON.parse(JSON.stringify(state)) as EvaluationState) : state,
        cache,
      );
      state = last.state;
      return last.decisions;
    },
    /** The same in short: `fired u-1: Lunch 31 min, limit 30 min`. */
    says: (minute: number, patch: Partial<TeamReading> = {}): readonly string[] =>
      scene.at(minute, patch).map(({ event, userId, fact }) => `${event} ${userId ?? 'team'}: ${fact}`),
    evaluation: (): Evaluation => last ?? evaluate(rules, readingOf(), state),
    state: () => state,
    minutesToNext: () => (last?.nextAt === null || last === null ? null : (last.nextAt - START) / MINUTE_MS),
  };
  return scene;
}

export const LOST: Partial<TeamReading> = {
  health: { state: 'offline', since: START, nextAt: null, message: 'There is no network.' },
};
