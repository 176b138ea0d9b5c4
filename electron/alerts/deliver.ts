import { nameText } from '../shared/names.ts';
import type { AlertEntry, AlertMute, HeldReason, Notice, RuleKind, RuleSnooze } from '../shared/model.ts';
import { alertTexts as texts } from '../shared/texts/alerts.ts';
import { plural } from '../shared/texts/plurals.ts';
import type { Evaluation } from './evaluate.ts';
import { subjectKey } from './rule-run.ts';
import { TEAM, type Decision } from './types.ts';
import { summaryWording } from './wording.ts';

const MINUTE_MS = 60_000;
const MAX_A_MINUTE = 6;
/** More decisions of one evaluation than this become one summary. */
const MAX_SINGLE = 3;
/** Between two notices about changes of one agent. */
const COOL_DOWN_MS = 2 * MINUTE_MS;
/** macOS shows no more of a text. */
const MAX_TEXT_BYTES = 255;

/** What silences a kind of rule, the strongest first: what it would say is a consequence of that. */
export const SILENCED_BY: Readonly<Record<RuleKind, readonly ('stale' | 'mass-change')[]>> = {
  below: ['stale', 'mass-change'],
  above: [],
  'too-long': ['stale', 'mass-change'],
  'too-often': [],
  becomes: ['stale', 'mass-change'],
  'tell-me': [],
  'not-in': ['stale'],
  stale: [],
  'mass-change': [],
  flapping: ['stale', 'mass-change'],
};

/** What was delivered before; as JSON it is the same. */
export interface DeliveryState {
  /** When, in the last minute. */
  readonly deliveredAt: readonly number[];
  /** When a change of an agent was told last. */
  readonly changeToldAt: Readonly<Record<string, number>>;
  /** Changes of an agent that were held back because the one before was told a moment ago, by `subjectKey`. */
  readonly heldChanges: Readonly<Record<string, HeldChanges>>;
  /** Subjects whose firing was told. */
  readonly told: readonly string[];
  /** Subjects whose firing was held back, and why: it is told once that reason has gone, if it still goes on. */
  readonly owed: Readonly<Record<string, HeldReason>>;
}

/** How many changes were held back, and the latest of them. */
interface HeldChanges extends Pick<Decision, 'who' | 'fact' | 'detail'> {
  readonly count: number;
}

export const NOTHING_DELIVERED: DeliveryState = {
  deliveredAt: [],
  changeToldAt: {},
  heldChanges: {},
  told: [],
  owed: {},
};

/** What decides what is delivered. */
export interface DeliveryFacts {
  readonly at: number;
  readonly mutes: readonly AlertMute[];
  readonly snoozedUntil: number | null;
  readonly snoozedRules: readonly RuleSnooze[];
  /** When nobody wants to be notified of anything. */
  readonly isQuiet: boolean;
  /** When nobody is at the screen. */
  readonly isLocked: boolean;
  /** When no surface is there that shows notices, as without an open page. */
  readonly isAlone: boolean;
  /** Whether a rule may notify at this hour. */
  readonly isInHours: (rule: Decision['rule']) => boolean;
  /** Whether names are shown as initials. */
  readonly isMasked: boolean;
}

/** A line of the log before it is saved; its text is the name, if there is any, and the fact. */
export interface LogLine extends Omit<AlertEntry, 'id' | 'text' | 'excused'> {
  readonly who: Decision['who'];
  readonly fact: string;
}

/** A notice before it names its connection. */
export type NoticeDraft = Omit<Notice, 'connectionId' | 'isDemo'>;

export interface Delivery {
  readonly state: DeliveryState;
  readonly notices: readonly NoticeDraft[];
  readonly lines: readonly LogLine[];
  /** When changes that were held back can be told; null without any. */
  readonly nextAt: number | null;
}

/**
 * Decides what becomes of the decisions of an evaluation. Pure: the same facts give the same notices. What is held back
 * is in the log with its reason.
 */
