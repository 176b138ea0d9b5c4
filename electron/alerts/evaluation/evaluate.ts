import type { Rule } from '../../shared/model.ts';
import { diffsIn } from './agent-change.ts';
import { isRead } from './conditions.ts';
import { createCountedScopes, type CountedScopes } from './counted-scopes.ts';
import { createRecent, type Recent } from './recent.ts';
import { evaluateRule, firingDecision } from './rule-evaluation.ts';
import type { Run } from './rule-run.ts';
import { createSlot, isDue, isUndoable, keep, memoryOf, takeFocus, type RuleSlot } from './rule-slot.ts';
import { createTimetable, type Timetable } from './timetable.ts';
import type { AgentDiff, Decision, EvaluationState, RuleMemory, ScopedTeam, TeamReading } from '../types.ts';

/** A step of the clock that no poll takes: the computer slept, or the clock was set. */
export const MAX_STEP_MS = 10 * 60_000;

/** What an evaluation gives. */
export interface Evaluation {
  /** The rules that are on. */
  readonly rules: readonly Rule[];
  readonly state: EvaluationState;
  readonly decisions: readonly Decision[];
  /** What a rule that is firing would say now, by `subjectKey`; undefined where it is not. */
  readonly firing: (ruleId: string, subject: string) => Decision | undefined;
  /** The agents of the scope of a rule that is on; null where it has none, or nobody knows who they are. */
  readonly scopeOf: (ruleId: string) => ScopedTeam | null;
  readonly agents: TeamReading['agents'];
  readonly limits: TeamReading['limits'];
  /** When to evaluate again though nothing changes; null for never. */
  readonly nextAt: number | null;
  /** Until when another evaluation would change nothing while nothing changes; it may be sooner than `nextAt`. */
  readonly sameUntil: number;
}

/** What an evaluation leaves for the next one, which then looks only at what changed. It decides nothing. */
export interface EvaluationCache {
  last: Progress | null;
}

/** Everything that goes on from one evaluation to the next and is changed in place. */
interface Progress {
  readonly list: readonly Rule[];
  readonly on: readonly Rule[];
  readonly slots: readonly RuleSlot[];
  readonly memories: Record<string, RuleMemory>;
  readonly scopes: CountedScopes;
  readonly timetable: Timetable;
  readonly recent: Recent;
  readonly reading: TeamReading;
  readonly state: EvaluationState;
}

/** Makes an empty one. */
export function createEvaluationCache(): EvaluationCache {
  return { last: null };
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
  const { at } = reading;
  const isLate = state.at === null || at - state.at > MAX_STEP_MS;
  const isNews = !reading.isBaseline && !isLate;
  const isUnbroken = isNews && at >= (state.at ?? at);
  const diffs = reading.diffs ?? diffsIn(reading);
  const { last } = cache;
  cache.last = null; // it is changed in place from here on
  const isWarm = isUnbroken && last !== null && isNextOf(last, { rules, reading, state });
  const progress = isWarm ? last : begin(rules, { reading, state, diffs });
  const { on, slots, memories, scopes, timetable, recent } = progress;
  if (isWarm) scopes.follow(reading, diffs);
  timetable.take(at);
  recent.follow(at, diffs, isNews);

  const runOf = (slot: RuleSlot, focus: Run['focus']): Run => {
    const { rule, scope, agenda } = slot;
    const memory = memoryOf(slot, reading.agents);
    const knownUntil = memory.noData?.knownUntil ?? state.at ?? at;
    const isContinued = isUnbroken && memory.noData === null;
    const found = scope?.found ?? 'not-read';
    return { rule, reading, isNews, recent, found, memory, knownUntil, isContinued, focus, agenda };
  };
  const decisions: Decision[] = [];
  for (const slot of slots) {
    if (!isDue(slot)) continue;
    const next = evaluateRule(runOf(slot, takeFocus(slot)));
    for (const decision of next.decisions) decisions.push(decision);
    keep(slot, next.memory);
    if (memories[slot.rule.id] !== next.memory) memories[slot.rule.id] = next.memory;
  }
  const nextAt = timetable.nextWake();
  const after: EvaluationState = { at, rules: memories, cameOnline: recent.cameOnline, changed: recent.changed };
  cache.last = { ...progress, list: rules, reading, state: after };
  return {
    state: after,
    rules: on,
    decisions,
    firing(ruleId, subject) {
      const slot = slots.find(({ rule }) => rule.id === ruleId);
      return slot && firingDecision(runOf(slot, null), subject);
    },
    scopeOf(ruleId) {
      const found = slots.find(({ rule }) => rule.id === ruleId)?.scope?.found;
      return typeof found === 'object' ? found.scope : null;
    },
    agents: reading.agents,
    limits: reading.limits,
    nextAt: nextAt === Infinity ? null : nextAt,
    sameUntil: Math.min(nextAt, timetable.nextExpiry()),
  };
}

function begin(
  rules: readonly Rule[],
  given: { readonly reading: TeamReading; readonly state: EvaluationState; readonly diffs: readonly AgentDiff[] },
): Omit<Progress, 'list' | 'reading' | 'state'> {
  const { reading, state, diffs } = given;
  const scopes = createCountedScopes(reading, diffs);
  const timetable = createTimetable();
  const on = rules.filter(({ isOn }) => isOn);
  const slots = on.map((rule) => createSlot(rule, state, { at: reading.at, scopes, timetable }));
  return {
    on,
    slots,
    memories: parkedMemories(on, state, reading.at),
    scopes,
    timetable,
    recent: createRecent(state, reading.at),
  };
}

/** What is remembered of rules that have just been switched off or removed. The id of a rule may be any string. */
function parkedMemories(on: readonly Rule[], { rules, at }: EvaluationState, now: number): Record<string, RuleMemory> {
  const memories = Object.create(null) as Record<string, RuleMemory>;
  const ids = new Set(on.map(({ id }) => id));
  for (const [id, memory] of Object.entries(rules)) {
    const offSince = memory.offSince ?? at ?? now;
    if (!ids.has(id) && isUndoable(offSince, now)) memories[id] = { ...memory, offSince };
  }
  return memories;
}

/** Whether nothing but agents and time is different from the evaluation before. */
function isNextOf(
  last: Progress,
  now: { readonly rules: readonly Rule[]; readonly reading: TeamReading; readonly state: EvaluationState },
): boolean {
  const { reading: before, list } = last;
  const { rules, reading, state } = now;
  return (
    last.state === state &&
    before.agents === reading.before &&
    before.clockOffsetMs === reading.clockOffsetMs &&
    before.limits === reading.limits &&
    before.unread.length + reading.unread.length === 0 &&
    isRead(before) &&
    isRead(reading) &&
    rules.length === list.length &&
    rules.every((rule, index) => rule === list[index])
  );
}
