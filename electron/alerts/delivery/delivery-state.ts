import type { HeldReason } from '../../shared/model.ts';
import { subjectKey } from '../evaluation/rule-run.ts';
import { TEAM, type Decision } from '../types.ts';
import type { Calls } from './cool-down.ts';

/** What was delivered before; as JSON it is the same. */
export interface DeliveryState {
  /** When, in the last minute. */
  readonly deliveredAt: readonly number[];
  /** How often the same was told of late. */
  readonly calls: Calls;
  /** Changes of an agent that were held back because the one before was told a moment ago, by `subjectKey`. */
  readonly heldChanges: Readonly<Record<string, HeldChanges>>;
  /** What is over, held back because there were too many in a minute. */
  readonly heldRecoveries: Readonly<Record<string, Said>>;
  /** Subjects whose firing was told. */
  readonly told: readonly string[];
  /** Subjects whose firing was held back, and why: it is told once that reason has gone, if it still goes on. */
  readonly owed: Readonly<Record<string, HeldReason>>;
  /** Those of them of which a reminder was held back too. */
  readonly heldReminders: readonly string[];
}

export type Said = Pick<Decision, 'who' | 'fact' | 'detail' | 'scope'>;

/** How many changes were held back, and the latest of them. */
export interface HeldChanges extends Said {
  readonly count: number;
  /** What the agent was then. */
  readonly rawStatus: string;
}

export const NOTHING_DELIVERED: DeliveryState = {
  deliveredAt: [],
  calls: {},
  heldChanges: {},
  heldRecoveries: {},
  told: [],
  owed: {},
  heldReminders: [],
};

/** What goes on of a rule that is snoozed is told again after it, as if it had not been told. */
export function withSnoozed(state: DeliveryState, ruleId: string): DeliveryState {
  const isOfRule = (key: string): boolean => subjectOf(key).ruleId === ruleId;
  const told = state.told.filter(isOfRule);
  return {
    ...state,
    told: state.told.filter((key) => !isOfRule(key)),
    owed: { ...state.owed, ...Object.fromEntries(told.map((key) => [key, 'snoozed' as const])) },
    calls: Object.fromEntries(Object.entries(state.calls).filter(([key]) => !isOfRule(key))),
  };
}

/** The rule and subject of a `subjectKey`. */
export function subjectOf(key: string): { readonly ruleId: string; readonly subject: string } {
  const cut = key.indexOf(':');
  return { ruleId: key.slice(0, cut), subject: key.slice(cut + 1) };
}

export function keyOf({ rule, userId }: Decision): string {
  return subjectKey(rule.id, userId ?? TEAM);
}
