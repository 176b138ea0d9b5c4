import type { Agent, HeldReason, Rule } from '../../shared/model.ts';
import { alertTexts as texts } from '../../shared/texts/alerts/alerts.ts';
import { plural } from '../../shared/texts/plurals.ts';
import type { Evaluation } from '../evaluation/evaluate.ts';
import { isInStatus } from '../rules/status-choice.ts';
import { TEAM, type Decision } from '../types.ts';
import { changesKey, coolEnd, currentCalls, withCame, withTold } from './cool-down.ts';
import { keyOf, subjectOf, type DeliveryState, type HeldChanges, type Said } from './delivery-state.ts';
import { groupEnd, lastToldOf } from './group.ts';
import { heldReason, isSnoozed, type DeliveryFacts } from './held-reason.ts';
import { draftOf, lineOf, summaryOf, type LogLine, type NoticeDraft } from './notice-drafts.ts';
import { isSaidBy, strongestOf, tellersOff } from './same-event.ts';
import { silencersOf } from './silence.ts';

const MINUTE_MS = 60_000;
const MAX_A_MINUTE = 6;
/** More decisions of one evaluation than this become one summary. */
const MAX_SINGLE = 3;

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
  const told = new Set(before.told);
  const owed = new Map(Object.entries(before.owed).filter(([key]) => isKnown(evaluation, key)));
  const decided = new Set(evaluation.decisions.map(keyOf));
  const heldChanges = new Map(
    Object.entries(before.heldChanges).filter(([key, held]) =>
      decided.has(key) ? isOn(evaluation, key) : isStillSo(evaluation, key, held),
    ),
  );
  const heldRecoveries = new Map(Object.entries(before.heldRecoveries).filter(([key]) => isOn(evaluation, key)));
  const heldReminders = new Set(before.heldReminders.filter((key) => owed.has(key)));
  const calls = currentCalls(before.calls, at);
  const lines: LogLine[] = [];
  const due: Decision[] = [];
  const held: (readonly [Decision, HeldReason])[] = [];
  const parts = { evaluation, facts, silencers: silencersOf(evaluation, at), calls, lastTold: lastToldOf(calls) };
  const reasonOf = (decision: Decision): HeldReason | null => heldReason(decision, parts) ?? saidReason(decision);

  /** What is told of it already says this too. */
  function saidReason(decision: Decision): HeldReason | null {
    if (decision.event !== 'fired') return null;
    // Nobody wants to hear by another rule what they have snoozed.
    const isTold = (key: string): boolean =>
      told.has(key) || (before.owed[key] === 'snoozed' && isSnoozed(facts, subjectOf(key).ruleId));
    return isSaidBy(decision, evaluation, isTold) ? 'told-by-another' : null;
  }

  const tellerOff = tellersOff(evaluation, told);
  for (const key of owed.keys()) {
    const firing = firingOf(evaluation, key);
    if (firing === undefined) continue;
    // What a rule told that is off since is not told again by another one.
    const teller = told.has(key) ? undefined : tellerOff(firing);
    if (teller !== undefined) {
      told.add(key);
      owed.delete(key);
      const call = calls[teller];
      if (call !== undefined) calls[key] = call;
      continue;
    }
    const decision: Decision = told.has(key) ? { ...firing, event: 'reminder' } : firing;
    if (reasonOf(decision) === null) due.push(decision);
  }
  const fresh = new Set(evaluation.decisions);
  const late = [...lateRecoveries(evaluation, heldRecoveries, at), ...lateChanges(evaluation, heldChanges, at)];
  for (const decision of [...evaluation.decisions, ...late]) {
    const key = keyOf(decision);
    const isChange = decision.rule.condition.kind === 'becomes';
    if (decision.event === 'fired') {
      heldRecoveries.delete(key);
      if (fresh.has(decision) && !isChange) {
        told.delete(key);
        withCame(calls, decision);
      }
    }
    if (decision.event === 'recovered' && fresh.has(decision)) {
      // Nobody is told that something is over of which they never heard.
      const wasTold = told.delete(key);
      if (!wasTold || !decision.rule.saysRecovery) {
        lines.push(lineOf(decision, wasTold ? 'not-wanted' : 'not-told'));
        continue;
      }
    }
    if (!isChange && due.some((other) => keyOf(other) === key)) continue;
    const reason = reasonOf(decision);
    if (reason === null) due.push(fresh.has(decision) ? withHeld(decision, heldChanges.get(key)) : decision);
    else if (fresh.has(decision)) held.push([decision, reason]);
  }
  const { strongest, others } = strongestOf(due, evaluation);
  const changed = new Set(strongest.flatMap(({ rule, userId }) => (isOfChange(rule) ? [userId] : [])));
  for (const [decision, reason] of held) {
    const isSaid = reason === 'cool-down' && isOfChange(decision.rule) && changed.has(decision.userId);
    hold(decision, isSaid ? 'told-by-another' : reason);
  }
  for (const decision of others) hold(decision, 'told-by-another');

  function hold(decision: Decision, reason: HeldReason): void {
    const key = keyOf(decision);
    const isReminder = decision.event === 'reminder' && !heldReminders.has(key);
    if (!owed.has(key) || isReminder) lines.push(lineOf(decision, reason));
    if (decision.event === 'reminder') heldReminders.add(key);
    const { who, fact, detail, scope, userId } = decision;
    const agent = userId === null ? undefined : evaluation.agents.get(userId);
    if (decision.event === 'recovered') {
      if (reason === 'too-many') heldRecoveries.set(key, { who, fact, detail, scope });
    } else if (decision.rule.condition.kind !== 'becomes') {
      if (reason !== 'summary') owed.set(key, owed.get(key) ?? reason);
    } else if (agent !== undefined && catchesUp(reason, agent)) {
      const { rawStatus } = agent;
      heldChanges.set(key, { count: (heldChanges.get(key)?.count ?? 0) + 1, rawStatus, who, fact, detail, scope });
    } else {
      heldChanges.delete(key);
    }
  }

  /** When what waits for others can be told with them. */
  function groupEnds(): readonly number[] {
    const waiting = new Set([...owed].flatMap(([key, reason]) => (reason === 'grouped' ? subjectOf(key).ruleId : [])));
    const lastTold = lastToldOf(calls);
    return evaluation.rules.filter(({ id }) => waiting.has(id)).map((rule) => groupEnd(lastTold, rule));
  }

  const deliveredAt = before.deliveredAt.filter((time) => time <= at && at - time < MINUTE_MS);
  const notices: NoticeDraft[] = [];

  function take(notice: NoticeDraft, decisions: readonly Decision[]): boolean {
    if (deliveredAt.length >= MAX_A_MINUTE) {
      decisions.forEach((decision) => hold(decision, 'too-many'));
      return false;
    }
    deliveredAt.push(at);
    notices.push(notice);
    for (const decision of decisions) {
      const key = keyOf(decision);
      owed.delete(key);
      heldChanges.delete(key);
      heldRecoveries.delete(key);
      if (decision.event === 'fired') withTold(calls, decision, at);
      if (decision.rule.condition.kind !== 'becomes' && decision.event !== 'recovered') told.add(key);
    }
    return true;
  }

  const heldUntilNow = strongest.filter((decision) => isForDigest(before.owed[keyOf(decision)]));
  if (heldUntilNow.length > 1 || strongest.length > MAX_SINGLE) {
    const summary = summaryOf(strongest, heldUntilNow.length > 1 ? 'digest' : 'summary');
    const rest = strongest.filter((decision) => !heldUntilNow.includes(decision));
    if (take(summary.notice, strongest))
      lines.push(summary.line, ...rest.map((decision) => lineOf(decision, 'summary')));
  } else {
    for (const decision of strongest) {
      if (take(draftOf(decision, calls, facts), [decision])) lines.push(lineOf(decision, null));
    }
  }
  const ends = [
    ...[...heldChanges.keys()].map((key) => coolEnd(calls, changesKey(subjectOf(key).subject))),
    ...[...owed].flatMap(([key, reason]) => (reason === 'cool-down' ? [coolEnd(calls, key)] : [])),
    ...groupEnds(),
    ...(deliveredAt.length < MAX_A_MINUTE ? [] : deliveredAt.slice(0, 1).map((time) => time + MINUTE_MS)),
    ...parts.silencers.map(({ until }) => until),
  ].filter((end) => end > at && end < Infinity);
  return {
    nextAt: ends.length === 0 ? null : Math.min(...ends),
    state: {
      deliveredAt,
      calls,
      heldChanges: Object.fromEntries(heldChanges),
      heldRecoveries: Object.fromEntries(heldRecoveries),
      told: [...told].filter((key) => isKnown(evaluation, key)),
      owed: Object.fromEntries(owed),
      heldReminders: [...heldReminders],
    },
    notices,
    lines,
  };
}

