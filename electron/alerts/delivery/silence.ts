import type { Rule, RuleKind } from '../../shared/model.ts';
import type { Evaluation } from '../evaluation/evaluate.ts';
import { TEAM, type Decision } from '../types.ts';

/** What silences a kind of rule, the strongest first: what it would say is a consequence of that. */
export const SILENCED_BY: Readonly<Record<RuleKind, readonly ('stale' | 'mass-change')[]>> = {
  below: ['stale', 'mass-change'],
  above: [],
  'too-long': ['stale', 'mass-change'],
  'too-often': [],
  becomes: ['mass-change'],
  'tell-me': [],
  'not-in': ['stale'],
  stale: [],
  'mass-change': [],
  flapping: ['stale', 'mass-change'],
};

/** A mass change explains what follows at once; what still goes on then is news again. */
const MAX_MASS_MS = 10 * 60_000;

/** A rule that silences others. */
export interface Silencer {
  readonly rule: Rule;
  /** Infinity where it silences as long as it goes on. */
  readonly until: number;
}

/** The rules that are firing, or were until a moment ago, and silence others at present. */
export function silencersOf({ state, rules }: Evaluation, at: number): readonly Silencer[] {
  return rules.flatMap((rule): Silencer[] => {
    const { kind } = rule.condition;
    if (kind !== 'stale' && kind !== 'mass-change') return [];
    const subject = state.rules[rule.id]?.subjects[TEAM];
    if (subject === undefined || subject.phase === 'pending') return [];
    const firedAt = subject.phase === 'firing' ? subject.since : (subject.saidAt ?? subject.since);
    const until = kind === 'stale' ? Infinity : firedAt + MAX_MASS_MS;
    return at < until ? [{ rule, until }] : [];
  });
}

/** What silences a decision; null for nothing. */
export function silencedBy(
  decision: Decision,
  silencers: readonly Silencer[],
  evaluation: Evaluation,
): 'stale' | 'mass-change' | null {
  const kinds = SILENCED_BY[decision.rule.condition.kind];
  const isSilent = (kind: 'stale' | 'mass-change'): boolean =>
    silencers.some(
      ({ rule }) => rule.condition.kind === kind && (kind === 'stale' || isWithin(decision, rule, evaluation)),
    );
  return kinds.find(isSilent) ?? null;
}

/** Whether all whom a decision is about could be in the scope of a mass change; one of another queue explains nothing. */
function isWithin({ rule, userId }: Decision, mass: Rule, { scopeOf, agents }: Evaluation): boolean {
  const wide = scopeOf(mass.id);
  if (wide === null) return false;
  if (wide.name === null) return true;
  if (userId !== null) {
    const agent = agents.get(userId);
    return agent === undefined || wide.couldBeIn(agent);
  }
  const narrow = scopeOf(rule.id);
  if (narrow === null || narrow === wide) return true;
  for (const agent of agents.values()) if (narrow.couldBeIn(agent) && !wide.couldBeIn(agent)) return false;
  return true;
}
