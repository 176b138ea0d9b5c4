import type {
  Agent,
  Health,
  Rule,
  RuleCondition,
  RulePhase,
  RuleScope,
  RuleState,
  StatusChoice,
} from '../shared/model.ts';
import { alertTexts } from '../shared/texts/alerts.ts';
import { plural } from '../shared/texts/plurals.ts';
import {
  findingOf,
  isAbout,
  isStatusChange,
  ONLINE_GRACE_MS,
  type AgentChange,
  type ConditionParts,
  type Finding,
} from './conditions.ts';
import { isInStatus } from './status-choice.ts';
import {
  TEAM,
  type Decision,
  type EvaluationState,
  type RuleMemory,
  type ScopedTeam,
  type Subject,
  type TeamReading,
  type Wording,
} from './types.ts';
import { changeWording, recoveryWording } from './wording.ts';

const MINUTE_MS = 60_000;
/** How long a condition must not hold before it is over: longer than most polls are apart. */
const RECOVERY_MS = MINUTE_MS;
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
  const isStep = state.at !== null && (reading.at < state.at || reading.at - state.at > MAX_STEP_MS);
  const isNews = !reading.isBaseline && !isStep && state.at !== null;
  const changes = reading.before === reading.agents ? [] : changesIn(reading);
  const shared = recentOf(state, reading, isNews ? changes : null);
  const scopes = scopeCache(reading);
  const decisions: Decision[] = [];
  const memories: [string, RuleMemory][] = [];
  const firing: (readonly [string, () => Decision])[] = [];
  let nextAt = Infinity;
  for (const rule of rules) {
    if (!rule.isOn) continue;
    const known = state.rules[rule.id];
    const memory = known?.key === keyOf(rule) ? known : newMemory(rule);
    const scope = scopes(rule.scope);
    const run = {
      rule,
      reading,
      isNews,
      changes,
      recent: shared,
      memory: isNews ? memory : restarted(memory, reading.at),
    };
    const next = scope === null ? noData(run) : evaluateRule({ ...run, ...scope });
    decisions.push(...next.decisions);
    firing.push(...next.firing);
    memories.push([rule.id, next.memory]);
    nextAt = Math.min(nextAt, next.nextAt);
  }
  return {
    state: { at: reading.at, rules: Object.fromEntries(memories), ...shared },
    rules: rules.filter(({ isOn }) => isOn),
    decisions,
    firing: new Map(firing),
    nextAt: nextAt === Infinity ? null : nextAt,
  };
}

/** Names a rule and its subject. */
export function subjectKey(ruleId: string, subject: string): string {
  return `${ruleId}:${subject}`;
}

/** The state of a rule as it is shown. */
export function ruleState(ruleId: string, memory: RuleMemory | undefined): RuleState {
  const subjects = Object.entries(memory?.subjects ?? {});
  const inPhase = (phase: RulePhase) => subjects.filter(([, subject]) => subject.phase === phase);
  const userIds = inPhase('firing').flatMap(([userId]) => (userId === TEAM ? [] : [userId]));
  const since = memory?.noDataSince ?? null;
  // What was pending or recovering begins anew once it can be told again.
  for (const phase of since === null ? (['firing', 'pending', 'recovering'] as const) : (['firing'] as const)) {
    const found = inPhase(phase).map(([, subject]) => subject);
    if (found.length === 0) continue;
    const began = Math.min(...found.map((subject) => subject.since));
    const until = phase === 'firing' ? null : Math.min(...found.map((subject) => subject.until ?? Infinity));
    return { ruleId, phase, since: began, until, userIds };
  }
  return { ruleId, phase: since === null ? 'normal' : 'no-data', since, until: null, userIds };
}

interface Run {
  readonly rule: Rule;
  readonly reading: TeamReading;
  readonly isNews: boolean;
  /** What changed, whether it is news or not. */
  readonly changes: readonly AgentChange[];
  readonly recent: Pick<EvaluationState, 'cameOnline' | 'changed'>;
  readonly memory: RuleMemory;
}

interface ScopedRun extends Run {
  readonly scope: ScopedTeam;
  readonly members: readonly Agent[];
}

interface RuleEvaluation {
  readonly memory: RuleMemory;
  readonly decisions: readonly Decision[];
  readonly firing: readonly (readonly [string, () => Decision])[];
  readonly nextAt: number;
}

function evaluateRule(run: ScopedRun): RuleEvaluation {
  const { condition } = run.rule;
  if (condition.kind === 'becomes') return becomes(condition, run);
  if (condition.kind === 'tell-me') return tellMe(condition, run);
  const { reading, changes, memory, recent, isNews } = run;
  const parts: ConditionParts = { ...run, changes: isNews ? changes : [], memory, cameOnline: recent.cameOnline };
  const finding = findingOf(condition, { ...parts, reading });
  return finding === null ? noData(run) : advance(run, finding);
}