/** Whether it tells that an agent is in another status now. */
function isOfChange({ condition }: Rule): boolean {
  return condition.kind === 'becomes' || condition.kind === 'tell-me';
}

/** Whether a change is told together with others once the reason has gone. A mass change has told of who went offline. */
function catchesUp(reason: HeldReason, { status }: Agent): boolean {
  if (reason === 'mass-change') return status !== 'OFFLINE';
  return reason === 'cool-down' || reason === 'too-many';
}

/** The latest of the changes that were held back, of each agent who has not changed again just now. */
function lateChanges(
  { decisions, rules }: Evaluation,
  heldChanges: ReadonlyMap<string, HeldChanges>,
  at: number,
): readonly Decision[] {
  if (heldChanges.size === 0) return [];
  const fresh = new Set(decisions.map(keyOf));
  return [...heldChanges].flatMap(([key, { count, ...held }]): Decision[] => {
    const { ruleId, subject: userId } = subjectOf(key);
    const rule = rules.find(({ id }) => id === ruleId);
    if (rule === undefined || fresh.has(key)) return [];
    const detail = count === 1 ? held.detail : texts.change.times(plural(count, 'time'));
    return [{ ...held, rule, event: 'fired', at, userId, detail, isNews: true }];
  });
}

/** What is over and could not be told in its minute. */
function lateRecoveries(
  { rules }: Evaluation,
  heldRecoveries: ReadonlyMap<string, Said>,
  at: number,
): readonly Decision[] {
  return [...heldRecoveries].flatMap(([key, said]): Decision[] => {
    const { ruleId, subject } = subjectOf(key);
    const rule = rules.find(({ id }) => id === ruleId);
    const userId = subject === TEAM ? null : subject;
    return rule === undefined ? [] : [{ ...said, rule, event: 'recovered', at, userId, isNews: true }];
  });
}

