import type { Agent, NoDataReason, Rule, RuleScope } from '../shared/model.ts';
import { becomes, tellMe } from './change-rules.ts';
import { findingOf, isStatusChange, ONLINE_GRACE_MS, staleFinding, type AgentChange } from './conditions.ts';
import { advance } from './phases.ts';
import { noData, type RuleEvaluation, type Run } from './rule-run.ts';
import type { Decision, EvaluationState, RuleMemory, ScopedTeam, TeamReading } from './types.ts';

const MINUTE_MS = 60_000;
/** A step of the clock that no poll takes: the computer slept, or the clock was set. */
const MAX_STEP_MS = 10 * MINUTE_MS;
/** The secondary status of a change is known by then, or never. */
const DETAILS_WAIT_MS = 10 * MINUTE_MS;

/** What an evaluation gives. */
export interface Evaluation {
  /** The rules that are on. */
  readonly rules: readonly Rule[];
  readonly state: EvaluationState;
  readonly decisions: readonly Decision[];
  /** What the rules that are firing would say now, by `subjectKey`; how, since it may change with every minute. */
  readonly firing: ReadonlyMap<string, () => Decision>;
  /** When to evaluate again though nothing changes; null for never. */
  readonly nextAt: number | null;
}

/**
 * Decides what the rules have to say about a team. Pure: the same rules, reading and state give the same decisions.
 * Conditions that hold become pending, fire after their dwell, and are over once they have not held for a minute. While
 * it is not known whether one holds, nothing about it changes.
 */
export function evaluate(rules: readonly Rule[], reading: TeamReading, state: EvaluationState): Evaluation {
  const isLate = state.at === null || reading.at - state.at > MAX_STEP_MS;
  const isNews = !reading.isBaseline && !isLate;
  const isUnbroken = isNews && reading.at >= (state.at ?? reading.at);
  const changes = reading.before === reading.agents ? [] : changesIn(reading);
  const recent = recentOf(state, reading, isNews ? changes : null);
  const scopes = scopeCache(reading);
  const decisions: Decision[] = [];
  const memories: [string, RuleMemory][] = [];
  const firing: (readonly [string, () => Decision])[] = [];
  let nextAt = Infinity;
  for (const rule of rules) {
    if (!rule.isOn) continue;
    const known = state.rules[rule.id];
    const memory = known?.key === keyOf(rule) ? known : newMemory(rule);
    const knownUntil = memory.noData?.knownUntil ?? state.at ?? reading.at;
    const isContinued = isUnbroken && memory.noData === null;
    const next = evaluateRule({ rule, reading, isNews, changes, recent, memory, knownUntil, isContinued }, scopes);
    decisions.push(...next.decisions);
    firing.push(...next.firing);
    memories.push([rule.id, next.memory]);
    nextAt = Math.min(nextAt, next.nextAt);
  }
  return {
    state: { at: reading.at, rules: Object.fromEntries(memories), ...recent },
    rules: rules.filter(({ isOn }) => isOn),
    decisions,
    firing: new Map(firing),
    nextAt: nextAt === Infinity ? null : nextAt,
  };
}

function evaluateRule(run: Run, scopes: ReturnType<typeof scopeCache>): RuleEvaluation {
  const { condition, scope } = run.rule;
  if (condition.kind === 'stale') return advance(run, staleFinding(run.reading));
  if (condition.kind === 'tell-me') return tellMe(condition, run);
  const found = scopes(scope);
  if (typeof found === 'string') return noData(run, found);
  if (condition.kind === 'becomes') return becomes(condition, run, found.scope);
  const changes = run.isNews ? run.changes : [];
  const finding = findingOf(condition, { ...run, ...found, changes, cameOnline: run.recent.cameOnline });
  return typeof finding === 'string' ? noData(run, finding) : advance(run, finding);
}

/** What anything about makes a rule another one, which begins anew. */
function keyOf({ scope, condition }: Rule): string {
  return JSON.stringify([scope, condition]);
}

function newMemory(rule: Rule): RuleMemory {
  return { key: keyOf(rule), noData: null, subjects: {}, instants: {} };
}

/** Who is in another status or secondary status than before. */
function changesIn({ before, agents }: TeamReading): readonly AgentChange[] {
  const changes: AgentChange[] = [];
  for (const after of agents.values()) {
    const old = before.get(after.userId);
    if (old === undefined || old === after) continue;
    const isSame = old.rawStatus === after.rawStatus && old.secondaryStatus === after.secondaryStatus;
    if (!isSame) changes.push({ before: old, after });
  }
  return changes;
}

/** Who changed a moment ago; `changes` is null where nothing is news. */
function recentOf(
  state: EvaluationState,
  { at, agents, before }: TeamReading,
  changes: readonly AgentChange[] | null,
): Pick<EvaluationState, 'cameOnline' | 'changed'> {
  const isYoung = (since: number, ms: number): boolean => since <= at && at - since < ms;
  const cameOnline = Object.entries(state.cameOnline).filter(([, since]) => isYoung(since, ONLINE_GRACE_MS));
  const changed = Object.entries(state.changed).filter(([, change]) => isYoung(change.at, DETAILS_WAIT_MS));
  for (const change of changes ?? []) {
    if (!isStatusChange(change)) continue;
    changed.push([change.after.userId, { at, before: change.before }]);
    if (change.before.status === 'OFFLINE') cameOnline.push([change.after.userId, at]);
  }
  if (changes !== null && before !== agents) {
    for (const userId of agents.keys()) if (!before.has(userId)) cameOnline.push([userId, at]);
  }
  return { cameOnline: Object.fromEntries(cameOnline), changed: Object.fromEntries(changed) };
}

/** The agents of a scope in the reading. */
interface Members {
  readonly scope: ScopedTeam;
  readonly members: readonly Agent[];
}

/** Many rules share a few scopes: the agents of each are found once. */
function scopeCache({ scopeOf, agents }: TeamReading) {
  const found = new Map<string, Members | NoDataReason>();
  return (of: RuleScope): Members | NoDataReason => {
    const key = JSON.stringify(of);
    const known = found.get(key);
    if (known !== undefined) return known;
    const scope = scopeOf(of);
    const made = typeof scope === 'string' ? scope : { scope, members: [...agents.values()].filter(scope.isIn) };
    found.set(key, made);
    return made;
  };
}
