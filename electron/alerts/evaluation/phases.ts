import type { Health, Rule, RuleCondition, RulePhase, RuleState } from '../../shared/model.ts';
import { NOTHING_FOUND, type Finding, type Found } from './finding.ts';
import { decisionOf, NO_DECISIONS, type RuleEvaluation, type Run } from './rule-run.ts';
import { TEAM, type Decision, type RuleMemory, type Subject, type TeamReading, type Wording } from '../types.ts';
import { recoveryWording } from './wording.ts';

const MINUTE_MS = 60_000;
/** How long a condition must not hold before it is over, at least; and seen by more than two polls. */
const RECOVERY_MS = MINUTE_MS;
const RECOVERY_POLLS = 2.5;

/** Takes each subject of a rule, or those in its focus, to its next phase: pending, firing, recovering, and over. */
export function advance(run: Run, finding: Finding): RuleEvaluation {
  const { rule, reading, focus, agenda } = run;
  const memory = run.isContinued ? run.memory : afterGap(run);
  const isQuiet = run.isContinued && finding === NOTHING_FOUND && isEmpty(memory.subjects) && isEmpty(memory.instants);
  if (isQuiet) return { memory, decisions: NO_DECISIONS };
  const subjects: Record<string, Subject> = focus === null ? {} : memory.subjects;
  let decisions: Decision[] | null = null;
  for (const key of focus ?? new Set([...Object.keys(memory.subjects), ...finding.keys()])) {
    const before = memory.subjects[key];
    const found = finding.about(key);
    const { wording, dueAt, staleAt } = found;
    agenda.expire(key, staleAt);
    if (before === undefined && wording === null) {
      agenda.wake(key, dueAt);
      continue;
    }
    // Where a list could not be understood, whoever is missing is not known to be elsewhere.
    const isHidden = wording === null && reading.unread.length > 0 && key !== TEAM && !reading.agents.has(key);
    const next: Step = isHidden && before !== undefined ? { subject: before } : step(run, before, found);
    if (next.subject === null) delete subjects[key];
    else if (next.subject !== subjects[key]) subjects[key] = next.subject;
    const isSilent = next.subject === null || isHidden || found.isUncertain === true;
    agenda.wake(key, isSilent ? dueAt : Math.min(dueAt, changesAt(rule, next.subject)));
    if (next.said !== undefined) (decisions ??= []).push(decisionOf(run, key, next.said));
  }
  const isInPlace = focus !== null && (finding.instants === null || finding.instants === memory.instants);
  return {
    memory: isInPlace ? memory : { ...memory, noData: null, subjects, instants: finding.instants ?? {} },
    decisions: decisions ?? NO_DECISIONS,
  };
}

function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
  for (const _key in record) return false;
  return true;
}

interface Step {
  readonly subject: Subject | null;
  readonly said?: { readonly event: Decision['event']; readonly wording: Wording };
}

function step({ rule, reading, found }: Run, before: Subject | undefined, { wording, isUncertain }: Found): Step {
  const { at } = reading;
  if (wording === null) {
    if (before === undefined || before.phase === 'pending') return { subject: null };
    if (before.phase === 'firing') {
      return { subject: { phase: 'recovering', since: at, until: at + recoveryMs(reading), saidAt: before.saidAt } };
    }
    if (at < (before.until ?? at)) return { subject: before };
    return {
      subject: null,
      said: { event: 'recovered', wording: recoveryWording(rule, typeof found === 'string' ? null : found.scope) },
    };
  }
  const fired: Subject = { phase: 'firing', since: at, until: null, saidAt: at };
  if (before === undefined || before.phase === 'pending') {
    const until = Math.min(before?.until ?? Infinity, at + dwellMs(rule.condition, reading.health));
    if (at >= until) return { subject: fired, said: { event: 'fired', wording: wording() } };
    return { subject: before ?? { phase: 'pending', since: at, until, saidAt: null } };
  }
  const firing: Subject = before.phase === 'firing' ? before : { ...fired, saidAt: before.saidAt };
  if (at < remindAt(rule, firing) || isUncertain === true) return { subject: firing };
  return { subject: { ...firing, saidAt: at }, said: { event: 'reminder', wording: wording() } };
}

function recoveryMs({ at, health: { nextAt } }: TeamReading): number {
  return Math.max(RECOVERY_MS, RECOVERY_POLLS * ((nextAt ?? at) - at));
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
function afterGap({ rule, reading, memory, knownUntil }: Run): RuleMemory {
  const { at, health } = reading;
  const missedMs = at - knownUntil;
  const isShort = Math.abs(missedMs) < dwellMs(rule.condition, health);
  const subjects = Object.entries(memory.subjects).flatMap(([key, subject]): [string, Subject][] => {
    const { phase, until } = subject;
    const since = Math.min(subject.since, at);
    const saidAt = subject.saidAt === null ? null : Math.min(subject.saidAt, at);
    if (phase === 'firing') return [[key, { ...subject, since, saidAt }]];
    if (phase === 'recovering') return [[key, { ...subject, since: at, saidAt, until: at + recoveryMs(reading) }]];
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
