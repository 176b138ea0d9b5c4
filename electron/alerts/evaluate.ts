import type { Agent, Rule, RuleKind } from '../shared/model.ts';
import { becomes, tellMe } from './change-rules.ts';
import { isStatusChange, type AgentChange } from './agent-change.ts';
import { findingOf, isRead, ONLINE_GRACE_MS, staleFinding } from './conditions.ts';
import { advance } from './phases.ts';
import { decisionOf, noData, type RuleEvaluation, type Run } from './rule-run.ts';
import { createScopes, type AgentDiff, type Scoped, type Scopes } from './scoped.ts';
import type { Decision, EvaluationState, RuleMemory, TeamReading } from './types.ts';
import { createWakeQueue, type WakeQueue } from './wake-queue.ts';

const MINUTE_MS = 60_000;
/** A step of the clock that no poll takes: the computer slept, or the clock was set. */
const MAX_STEP_MS = 10 * MINUTE_MS;
/** The secondary status of a change is known by then, or never. */
const DETAILS_WAIT_MS = 10 * MINUTE_MS;
/** Rules about single agents, of whom only those who changed or are due have to be looked at. */
const FOCUSED: ReadonlySet<RuleKind> = new Set<RuleKind>(['too-long', 'too-often', 'flapping']);

/** What these say depends on more than the agents of a scope. */
const UNSCOPED: ReadonlySet<RuleKind> = new Set<RuleKind>(['stale', 'tell-me', 'not-in']);

/** What an evaluation gives. */
export interface Evaluation {
  /** The rules that are on. */
  readonly rules: readonly Rule[];
  readonly state: EvaluationState;
  readonly decisions: readonly Decision[];
  /** What a rule that is firing would say now, by `subjectKey`; undefined where it is not. */
  readonly firing: (ruleId: string, subject: string) => Decision | undefined;
  /** When to evaluate again though nothing changes; null for never. */
  readonly nextAt: number | null;
}

/** What an evaluation leaves for the next one, which then looks only at what changed. It decides nothing. */
export interface EvaluationCache {
  last: { readonly state: EvaluationState; readonly reading: TeamReading; readonly scopes: Scopes } | null;
  readonly rules: Map<string, RuleCache>;
}

interface RuleCache {
  readonly rule: Rule;
  readonly memory: RuleMemory;
  readonly scoped: Scoped;
  readonly wakes: WakeQueue;
  readonly stale: WakeQueue;
}

/** Makes an empty one. */
export function createEvaluationCache(): EvaluationCache {
  return { last: null, rules: new Map() };
}

/**
 * Decides what the rules have to say about a team: the same rules, reading and state give the same decisions.
 * Conditions that hold become pending, fire after their dwell, and are over once they have not held for a minute. While
 * it is not known whether one holds, nothing about it changes. A state that came with a cache is used up by the next
 * evaluation with that cache.
 */
