import type { AlertMute, HeldReason, RuleSnooze } from '../../shared/model.ts';
import type { Evaluation } from '../evaluation/evaluate.ts';
import type { Decision } from '../types.ts';
import { coolDownEnd, type Calls } from './cool-down.ts';
import { groupEnd, type LastTold } from './group.ts';
import { silencedBy, type Silencer } from './silence.ts';

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

interface ReasonParts {
  readonly evaluation: Evaluation;
  readonly facts: DeliveryFacts;
  readonly silencers: readonly Silencer[];
  readonly calls: Calls;
  readonly lastTold: LastTold;
}

/** Why a decision is held back, the strongest reason first; null when it is not. */
export function heldReason(
  decision: Decision,
  { evaluation, facts, silencers, calls, lastTold }: ReasonParts,
): HeldReason | null {
  const { rule, userId, isNews, event } = decision;
  const { at } = facts;
  if (isSnoozed(facts, rule.id)) return 'snoozed';
  if (facts.mutes.some((mute) => mute.userId === userId && at < mute.until)) return 'muted';
  if (facts.isQuiet) return 'quiet-hours';
  if (facts.isLocked) return 'locked';
  if (facts.isAlone) return 'nobody-there';
  if (!facts.isInHours(rule)) return 'rule-hours';
  if (!isNews) return 'baseline';
  const silencer = silencedBy(decision, silencers, evaluation);
  if (silencer !== null) return silencer;
  if (event !== 'fired') return null;
  if (rule.condition.kind === 'becomes' && userId !== null && isFlapping(evaluation, userId)) return 'cool-down';
  if (at < coolDownEnd(calls, decision)) return 'cool-down';
  return at < groupEnd(lastTold, rule) ? 'grouped' : null;
}

export function isSnoozed({ at, snoozedUntil, snoozedRules }: DeliveryFacts, ruleId: string): boolean {
  return (
    (snoozedUntil !== null && at < snoozedUntil) ||
    snoozedRules.some((snooze) => snooze.ruleId === ruleId && at < snooze.until)
  );
}

/** Whether it is already said of an agent that they change status again and again. */
function isFlapping({ state, rules }: Evaluation, userId: string): boolean {
  return rules.some(
    ({ id, condition }) => condition.kind === 'flapping' && state.rules[id]?.subjects[userId] !== undefined,
  );
}
