import type { Rule } from '../../shared/model.ts';
import { minLengthMs } from '../evaluation/conditions.ts';
import type { Evaluation } from '../evaluation/evaluate.ts';
import { subjectKey } from '../evaluation/rule-run.ts';
import { ruleOfKey } from '../evaluation/rule-slot.ts';
import { choiceName } from '../rules/status-choice.ts';
import { TEAM, type Decision } from '../types.ts';

/** What a decision is about, the same for each rule that would say it; of two, the one with the higher rank says more. */
interface Topic {
  readonly name: string;
  readonly rank: number;
}

function topicOf(
  { scope, condition }: Pick<Rule, 'scope' | 'condition'>,
  userId: string | null,
  { agents, limits }: Evaluation,
): Topic {
  const { kind } = condition;
  const of = userId ?? JSON.stringify(scope);
  switch (condition.kind) {
    case 'below':
      return { name: `${kind} ${of}`, rank: -condition.fewerThan };
    case 'above':
      return { name: `${kind} ${of} ${choiceName(condition.status)}`, rank: condition.moreThan };
    case 'too-often':
      return { name: `${kind} ${of} ${choiceName(condition.status)}`, rank: condition.moreThan };
    case 'too-long': {
      const agent = agents.get(of);
      const rank = agent === undefined ? 0 : (minLengthMs(condition, agent, limits) ?? 0);
      return { name: `${kind} ${of}`, rank };
    }
    // Every change is the latest one too, where several are told together.
    case 'becomes':
      return { name: `change ${of}`, rank: condition.status === null ? 1 : 0 };
    case 'tell-me':
      return { name: `change ${of}`, rank: 2 };
    case 'stale':
      return { name: kind, rank: 0 };
    default:
      return { name: `${kind} ${of}`, rank: 0 };
  }
}

/** One decision about each event, that of the rule that says most, with sound where any of them has it; and the others. */
export function strongestOf(
  decisions: readonly Decision[],
  evaluation: Evaluation,
): {
  readonly strongest: readonly Decision[];
  readonly others: readonly Decision[];
} {
  const rankOf = ({ rule, userId }: Decision): number => topicOf(rule, userId, evaluation).rank;
  const groups = Map.groupBy(decisions, ({ rule, userId, event }) => {
    const { name } = topicOf(rule, userId, evaluation);
    return event === 'recovered' ? `over: ${name}` : name;
  });
  const strongest: Decision[] = [];
  const others: Decision[] = [];
  for (const group of groups.values()) {
    const [first, ...rest] = group.toSorted((a, b) => rankOf(b) - rankOf(a)) as [Decision, ...Decision[]];
    const hasSound = group.some(({ rule }) => rule.hasSound);
    strongest.push(hasSound === first.rule.hasSound ? first : { ...first, rule: { ...first.rule, hasSound } });
    others.push(...rest);
  }
  return { strongest, others };
}

/** Whether what another rule told, and still goes on, says this too. */
export function isSaidBy(
  { rule, userId }: Decision,
  evaluation: Evaluation,
  isTold: (key: string) => boolean,
): boolean {
  const { rules, state } = evaluation;
  const subject = userId ?? TEAM;
  if (rule.condition.kind === 'becomes' || rule.condition.kind === 'tell-me') return false;
  const own = topicOf(rule, userId, evaluation);
  return rules.some((other) => {
    if (other === rule || other.condition.kind !== rule.condition.kind || !isTold(subjectKey(other.id, subject)))
      return false;
    if (state.rules[other.id]?.subjects[subject] === undefined) return false;
    const topic = topicOf(other, userId, evaluation);
    return topic.name === own.name && topic.rank >= own.rank;
  });
}

/**
 * Finds the key of what told a decision too by a rule that was switched off or removed a moment ago, while it went on;
 * undefined where nothing did.
 */
export function tellersOff(
  evaluation: Evaluation,
  told: ReadonlySet<string>,
): (decision: Decision) => string | undefined {
  const off = Object.entries(evaluation.state.rules).flatMap(([id, { offSince, key, subjects }]) =>
    offSince === undefined ? [] : [{ id, rule: ruleOfKey(key), subjects }],
  );
  return ({ rule, userId }) => {
    const subject = userId ?? TEAM;
    const teller = off.find(({ id, rule: other, subjects }) => {
      if (subjects[subject] === undefined || !told.has(subjectKey(id, subject))) return false;
      const [own, topic] = [topicOf(rule, userId, evaluation), topicOf(other, userId, evaluation)];
      return topic.name === own.name && topic.rank >= own.rank;
    });
    return teller && subjectKey(teller.id, subject);
  };
}
