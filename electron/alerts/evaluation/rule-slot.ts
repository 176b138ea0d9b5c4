import type { Rule, RuleCondition, RuleKind, RuleScope } from '../../shared/model.ts';
import { ONLY_TEAM } from './finding.ts';
import type { CountedScope, CountedScopes } from './counted-scopes.ts';
import type { Scoped } from './scoped.ts';
import type { EvaluationState, RuleMemory, TeamReading } from '../types.ts';
import type { Agenda, Timetable } from './timetable.ts';

/** Rules about single agents, of whom only those who changed or are due have to be looked at. */
const ABOUT_AGENTS: ReadonlySet<RuleKind> = new Set<RuleKind>(['too-long', 'too-often', 'flapping']);
/** What these say depends on more than the agents of a scope, so that they are evaluated each time. */
const ABOUT_MORE: ReadonlySet<RuleKind> = new Set<RuleKind>(['stale', 'tell-me', 'not-in']);
/** These do not even have to know who is in their scope. */
const UNSCOPED: ReadonlySet<RuleKind> = new Set<RuleKind>(['stale', 'tell-me']);

/** A rule that is evaluated over and over, and when it has to be. */
export interface RuleSlot {
  readonly rule: Rule;
  readonly scope: CountedScope | null;
  memory: RuleMemory;
  readonly agenda: Agenda;
  /** What it was last evaluated about, where only what is different from then on matters. */
  followed: Scoped | null;
}

/** For how long a rule that was off goes on where it was. */
const UNDO_MS = 10 * 60_000;

export function isUndoable(offSince: number, now: number): boolean {
  return now - offSince < UNDO_MS;
}

/** What a rule goes on with; null where it begins anew. */
function continued(
  known: RuleMemory | undefined,
  { condition }: Rule,
  { key, now }: { readonly key: string; readonly now: number },
): RuleMemory | null {
  if (known?.key !== key) return null;
  const { offSince, ...memory } = known;
  if (offSince === undefined) return known;
  // What waits for one change waits anew.
  if (condition.kind === 'tell-me' || !isUndoable(offSince, now)) return null;
  const noData = memory.noData ?? { reason: 'not-read', since: offSince, knownUntil: offSince };
  return { ...memory, noData };
}

/** What makes it this rule and no other. */
function keyOfRule({ scope, condition }: Rule): string {
  return JSON.stringify([scope, condition]);
}

/** The rule that is remembered by a key. */
export function ruleOfKey(key: string): Pick<Rule, 'scope' | 'condition'> {
  const [scope, condition] = JSON.parse(key) as [RuleScope, RuleCondition];
  return { scope, condition };
}

/** Makes the slot of a rule, which begins anew where it is another one than it is remembered as. */
export function createSlot(
  rule: Rule,
  state: EvaluationState,
  { at, scopes, timetable }: { readonly at: number; readonly scopes: CountedScopes; readonly timetable: Timetable },
): RuleSlot {
  const known = state.rules[rule.id];
  const key = keyOfRule(rule);
  return {
    rule,
    scope: UNSCOPED.has(rule.condition.kind) ? null : scopes.of(rule.scope),
    memory: continued(known, rule, { key, now: at }) ?? { key, noData: null, subjects: {}, instants: {} },
    agenda: timetable.agenda(),
    followed: null,
  };
}

/** What is remembered of it. Where another view is open now, that is what goes on about agents who are in it too. */
export function memoryOf({ rule, scope, memory }: RuleSlot, agents: TeamReading['agents']): RuleMemory {
  const found = scope?.found;
  if (rule.scope.kind !== 'open-view' || typeof found !== 'object') return memory;
  const { viewId = null, isIn } = found.scope;
  if (viewId === memory.viewId) return memory;
  if (memory.viewId === undefined) return { ...memory, viewId };
  const isInToo = ([userId]: readonly [string, unknown]): boolean => {
    const agent = agents.get(userId);
    return agent !== undefined && ABOUT_AGENTS.has(rule.condition.kind) && isIn(agent);
  };
  return {
    ...memory,
    viewId,
    subjects: Object.fromEntries(Object.entries(memory.subjects).filter(isInToo)),
    instants: Object.fromEntries(Object.entries(memory.instants).filter(isInToo)),
  };
}

/** Whether it may have something else to say than before. */
export function isDue({ scope, followed, agenda }: RuleSlot): boolean {
  return followed === null || followed !== scope?.found || followed.isTouched() || agenda.due().length > 0;
}

/** Whom it has to look at; null for everybody. */
export function takeFocus({ rule, scope, followed, agenda }: RuleSlot): readonly string[] | null {
  const isFollowed = followed !== null && followed === scope?.found;
  const due = agenda.due();
  agenda.begin(!isFollowed);
  if (!isFollowed) return null;
  if (!ABOUT_AGENTS.has(rule.condition.kind)) return ONLY_TEAM;
  const touched = followed.touched();
  return due.length === 0 ? touched : [...touched, ...due];
}

/** Remembers what came of its evaluation. */
export function keep(slot: RuleSlot, memory: RuleMemory): void {
  const { rule, scope } = slot;
  const isFollowed = memory.noData === null && !ABOUT_MORE.has(rule.condition.kind);
  slot.memory = memory;
  slot.followed = isFollowed && typeof scope?.found === 'object' ? scope.found : null;
}
