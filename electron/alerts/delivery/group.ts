import type { Rule, RuleKind } from '../../shared/model.ts';
import type { Calls } from './cool-down.ts';
import { subjectOf } from './delivery-state.ts';

/** What these find is about single agents, and goes on. */
const GROUPED: ReadonlySet<RuleKind> = new Set<RuleKind>(['too-long', 'too-often', 'not-in', 'flapping']);
const GROUP_MS = 60_000;

/** When each rule last told of somebody; by its id. */
export type LastTold = ReadonlyMap<string, number>;

export function lastToldOf(calls: Readonly<Calls>): LastTold {
  const last = new Map<string, number>();
  for (const [key, { toldAt }] of Object.entries(calls)) {
    const { ruleId } = subjectOf(key);
    if (toldAt !== null) last.set(ruleId, Math.max(toldAt, last.get(ruleId) ?? toldAt));
  }
  return last;
}

/**
 * Until when a rule that has told of somebody waits with the next: many come over the same limit within a minute, one
 * after the other, and are told together. -Infinity where it does not wait.
 */
export function groupEnd(lastTold: LastTold, { id, condition: { kind } }: Pick<Rule, 'id' | 'condition'>): number {
  return GROUPED.has(kind) ? (lastTold.get(id) ?? -Infinity) + GROUP_MS : -Infinity;
}