export function deliver(evaluation: Evaluation, facts: DeliveryFacts, before: DeliveryState): Delivery {
  const { at } = facts;
  const active = activeKinds(evaluation);
  const told = new Set(before.told);
  const owed = new Map(Object.entries(before.owed).filter(([key]) => isKnown(evaluation, key)));
  const lines: LogLine[] = [];
  const due: Decision[] = [];

  for (const key of owed.keys()) {
    const decision = firingOf(evaluation, key);
    if (decision !== undefined && reasonOf(decision, { evaluation, facts, active, before }) === null)
      due.push(decision);
  }
  const heldChanges = new Map(Object.entries(before.heldChanges).filter(([key]) => isOn(evaluation, key)));
  for (const decision of [...evaluation.decisions, ...lateChanges(evaluation, heldChanges, at)]) {
    const key = keyOf(decision);
    if (decision.event === 'recovered') {
      // Nobody is told that something is over of which they never heard.
      const isWanted = decision.rule.saysRecovery && told.delete(key);
      if (!isWanted) continue;
    }
    if (due.some((other) => keyOf(other) === key && decision.rule.condition.kind !== 'becomes')) continue;
    const held = reasonOf(decision, { evaluation, facts, active, before });
    const isLate = !evaluation.decisions.includes(decision);
    if (held === null) due.push(isLate ? decision : withHeld(decision, heldChanges.get(key)));
    else if (!isLate) hold(decision, held);
  }

  function hold(decision: Decision, held: HeldReason): void {
    const key = keyOf(decision);
    if (!owed.has(key)) lines.push(lineOf(decision, held));
    if (decision.rule.condition.kind === 'becomes' && decision.userId !== null && CATCHES_UP.has(held)) {
      const { who, fact, detail } = decision;
      heldChanges.set(key, { count: (heldChanges.get(key)?.count ?? 0) + 1, who, fact, detail });
    }
    if (decision.rule.condition.kind !== 'becomes' && decision.event !== 'recovered' && held !== 'summary')
      owed.set(key, owed.get(key) ?? held);
  }

  const deliveredAt = before.deliveredAt.filter((time) => time <= at && at - time < MINUTE_MS);
  const changeToldAt = Object.entries(before.changeToldAt).filter(([, time]) => time <= at && at - time < COOL_DOWN_MS);
  const notices: NoticeDraft[] = [];

  function take(notice: NoticeDraft, decisions: readonly Decision[]): boolean {
    if (deliveredAt.length >= MAX_A_MINUTE) {
      decisions.forEach((decision) => hold(decision, 'too-many'));
      return false;
    }
    deliveredAt.push(at);
    notices.push(notice);
    for (const decision of decisions) {
      const { rule, userId } = decision;
      owed.delete(keyOf(decision));
      heldChanges.delete(keyOf(decision));
      if (rule.condition.kind === 'becomes' && userId !== null) changeToldAt.push([userId, at]);
      else if (decision.event !== 'recovered') told.add(keyOf(decision));
    }
    return true;
  }

  const late = due.filter((decision) => isForDigest(before.owed[keyOf(decision)]));
  if (late.length > 1 || due.length > MAX_SINGLE) {
    const summary = summaryOf(due, late.length > 1 ? 'digest' : 'summary');
    const rest = due.filter((decision) => !late.includes(decision));
    if (take(summary.notice, due)) lines.push(summary.line, ...rest.map((decision) => lineOf(decision, 'summary')));
  } else {
    for (const decision of due) {
      if (take(noticeOf(decision, facts.isMasked), [decision])) lines.push(lineOf(decision, null));
    }
  }
  return {
    nextAt: nextAtOf(heldChanges, new Map(changeToldAt), at),
    state: {
      deliveredAt,
      changeToldAt: Object.fromEntries(changeToldAt),
      heldChanges: Object.fromEntries(heldChanges),
      told: [...told].filter((key) => isKnown(evaluation, key)),
      owed: Object.fromEntries(owed),
    },
    notices,
    lines,
  };
}

/** Changes that these held back are told together once the reason has gone. */
const CATCHES_UP: ReadonlySet<HeldReason> = new Set<HeldReason>(['cool-down', 'too-many']);

/** The latest of the changes that were held back, of each agent who has not changed again just now. */
function lateChanges(
  { decisions, rules }: Evaluation,
  heldChanges: ReadonlyMap<string, HeldChanges>,
  at: number,
): readonly Decision[] {
  if (heldChanges.size === 0) return [];
  const fresh = new Set(decisions.map(keyOf));
  return [...heldChanges].flatMap(([key, held]): Decision[] => {
    const { ruleId, subject: userId } = subjectOf(key);
    const rule = rules.find(({ id }) => id === ruleId);
    if (rule === undefined || fresh.has(key)) return [];
    const { who, fact, count } = held;
    const detail = count === 1 ? held.detail : texts.change.times(plural(count, 'time'));
    return [{ rule, event: 'fired', at, userId, who, fact, detail, isNews: true }];
  });
}

/** A change with how many before it were held back. */
function withHeld(decision: Decision, held: HeldChanges | undefined): Decision {
  return held === undefined ? decision : { ...decision, detail: texts.change.times(plural(held.count + 1, 'time')) };
}

/** When the first cool-down of an agent with held changes ends; where something else holds them, the next poll finds out. */
function nextAtOf(
  heldChanges: ReadonlyMap<string, HeldChanges>,
  changeToldAt: ReadonlyMap<string, number>,
  at: number,
): number | null {
  const ends = [...heldChanges.keys()]
    .map((key) => (changeToldAt.get(subjectOf(key).subject) ?? -Infinity) + COOL_DOWN_MS)
    .filter((end) => end > at);
  return ends.length === 0 ? null : Math.min(...ends);
}

interface ReasonParts {
  readonly evaluation: Evaluation;
  readonly facts: DeliveryFacts;
  readonly active: ReadonlySet<RuleKind>;
  readonly before: DeliveryState;
}

