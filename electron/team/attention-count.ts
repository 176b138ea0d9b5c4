import { needingAttention, type AttentionRules } from '../shared/attention.ts';
import type { Agent, TeamSnapshot } from '../shared/model.ts';

/** How many need attention, and when this number changes by itself. */
export interface AttentionCount {
  readonly count: number;
  /** Null when it only changes with the team or the rules. */
  readonly nextAt: number | null;
}

/**
 * Counts who needs attention. The times of a team that is not live stand still at its last answer, since nobody knows
 * whether a status has ended meanwhile.
 */
export function countAttention(
  agents: Iterable<Agent>,
  { asOf, health }: Pick<TeamSnapshot, 'asOf' | 'health'>,
  rules: AttentionRules,
  now: number,
): AttentionCount {
  const isLive = health.state === 'live';
  const needing = needingAttention(agents, rules, isLive ? now : (asOf ?? now));
  return { count: needing.agents.length, nextAt: isLive ? needing.nextAt : null };
}