/** Nothing about the rule changes until it can be told again; what was pending begins anew then. */
function noData({ memory, reading }: Run): RuleEvaluation {
  const noDataSince = memory.noDataSince ?? reading.at;
  return { memory: { ...memory, noDataSince }, decisions: [], firing: [], nextAt: Infinity };
}

/** Takes each subject to its next phase. */
function advance(run: ScopedRun, { holds, instants, nextAt: mayHoldAt }: Finding): RuleEvaluation {
  const { rule, reading } = run;
  const memory = run.memory.noDataSince === null ? run.memory : restarted(run.memory, reading.at);
  const subjects: [string, Subject][] = [];
  const decisions: Decision[] = [];
  const firing: (readonly [string, () => Decision])[] = [];
  let nextAt = mayHoldAt;
  for (const key of new Set([...Object.keys(memory.subjects), ...holds.keys()])) {
    const before = memory.subjects[key];
    const wording = holds.get(key);
    // Where a list could not be understood, whoever is missing is not known to be elsewhere.
    const isHidden = wording === undefined && reading.unread.length > 0 && key !== TEAM && !reading.agents.has(key);
    const next = isHidden && before !== undefined ? { subject: before } : step(run, before, wording);
    if (next.subject !== null) {
      subjects.push([key, next.subject]);
      nextAt = Math.min(nextAt, dueAt(rule, next.subject));
    }
    if (wording !== undefined && next.subject?.phase === 'firing') {
      firing.push([subjectKey(rule.id, key), () => decisionOf(run, key, { event: 'fired', wording: wording() })]);
    }
    if (next.said !== undefined) decisions.push(decisionOf(run, key, next.said));
  }
  const next = { ...memory, noDataSince: null, subjects: Object.fromEntries(subjects), instants };
  return { memory: next, decisions, firing, nextAt };
}

interface Step {
  readonly subject: Subject | null;
  readonly said?: { readonly event: Decision['event']; readonly wording: Wording };
}

function step({ rule, reading }: Run, before: Subject | undefined, wording: (() => Wording) | undefined): Step {
  const { at } = reading;
  if (wording === undefined) {
    if (before === undefined || before.phase === 'pending') return { subject: null };
    if (before.phase === 'firing') {
      return { subject: { phase: 'recovering', since: at, until: at + RECOVERY_MS, saidAt: before.saidAt } };
    }
    if (at < (before.until ?? at)) return { subject: before };
    return { subject: null, said: { event: 'recovered', wording: recoveryWording(rule) } };
  }
  const fired: Subject = { phase: 'firing', since: at, until: null, saidAt: at };
  if (before === undefined || before.phase === 'pending') {
    const until = Math.min(before?.until ?? Infinity, at + dwellMs(rule.condition, reading.health));
    if (at >= until) return { subject: fired, said: { event: 'fired', wording: wording() } };
    return { subject: before ?? { phase: 'pending', since: at, until, saidAt: null } };
  }
  const firing: Subject = before.phase === 'firing' ? before : { ...fired, saidAt: before.saidAt };
  if (at < remindAt(rule, firing)) return { subject: firing };
  return { subject: { ...firing, saidAt: at }, said: { event: 'reminder', wording: wording() } };
}

/** How long a condition must hold before it fires; limits and windows of time have theirs in the condition. */
function dwellMs(condition: RuleCondition, { state }: Health): number {
  // A refusal does not mend itself.
  const isRefused = condition.kind === 'stale' && (state === 'unauthorized' || state === 'keychain');
  return 'forMinutes' in condition && !isRefused ? condition.forMinutes * MINUTE_MS : 0;
}

function remindAt({ remindMinutes }: Rule, { saidAt }: Subject): number {
  return remindMinutes === null || saidAt === null ? Infinity : saidAt + remindMinutes * MINUTE_MS;
}

function dueAt(rule: Rule, subject: Subject): number {
  return subject.phase === 'firing' ? remindAt(rule, subject) : (subject.until ?? Infinity);
}

/** Each change into the status, or one line about those that happened while nobody looked. */
function becomes({ status }: Extract<RuleCondition, { kind: 'becomes' }>, run: ScopedRun): RuleEvaluation {
  const { reading, scope, changes, recent, isNews, memory } = run;
  const now = reading.at + reading.clockOffsetMs;
  const into = changes.flatMap((change) => {
    const earlier = recent.changed[change.after.userId]?.before;
    if (isStatusChange(change)) return isInto(status, change) && isAbout(change, scope) ? [change] : [];
    return isLateInto(status, change, { earlier, scope }) ? [{ ...change, before: earlier ?? change.before }] : [];
  });
  const fresh = { ...memory, noDataSince: null };
  if (isNews || into.length === 0) {
    const decisions = into.map(({ before, after }) =>
      decisionOf(run, after.userId, { event: 'fired', wording: changeWording(before, after, now) }),
    );
    return { memory: fresh, decisions, firing: [], nextAt: Infinity };
  }
  const wording = { fact: alertTexts.facts.unseen(plural(into.length, 'agent')), detail: '' };
  return {
    memory: fresh,
    decisions: [decisionOf(run, TEAM, { event: 'fired', wording })],
    firing: [],
    nextAt: Infinity,
  };
}