/** Why a decision is held back, the strongest reason first; null when it is not. */
function reasonOf(decision: Decision, { evaluation, facts, active, before }: ReasonParts): HeldReason | null {
  const { rule, userId, isNews } = decision;
  const { kind } = rule.condition;
  const { at } = facts;
  if (facts.snoozedUntil !== null && at < facts.snoozedUntil) return 'snoozed';
  if (facts.snoozedRules.some(({ ruleId, until }) => ruleId === rule.id && at < until)) return 'snoozed';
  if (facts.mutes.some((mute) => mute.userId === userId && at < mute.until)) return 'muted';
  if (facts.isQuiet) return 'quiet-hours';
  if (facts.isLocked) return 'locked';
  if (facts.isAlone) return 'nobody-there';
  if (!facts.isInHours(rule)) return 'rule-hours';
  if (!isNews) return 'baseline';
  const silencer = SILENCED_BY[kind].find((other) => active.has(other));
  if (silencer !== undefined) return silencer;
  if (kind !== 'becomes' || userId === null) return null;
  const toldAt = before.changeToldAt[userId] ?? -Infinity;
  const isCool = toldAt <= at && at - toldAt < COOL_DOWN_MS;
  return isCool || isFlapping(evaluation, userId) ? 'cool-down' : null;
}

/** The kinds of rules that are firing, or were until a moment ago. */
function activeKinds({ state, rules }: Evaluation): ReadonlySet<RuleKind> {
  return new Set(
    rules.flatMap(({ id, condition }) => {
      const subjects = Object.values(state.rules[id]?.subjects ?? {});
      return subjects.some(({ phase }) => phase !== 'pending') ? [condition.kind] : [];
    }),
  );
}

/** Whether it is already said of an agent that they change status again and again. */
function isFlapping({ state, rules }: Evaluation, userId: string): boolean {
  return rules.some(
    ({ id, condition }) => condition.kind === 'flapping' && state.rules[id]?.subjects[userId] !== undefined,
  );
}

function isKnown({ state }: Evaluation, key: string): boolean {
  const { ruleId, subject } = subjectOf(key);
  return state.rules[ruleId]?.subjects[subject] !== undefined;
}

function firingOf({ firing }: Evaluation, key: string): Decision | undefined {
  const { ruleId, subject } = subjectOf(key);
  return firing(ruleId, subject);
}

function isOn({ rules }: Evaluation, key: string): boolean {
  const { ruleId } = subjectOf(key);
  return rules.some(({ id }) => id === ruleId);
}

function subjectOf(key: string): { readonly ruleId: string; readonly subject: string } {
  const cut = key.indexOf(':');
  return { ruleId: key.slice(0, cut), subject: key.slice(cut + 1) };
}

function keyOf({ rule, userId }: Decision): string {
  return subjectKey(rule.id, userId ?? TEAM);
}

function lineOf({ rule, event, at, userId, who, fact }: Decision, held: HeldReason | null): LogLine {
  return { at, ruleId: rule.id, kind: rule.condition.kind, event, userId, who, fact, held };
}

function noticeOf(decision: Decision, isMasked: boolean): NoticeDraft {
  const { rule, userId, who, fact, detail } = decision;
  return {
    id: `${rule.id}:${userId ?? 'team'}`,
    title: entryText(who, fact, isMasked),
    body: detail,
    userId,
    ...(isHeard(decision) ? {} : { isSilent: true }),
  };
}

/** That something is over is said quietly. */
function isHeard({ rule, event }: Decision): boolean {
  return rule.hasSound && event !== 'recovered';
}

/** What was held back while nobody wanted or could hear it is told together. */
function isForDigest(held: HeldReason | undefined): boolean {
  return held === 'quiet-hours' || held === 'locked' || held === 'nobody-there';
}

function summaryOf(
  decisions: readonly Decision[],
  name: 'summary' | 'digest',
): { readonly notice: NoticeDraft; readonly line: LogLine } {
  const [first] = decisions as readonly [Decision];
  const { fact, detail } = summaryWording(decisions);
  const body = [detail, ...(name === 'digest' ? [texts.digest.heldUntilNow] : [])]
    .filter((part) => part !== '')
    .join(' ');
  const notice = { id: `${name}:team`, title: entryText(null, fact, false), body, userId: null };
  return {
    notice: decisions.some(isHeard) ? notice : { ...notice, isSilent: true },
    line: { ...lineOf(first, null), userId: null, who: null, fact: detail === '' ? fact : `${fact}. ${detail}` },
  };
}

/** A line as it is shown: the name and the fact, in at most as many bytes as every system shows. */
export function entryText(who: Decision['who'], fact: string, isMasked: boolean): string {
  const text = who === null ? fact : `${nameText(who, isMasked)}: ${fact}`;
  if (Buffer.byteLength(text) <= MAX_TEXT_BYTES) return text;
  let start = '';
  for (const character of text) {
    if (Buffer.byteLength(`${start}${character}…`) > MAX_TEXT_BYTES) break;
    start += character;
  }
  return `${start}…`;
}