export function evaluate(
  rules: readonly Rule[],
  reading: TeamReading,
  state: EvaluationState,
  cache = createEvaluationCache(),
): Evaluation {
  const isLate = state.at === null || reading.at - state.at > MAX_STEP_MS;
  const isNews = !reading.isBaseline && !isLate;
  const isUnbroken = isNews && reading.at >= (state.at ?? reading.at);
  const diffs = diffsIn(reading);
  const changes = diffs.flatMap(({ before, after }) =>
    before !== undefined && after !== undefined && isOther(before, after) ? [{ before, after }] : [],
  );
  const recent = recentOf(state, reading, { diffs, changes, isNews });
  const isWarm = isUnbroken && cache.last !== null && isNextOf(cache.last, state, reading);
  const scopes = createScopes(reading, diffs, isWarm ? (cache.last?.scopes ?? null) : null);
  const decisions: Decision[] = [];
  const memories: Record<string, RuleMemory> = {};
  const on = rules.filter(({ isOn }) => isOn);
  let nextAt = Infinity;
  for (const rule of on) {
    const known = state.rules[rule.id];
    const found = UNSCOPED.has(rule.condition.kind) ? null : scopes.find(rule.scope);
    const scoped = typeof found === 'string' ? null : found;
    const cached = isWarm ? cachedOf(cache, rule, known, scoped) : null;
    if (known !== undefined && cached !== null && !isDue(cached, reading.at)) {
      memories[rule.id] = known;
      nextAt = Math.min(nextAt, cached.wakes.next());
      continue;
    }
    const memory = known?.key === keyOf(rule) ? known : newMemory(rule);
    const knownUntil = memory.noData?.knownUntil ?? state.at ?? reading.at;
    const isContinued = isUnbroken && memory.noData === null;
    const run = { rule, reading, isNews, changes, recent, memory, knownUntil, isContinued };
    const next = evaluateRule(run, scopes, cached === null ? null : focusOf(cached, rule, reading.at));
    for (const decision of next.decisions) decisions.push(decision);
    memories[rule.id] = next.memory;
    if (scoped === null) {
      for (const [, at] of next.wakes) nextAt = Math.min(nextAt, at);
      continue;
    }
    const { wakes, stale } = cached ?? { wakes: createWakeQueue(), stale: createWakeQueue() };
    for (const [key, at] of next.wakes) wakes.set(key, at);
    for (const [key, at] of next.staleAt) stale.set(key, at);
    cache.rules.set(rule.id, { rule, memory: next.memory, scoped, wakes, stale });
    nextAt = Math.min(nextAt, wakes.next());
  }
  const after: EvaluationState = { at: reading.at, rules: memories, ...recent };
  cache.last = { state: after, reading, scopes };
  return {
    state: after,
    rules: on,
    decisions,
    firing(ruleId, subject) {
      const rule = on.find(({ id }) => id === ruleId);
      const memory = memories[ruleId];
      if (rule === undefined || memory === undefined) return undefined;
      return firingDecision(
        { rule, reading, isNews, changes: [], recent, memory, knownUntil: reading.at, isContinued: true },
        scopes,
        subject,
      );
    },
    nextAt: nextAt === Infinity ? null : nextAt,
  };
}

/** Whether nothing but agents and time is different from the evaluation before. */
function isNextOf(
  { state, reading: before }: NonNullable<EvaluationCache['last']>,
  now: EvaluationState,
  reading: TeamReading,
) {
  return (
    state === now &&
    before.agents === reading.before &&
    before.clockOffsetMs === reading.clockOffsetMs &&
    before.limits === reading.limits &&
    before.unread.length + reading.unread.length === 0 &&
    isRead(before) &&
    isRead(reading)
  );
}

/** What is cached of a rule, where nothing but agents and time is different. */
function cachedOf(
  cache: EvaluationCache,
  rule: Rule,
  memory: RuleMemory | undefined,
  scoped: Scoped | null,
): RuleCache | null {
  const cached = cache.rules.get(rule.id);
  if (cached === undefined || scoped === null || memory?.noData !== null) return null;
  return cached.rule === rule && cached.memory === memory && cached.scoped === scoped ? cached : null;
}

function isDue({ scoped, wakes, stale }: RuleCache, at: number): boolean {
  return scoped.isTouched() || wakes.next() <= at || stale.next() <= at;
}

/** Whom a rule has to look at; null for everybody. */
function focusOf({ scoped, wakes, stale }: RuleCache, { condition }: Rule, at: number): ReadonlySet<string> | null {
  const [due, expired] = [wakes.take(at), stale.take(at)];
  if (!FOCUSED.has(condition.kind)) return null;
  return due.length + expired.length === 0 ? scoped.touched() : new Set([...scoped.touched(), ...due, ...expired]);
}

function evaluateRule(run: Run, scopes: Scopes, focus: ReadonlySet<string> | null): RuleEvaluation {
  const { condition, scope } = run.rule;
  if (condition.kind === 'stale') return advance(run, staleFinding(run.reading));
  if (condition.kind === 'tell-me') return tellMe(condition, run);
  const found = scopes.find(scope);
  if (typeof found === 'string') return noData(run, found);
  if (condition.kind === 'becomes')
    return becomes(condition, { ...run, changes: found.about(run.changes) }, found.scope);
  const changes = run.isNews ? found.about(run.changes) : [];
  const finding = findingOf(condition, { ...run, scoped: found, changes, focus, cameOnline: run.recent.cameOnline });
  if (typeof finding === 'string') return noData(run, finding);
  return advance(condition.kind === 'not-in' ? ofToday(run) : run, finding, focus);
}

