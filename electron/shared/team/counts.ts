import { countText } from '../format.ts';
import { STATUSES, type Agent, type Counts, type KnownCounts, type Status } from '../model.ts';
import { teamTexts } from '../texts/team/team.ts';

const texts = teamTexts.counts;

/** Counts of an empty team. */
export const NO_COUNTS: KnownCounts = { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0, total: 0 };

/** Counts agents per status; each agent is expected once. */
export function countAgents(agents: Iterable<Pick<Agent, 'status'>>): KnownCounts {
  const counts: Record<Status | 'total', number> = { ...NO_COUNTS };
  for (const { status } of agents) {
    counts[status] += 1;
    counts.total += 1;
  }
  return counts;
}

/** The same without the statuses whose lists could not be understood: how many are in them is not known. */
export function withoutUnread(counts: KnownCounts, unread: readonly Status[]): Counts {
  if (unread.length === 0) return counts;
  return { ...counts, ...Object.fromEntries(unread.map((status) => [status, null])), total: null };
}

/** Whether all of an answer was understood. */
export function isKnown(counts: Counts): counts is KnownCounts {
  return counts.total !== null;
}

/** One count: `1,200`, or a question mark where it is not known. */
export function oneCount(count: number | null): string {
  return count === null ? '?' : countText(count);
}

/** Each count with its status: `12 available`, `? busy`. OTHER only where somebody is in it. */
export function describeEach(counts: Counts): string[] {
  return STATUSES.filter((status) => status !== 'OTHER' || counts.OTHER !== 0).map((status) =>
    texts.ofStatus(oneCount(counts[status]), status),
  );
}

/** One line for a tooltip, a menu or a terminal: `12 available, 7 busy, 4 away, 9 offline`. */
export function describeCounts(counts: Counts): string {
  return describeEach(counts).join(', ');
}

/** How much of an answer was not understood, beside its counts: `2 entries not understood`; nothing where that is none. */
export function describeIgnored(ignored: number): string[] {
  return ignored === 0 ? [] : [texts.ignored(ignored)];
}

/** The same as a sentence; null where all was understood. */
export function ignoredNote(ignored: number): string | null {
  return ignored === 0 ? null : texts.ignoredNote(ignored);
}
