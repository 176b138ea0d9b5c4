import type { HistoryPerson, NoDataReason, Rule } from '../../shared/model.ts';
import type { Scoped } from './scoped.ts';
import {
  TEAM,
  type Decision,
  type EvaluationState,
  type RuleMemory,
  type TeamReading,
  type Wording,
} from '../types.ts';
import type { Agenda } from './timetable.ts';

/** What one rule is evaluated with. */
export interface Run {
  readonly rule: Rule;
  readonly reading: TeamReading;
  readonly isNews: boolean;
  readonly recent: Pick<EvaluationState, 'cameOnline' | 'changed'>;
  /** The agents of its scope, or why nobody knows who they are. */
  readonly found: Scoped | NoDataReason;
  /** With a focus its subjects and instants are changed in place, since there may be many others. */
  readonly memory: RuleMemory;
  /** When it was last known whether the rule holds. */
  readonly knownUntil: number;
  /** Whether nothing was missed since then. */
  readonly isContinued: boolean;
  /** The subjects that have to be looked at; null for all. */
  readonly focus: readonly string[] | null;
  readonly agenda: Agenda;
}

/** What came of it. */
export interface RuleEvaluation {
  readonly memory: RuleMemory;
  readonly decisions: readonly Decision[];
}

/** Shared by the rules that have nothing to say, which are most. */
export const NO_DECISIONS: readonly Decision[] = [];

/** Names a rule and its subject. */
export function subjectKey(ruleId: string, subject: string): string {
  return `${ruleId}:${subject}`;
}

/** Nothing about the rule changes until it can be told again. */
export function noData({ memory, reading, knownUntil }: Run, reason: NoDataReason): RuleEvaluation {
  const since = memory.noData?.since ?? reading.at;
  return { memory: { ...memory, noData: { reason, since, knownUntil } }, decisions: NO_DECISIONS };
}

export function decisionOf(
  { rule, reading, isNews }: Pick<Run, 'rule' | 'reading' | 'isNews'>,
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

/** The memory of a rule that can be told. */
export function withData(memory: RuleMemory): RuleMemory {
  return memory.noData === null ? memory : { ...memory, noData: null };
}
