import type { Pattern } from './pattern.ts';
import type { Segment } from './segments.ts';

const TWO_DAYS_MS = 2 * 86_400_000;

/** The four buckets of the availability document. */
export type LiveStatus = 'AVAILABLE' | 'BUSY' | 'OFFLINE' | 'AWAY';

/** A live state and a half-open stretch `from <= t < until` in which it certainly holds; either end may be infinite. */
export interface LiveSpan {
  readonly status: LiveStatus;
  readonly from: number;
  readonly until: number;
}

/**
 * The live state of one agent at `instant`: the segment open then, OFFLINE outside every block. In a small hole between
 * two segments of a block (the document's sample has some of 29 s to 2:21) the agent is still in the status before it.
 */
export function spanAt(pattern: Pattern, instant: number): LiveSpan {
  const blocks = pattern(instant - TWO_DAYS_MS, instant + TWO_DAYS_MS);
  const block = blocks.find((candidate) => candidate.startsAt <= instant && instant < candidate.endsAt);
  if (block) {
    const segment = block.segments().findLast((candidate) => candidate.startsAt <= instant);
    if (!segment) throw new Error('A block begins with its first segment');
    return { status: segment.primaryStatus, from: segment.startsAt, until: segment.endsAt };
  }
  const before = blocks.findLast((candidate) => candidate.endsAt <= instant);
  const after = blocks.find((candidate) => candidate.startsAt > instant);
  return { status: 'OFFLINE', from: before?.endsAt ?? -Infinity, until: after?.startsAt ?? Infinity };
}

/** All segments of one agent that touch `from <= t < to`, whole and in order. */
export function segmentsBetween(pattern: Pattern, from: number, to: number): Segment[] {
  return pattern(from, to)
    .filter((block) => block.startsAt < to && block.endsAt > from)
    .flatMap((block) => block.segments())
    .filter((segment) => segment.startsAt < to && segment.endsAt > from);
}
