import type { QueueState } from '../../../../electron/shared/model.ts';

/** What a queue lacks, the most urgent first; `empty` has no agent in the team who could be missed. */
const NEEDS = ['nobody', 'no-slot', 'one', 'none', 'empty'] as const;
export type QueueNeed = (typeof NEEDS)[number];

/** What a queue needs now. */
export function needOf({ counts, ready }: Pick<QueueState, 'counts' | 'ready'>): QueueNeed {
  if (counts.total === 0) return 'empty';
  if (counts.AVAILABLE === 0) return 'nobody';
  if (ready === 0) return 'no-slot';
  return ready === 1 ? 'one' : 'none';
}

/** Those that need somebody first; within a need the order stays. */
export function sortByNeed(queues: readonly QueueState[]): readonly QueueState[] {
  return queues.toSorted((a, b) => NEEDS.indexOf(needOf(a)) - NEEDS.indexOf(needOf(b)));
}

/** The queues as they are now in the places they had before, so that none moves under a pointer; new ones at the end. */
export function inPlaces(before: readonly QueueState[], now: readonly QueueState[]): readonly QueueState[] {
  const byId = new Map(now.map((queue) => [queue.id, queue]));
  const same = before.flatMap(({ id }) => byId.get(id) ?? []);
  const placed = new Set(same);
  return [...same, ...now.filter((queue) => !placed.has(queue))];
}