/** A change with how many before it were held back. */
function withHeld(decision: Decision, held: HeldChanges | undefined): Decision {
  return held === undefined ? decision : { ...decision, detail: texts.change.times(plural(held.count + 1, 'time')) };
}

function isKnown({ state }: Evaluation, key: string): boolean {
  const { ruleId, subject } = subjectOf(key);
  return state.rules[ruleId]?.subjects[subject] !== undefined;
}

/** Whether an agent is still what a change was to that was held back. */
function isStillSo({ rules, agents }: Evaluation, key: string, { rawStatus }: HeldChanges): boolean {
  const { ruleId, subject: userId } = subjectOf(key);
  const condition = rules.find(({ id }) => id === ruleId)?.condition;
  const agent = agents.get(userId);
  if (condition?.kind !== 'becomes' || agent?.rawStatus !== rawStatus) return false;
  return condition.status === null || isInStatus(agent, condition.status);
}

function firingOf({ firing }: Evaluation, key: string): Decision | undefined {
  const { ruleId, subject } = subjectOf(key);
  return firing(ruleId, subject);
}

function isOn({ rules }: Evaluation, key: string): boolean {
  const { ruleId } = subjectOf(key);
  return rules.some(({ id }) => id === ruleId);
}

/** What was held back while nobody wanted or could hear it is told together. */
function isForDigest(held: HeldReason | undefined): boolean {
  return held === 'quiet-hours' || held === 'locked' || held === 'nobody-there';
}
