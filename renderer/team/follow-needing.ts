import { needingAttention, type AttentionRules, type NeedingAttention } from '../../electron/shared/attention.ts';
import type { Agent } from '../../electron/shared/model.ts';
import { replacements } from './replacements.ts';

/** Who of a team needs attention, and what that was computed from. */
export interface KnownNeeding extends NeedingAttention {
  readonly team: readonly Agent[];
  readonly rules: AttentionRules;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * `needingAttention`, which asks only those who changed since `before` where that is enough. `nextAt` may then be too
 * early, never too late: it may be that of an agent as they were.
 */
export function followNeeding(
  before: KnownNeeding | undefined,
  team: readonly Agent[],
  rules: AttentionRules,
  at: number,
): KnownNeeding {
  const isAlike = before !== undefined && before.rules === rules && before.at === at;
  const known = isAlike ? withChanged(before, team) : null;
  return { ...(known ?? needingAttention(team, rules, at)), team, rules, at };
}

/** Null when only the whole team gives the order. */
function withChanged(
  { team, rules, at, agents, nextAt }: KnownNeeding,
  next: readonly Agent[],
): NeedingAttention | null {
  const changes = replacements(team, next);
  if (changes === null) return null;
  const changed = needingAttention(
    changes.map((change) => change.next),
    rules,
    at,
  );
  if (changed.agents.length > 0) return null;
  const old = new Set(changes.map((change) => change.old));
  const kept = agents.filter((agent) => !old.has(agent));
  const soonest = Math.min(nextAt ?? Infinity, changed.nextAt ?? Infinity);
  return {
    // The very same list where it is: nothing has to be arranged again for it.
    agents: kept.length === agents.length ? agents : kept,
    nextAt: soonest === Infinity ? null : soonest,
  };
}
