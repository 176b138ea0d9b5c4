import type { Health, Rule, RuleCondition, RulePhase, RuleState } from '../shared/model.ts';
import type { Finding } from './conditions.ts';
import { decisionOf, NOTHING_SAID, type RuleEvaluation, type Run } from './rule-run.ts';
import { TEAM, type Decision, type RuleMemory, type Subject, type Wording } from './types.ts';
import { recoveryWording } from './wording.ts';

const MINUTE_MS = 60_000;
/** How long a condition must not hold before it is over: longer than most polls are apart. */
const RECOVERY_MS = MINUTE_MS;

/** Takes each subject of a rule, or those in `focus`, to its next phase: pending, firing, recovering, and over. */
export function advance(run: Run, finding: Finding, focus: ReadonlySet<string> | null = null): RuleEvaluation {
  const { rule, reading } = run;
  const { holds, instants, dueAt, staleAt } = finding;
  const memory = run.isContinued ? run.memory : afterGap(run);
  if (focus === null && run.isContinued && isQuiet(finding, memory)) return { ...NOTHING_SAID, memory };
  // With a focus the others stay as they are, so the subjects are changed in place: there may be many.
  const subjects: Record<string, Subject> = focus === null ? {} : memory.subjects;
  const decisions: Decision[] = [];
  const wakes: (readonly [string, number])[] = [];
  for (const key of focus ?? new Set([...Object.keys(memory.subjects), ...holds.keys(), ...dueAt.keys()])) {
    const before = memory.subjects[key];
    const wording = holds.get(key);
    if (before === undefined && wording === undefined) {
      wakes.push([key, dueAt.get(key) ?? Infinity]);
      continue;
    }
    // Where a list could not be understood, whoever is missing is not known to be elsewhere.
    const isHidden = wording === undefined && reading.unread.length > 0 && key !== TEAM && !reading.agents.has(key);
    const next = isHidden && before !== undefined ? { subject: before } : step(run, before, wording);
    if (next.subject !== null) subjects[key] = next.subject;
    else delete subjects[key];
    wakes.push([
      key,
      Math.min(dueAt.get(key) ?? Infinity, next.subject === null ? Infinity : changesAt(rule, next.subject)),
    ]);
    if (next.said !== undefined) decisions.push(decisionOf(run, key, next.said));
  }
  const isSame = focus !== null && memory.noData === null;
  return {
    memory: isSame ? memory : { ...memory, noData: null, subjects, instants },
    decisions,
    wakes,
    staleAt,
  };
}

/** Whether nothing is or was found. */
function isQuiet({ holds, instants, dueAt, staleAt }: Finding, memory: RuleMemory): boolean {
  if (holds.size + dueAt.size + staleAt.size > 0) return false;
  return isEmpty(instants) && isEmpty(memory.instants) && isEmpty(memory.subjects);
}

function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
  for (const _key in record) return false;
  return true;
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

function changesAt(rule: Rule, subject: Subject): number {
  return subject.phase === 'firing' ? remindAt(rule, subject) : (subject.until ?? Infinity);
}

/**
 * What is remembered after a time of which nothing is known. What was pending goes on where that was shorter than its
 * dwell, though that time does not count: frequent gaps must not put it off for ever. Else it begins anew. Nothing is
 * left in the future.
 */
function afterGap({ rule, reading: { at, health }, memory, knownUntil }: Run): RuleMemory {
  const missedMs = at - knownUntil;
  const isShort = Math.abs(missedMs) < dwellMs(rule.condition, health);
  const subjects = Object.entries(memory.subjects).flatMap(([key, subject]): [string, Subject][] => {
    const { phase, until } = subject;
    const since = Math.min(subject.since, at);
    const saidAt = subject.saidAt === null ? null : Math.min(subject.saidAt, at);
    if (phase === 'firing') return [[key, { ...subject, since, saidAt }]];
    if (phase === 'recovering') return [[key, { ...subject, since: at, saidAt, until: at + RECOVERY_MS }]];
    return isShort && until !== null ? [[key, { ...subject, since, until: until + missedMs }]] : [];
  });
  return { ...memory, subjects: Object.fromEntries(subjects) };
}

/** The state of a rule as it is shown. */
export function ruleState(ruleId: string, memory: RuleMemory | undefined): RuleState {
  const subjects = Object.entries(memory?.subjects ?? {});
  const inPhase = (phase: RulePhase) => subjects.filter(([, subject]) => subject.phase === phase);
  const userIds = inPhase('firing').flatMap(([userId]) => (userId === TEAM ? [] : [userId]));
  const { since = null, reason: noData = null } = memory?.noData ?? {};
  // What was pending or recovering waits until it can be told again.
  for (const phase of since === null ? (['firing', 'pending', 'recovering'] as const) : (['firing'] as const)) {
    const found = inPhase(phase).map(([, subject]) => subject);
    if (found.length === 0) continue;
    const began = Math.min(...found.map((subject) => subject.since));
    const until = phase === 'firing' ? null : Math.min(...found.map((subject) => subject.until ?? Infinity));
    return { ruleId, phase, since: began, until, userIds, noData };
  }
  return { ruleId, phase: since === null ? 'normal' : 'no-data', since, until: null, userIds, noData };
}