/** What a rule would say now about a subject; undefined where it is not firing. */
function firingDecision(run: Run, scopes: Scopes, subject: string): Decision | undefined {
  const { phase, said } = run.memory.subjects[subject] ?? {};
  if (phase !== 'firing') return undefined;
  const { condition, scope } = run.rule;
  if (said !== undefined) return decisionOf(run, subject, { event: 'fired', wording: said });
  if (condition.kind === 'becomes' || condition.kind === 'tell-me') return undefined;
  const found = scopes.find(scope);
  const parts = { ...run, focus: new Set([subject]), cameOnline: run.recent.cameOnline };
  const finding =
    condition.kind === 'stale'
      ? staleFinding(run.reading)
      : typeof found === 'string'
        ? found
        : findingOf(condition, { ...parts, scoped: found });
  const wording = typeof finding === 'string' ? undefined : finding.holds.get(subject)?.();
  return wording && decisionOf(run, subject, { event: 'fired', wording });
}

/** Who was not in yesterday did not come in at midnight. */
function ofToday(run: Run): Run {
  const day = run.reading.usual();
  const startsAt = typeof day === 'string' ? -Infinity : day.startsAt - run.reading.clockOffsetMs;
  const subjects = Object.entries(run.memory.subjects).filter(([, { since }]) => since >= startsAt);
  return { ...run, memory: { ...run.memory, subjects: Object.fromEntries(subjects) } };
}

const keys = new WeakMap<Rule, string>();

/** What anything about makes a rule another one, which begins anew. */
function keyOf(rule: Rule): string {
  const known = keys.get(rule);
  if (known !== undefined) return known;
  const key = JSON.stringify([rule.scope, rule.condition]);
  keys.set(rule, key);
  return key;
}

function newMemory(rule: Rule): RuleMemory {
  return { key: keyOf(rule), noData: null, subjects: {}, instants: {} };
}

/** Who is another object than before, came or went. */
function diffsIn({ before, agents }: TeamReading): readonly AgentDiff[] {
  if (before === agents) return [];
  const diffs: AgentDiff[] = [];
  let missing = before.size;
  for (const [userId, after] of agents) {
    const old = before.get(userId);
    if (old !== undefined) missing -= 1;
    if (old !== after) diffs.push({ userId, before: old, after });
  }
  if (missing === 0) return diffs;
  for (const [userId, old] of before) if (!agents.has(userId)) diffs.push({ userId, before: old, after: undefined });
  return diffs;
}

/** Whether an agent is in another status or secondary status. */
function isOther(before: Agent, after: Agent): boolean {
  return before.rawStatus !== after.rawStatus || before.secondaryStatus !== after.secondaryStatus;
}

/** Who changed a moment ago, as far as it is news. */
function recentOf(
  state: EvaluationState,
  { at }: TeamReading,
  {
    diffs,
    changes,
    isNews,
  }: { readonly diffs: readonly AgentDiff[]; readonly changes: readonly AgentChange[]; readonly isNews: boolean },
): Pick<EvaluationState, 'cameOnline' | 'changed'> {
  const isYoung = (since: number, ms: number): boolean => since <= at && at - since < ms;
  const cameOnline: Record<string, number> = {};
  const changed: Record<string, EvaluationState['changed'][string]> = {};
  for (const [userId, since] of Object.entries(state.cameOnline))
    if (isYoung(since, ONLINE_GRACE_MS)) cameOnline[userId] = since;
  for (const [userId, change] of Object.entries(state.changed))
    if (isYoung(change.at, DETAILS_WAIT_MS)) changed[userId] = change;
  if (!isNews) return { cameOnline, changed };
  for (const change of changes) {
    if (!isStatusChange(change)) continue;
    changed[change.after.userId] = { at, before: change.before };
    if (change.before.status === 'OFFLINE') cameOnline[change.after.userId] = at;
  }
  for (const { userId, before, after } of diffs)
    if (before === undefined && after !== undefined) cameOnline[userId] = at;
  return { cameOnline, changed };
}
