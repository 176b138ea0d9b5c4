import type { HistoryPerson, NoDataReason, Rule } from '../shared/model.ts';
import type { AgentChange } from './agent-change.ts';
import { TEAM, type Decision, type EvaluationState, type RuleMemory, type TeamReading, type Wording } from './types.ts';

/** What one rule is evaluated with. */
export interface Run {
  readonly rule: Rule;
  readonly reading: TeamReading;
  readonly isNews: boolean;
  /** What changed, whether it is news or not. */
  readonly changes: readonly AgentChange[];
  readonly recent: Pick<EvaluationState, 'cameOnline' | 'changed'>;
  readonly memory: RuleMemory;
  /** When it was last known whether the rule holds. */
  readonly knownUntil: number;
  /** Whether nothing was missed since then. */
  readonly isContinued: boolean;
}

/** What came of it. */
export interface RuleEvaluation {
  readonly memory: RuleMemory;
  readonly decisions: readonly Decision[];
  /** When to look at subjects again though nothing changes; Infinity for never. */
  readonly wakes: readonly (readonly [string, number])[];
  /** When to look at subjects again with the next evaluation. */
  readonly staleAt: ReadonlyMap<string, number>;
}

export const NOTHING_SAID: Omit<RuleEvaluation, 'memory'> = { decisions: [], wakes: [], staleAt: new Map() };

/** Names a rule and its subject. */
export function subjectKey(ruleId: string, subject: string): string {
  return `${ruleId}:${subject}`;
}

/** Nothing about the rule changes until it can be told again. */
export function noData({ memory, reading, knownUntil }: Run, reason: NoDataReason): RuleEvaluation {
  const since = memory.noData?.since ?? reading.at;
  return { memory: { ...memory, noData: { reason, since, knownUntil } }, ...NOTHING_SAID };
}

export function decisionOf(
  { rule, reading, isNews }: Run,
  key: string,
  { event, wording }: { readonly event: Decision['event']; readonly wording: Wording },
): Decision {
  const agent = reading.agents.get(key) ?? reading.before.get(key) ?? usualPerson(rule, reading, key);
  // Only a change is old news; what holds, or was waited for, is worth saying whenever it is found.
  const isLevel = rule.condition.kind !== 'becomes';
  const userId = key === TEAM ? null : key;
  return {
    rule,
    event,
    at: reading.at,
    userId,
    who: agent === undefined ? null : whoOf(agent),
    isNews: isNews || isLevel,
    ...wording,
  };
}

/** Somebody of whom the team knows nothing today. */
function usualPerson({ condition }: Rule, { usual }: TeamReading, userId: string): HistoryPerson | undefined {
  const day = condition.kind === 'not-in' ? usual() : 'not-read';
  return typeof day === 'string' ? undefined : day.people.get(userId)?.person;
}

function whoOf({ name, addition }: HistoryPerson): Decision['who'] {
  return { name, ...(addition === undefined ? {} : { addition }) };
}