function isInto(status: StatusChoice | null, { before, after }: AgentChange): boolean {
  return status === null || (isInStatus(after, status) && !isInStatus(before, status));
}

/**
 * Whether only the secondary status, which is often known some time after a change, makes it news. `earlier` is who the
 * agent was before a change of a moment ago.
 */
function isLateInto(
  status: StatusChoice | null,
  change: AgentChange,
  { earlier, scope: { isIn } }: { readonly earlier: Agent | undefined; readonly scope: ScopedTeam },
): boolean {
  const { before, after } = change;
  // Without a status it is news when it brings the agent into the scope, and the change was not told before.
  if (status === null) return earlier !== undefined && isIn(after) && !isIn(before) && !isIn(earlier);
  const isKnownChange = before.secondaryStatus !== null || earlier !== undefined;
  return isKnownChange && isInto(status, change) && (isIn(before) || isIn(after));
}

/** Once; also when the agent changed while nobody looked, since somebody waits for it. */
function tellMe(condition: Extract<RuleCondition, { kind: 'tell-me' }>, run: ScopedRun): RuleEvaluation {
  const { reading, memory } = run;
  const { userId, status, expiresAt } = condition;
  const [before, after] = [reading.before.get(userId), reading.agents.get(userId)];
  const isDone = memory.subjects[userId] !== undefined || reading.at >= expiresAt;
  const isIn = after !== undefined && isInStatus(after, status);
  if (isDone || !isIn || before === undefined || isInStatus(before, status)) {
    return {
      memory: { ...memory, noDataSince: null },
      decisions: [],
      firing: [],
      nextAt: isDone ? Infinity : expiresAt,
    };
  }
  const subject: Subject = { phase: 'firing', since: reading.at, until: null, saidAt: reading.at };
  const wording = changeWording(before, after, reading.at + reading.clockOffsetMs);
  const decisions = [{ ...decisionOf(run, userId, { event: 'fired', wording }), isNews: true }];
  return {
    memory: { ...memory, noDataSince: null, subjects: { [userId]: subject } },
    decisions,
    firing: [],
    nextAt: Infinity,
  };
}

function decisionOf(
  { rule, reading, isNews }: Run,
  key: string,
  { event, wording }: NonNullable<Step['said']>,
): Decision {
  const agent = reading.agents.get(key) ?? reading.before.get(key);
  const who =
    agent === undefined
      ? null
      : { name: agent.name, ...(agent.addition === undefined ? {} : { addition: agent.addition }) };
  const isLevel = rule.condition.kind !== 'becomes';
  const userId = key === TEAM ? null : key;
  return { rule, event, at: reading.at, userId, who, isNews: isNews || isLevel, ...wording };
}

/** Forgets how long anything has been pending or recovering, and all that lies in the future. */
function restarted(memory: RuleMemory, at: number): RuleMemory {
  const subjects = Object.entries(memory.subjects).flatMap(([key, subject]): [string, Subject][] => {
    if (subject.phase === 'pending') return [];
    const saidAt = subject.saidAt === null ? null : Math.min(subject.saidAt, at);
    const since = subject.phase === 'recovering' ? at : Math.min(subject.since, at);
    return [[key, { ...subject, since, saidAt, until: subject.until === null ? null : at + RECOVERY_MS }]];
  });
  return { ...memory, subjects: Object.fromEntries(subjects) };
}

/** What anything about makes a rule another one, which begins anew. */
function keyOf({ scope, condition }: Rule): string {
  return JSON.stringify([scope, condition]);
}

function newMemory(rule: Rule): RuleMemory {
  return { key: keyOf(rule), noDataSince: null, subjects: {}, instants: {} };
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

/** Many rules share a few scopes: the agents of each are found once. */
function scopeCache({ scopeOf, agents }: TeamReading) {
  const found = new Map<string, { readonly scope: ScopedTeam; readonly members: readonly Agent[] } | null>();
  return (of: RuleScope) => {
    const key = JSON.stringify(of);
    const known = found.get(key);
    if (known !== undefined) return known;
    const scope = scopeOf(of);
    const made = scope === null ? null : { scope, members: [...agents.values()].filter(scope.isIn) };
    found.set(key, made);
    return made;
  };
}
