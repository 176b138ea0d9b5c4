import { countText } from './count-text.ts';
import { STATUSES, type Agent, type Counts, type Status } from './model.ts';

/** Counts of a team nobody is in. */
export const NO_COUNTS: Counts = { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0, total: 0 };

/** Counts agents per status; each agent is expected once. */
export function countAgents(agents: Iterable<Pick<Agent, 'status'>>): Counts {
  const counts: Record<Status, number> & { total: number } = { ...NO_COUNTS };
  for (const { status } of agents) {
    counts[status] += 1;
    counts.total += 1;
  }
  return counts;
}

/** One line for a tooltip, a menu or a terminal: `12 available, 7 busy, 4 away, 9 offline`. */
export function describeCounts(counts: Counts): string {
  return STATUSES.filter((status) => status !== 'OTHER' || counts.OTHER > 0)
    .map((status) => `${countText(counts[status])} ${status.toLowerCase()}`)
    .join(', ');
}
