import { needingAttention, type AttentionRules } from '../shared/team/attention.ts';
import type { Clock } from '../shared/clock.ts';
import type { Agent, TeamSnapshot } from '../shared/model.ts';

/** What is counted, as a snapshot has it. */
export type CountedAttention = Pick<TeamSnapshot, 'attention' | 'countedAt' | 'refreshAt'>;

/**
 * Creates a function that counts who needs attention now. It goes through the agents only where that may give another
 * number than the last time. Times of a team that is not live stop at its last answer, since it is not known
 * whether a status has ended meanwhile.
 */
export function createAttentionCount(clock: Pick<Clock, 'now'>) {
  let known: {
    readonly agents: ReadonlyMap<string, Agent>;
    readonly rules: AttentionRules;
    /** By the server's clock: the count holds from one to the other. */
    readonly from: number;
    readonly nextAt: number | null;
    readonly attention: number;
  } | null = null;

  function isKnown(agents: ReadonlyMap<string, Agent>, { limits, offHours }: AttentionRules, now: number): boolean {
    if (known?.agents !== agents || known.rules.limits !== limits || known.rules.offHours !== offHours) return false;
    return now >= known.from && now < (known.nextAt ?? Infinity);
  }

  return (
    agents: ReadonlyMap<string, Agent>,
    { asOf, clockOffsetMs = 0, health }: Pick<TeamSnapshot, 'asOf' | 'clockOffsetMs' | 'health'>,
    rules: AttentionRules,
  ): CountedAttention => {
    const isLive = health.state === 'live';
    const now = (isLive ? clock.now() : (asOf ?? clock.now())) + clockOffsetMs;
    if (known === null || !isKnown(agents, rules, now)) {
      const { agents: needing, nextAt } = needingAttention(agents.values(), rules, now);
      known = { agents, rules, from: now, nextAt, attention: needing.length };
    }
    const { attention, from: countedAt, nextAt } = known;
    return { attention, countedAt, refreshAt: isLive && nextAt !== null ? nextAt - clockOffsetMs : null };
  };
}
