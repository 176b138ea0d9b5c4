import { needingAttention } from '../shared/attention.ts';
import type { Agent, Limits, TeamSnapshot } from '../shared/model.ts';

/** How many need attention, and when this number changes by itself. */
export interface AttentionCount {
  readonly count: number;
  /** Null when it only changes with the team or the limits. */
  readonly nextAt: number | null;
}

/**
 * Counts who needs attention. The times of a team that is not live stand still at its last answer, since nobody knows
 * whether a status has ended meanwhile.
 */
export function countAttention(
  agents: Iterable<Agent>,
  { asOf, health }: Pick<TeamSnapshot, 'asOf' | 'health'>,
  limits: Limits,
  now: number,
): AttentionCount {
  const isLive = health.state === 'live';
  const needing = needingAttention(agents, limits, isLive ? now : (asOf ?? now));
  return { count: needing.agents.length, nextAt: isLive ? needing.nextAt : null };
}
