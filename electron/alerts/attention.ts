import { needingAttention, type AttentionRules } from '../shared/attention.ts';
import type { Agent, TeamSnapshot } from '../shared/model.ts';

/** How many need attention, and when this number changes by itself, by this computer's clock. */
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
  { asOf, clockOffsetMs = 0, health }: Pick<TeamSnapshot, 'asOf' | 'clockOffsetMs' | 'health'>,
  rules: AttentionRules,
  now: number,
): AttentionCount {
  const isLive = health.state === 'live';
  const { agents: needing, nextAt } = needingAttention(agents, rules, (isLive ? now : (asOf ?? now)) + clockOffsetMs);
  return { count: needing.length, nextAt: isLive && nextAt !== null ? nextAt - clockOffsetMs : null };
}
