import type { MemberOf } from '../../kore/types.ts';
import type { DirectoryState } from './directory-state.ts';

/** One thing to read: a list of names, or the members of one queue or skill. */
export type DirectoryRead = 'queues' | 'skills' | MemberOf;

/** What decides which of them are due. */
export interface DueContext {
  readonly now: number;
  /** When the present day of the team began. */
  readonly dayStartsAt: number;
  /** What the views name, the open one first. */
  readonly used: readonly MemberOf[];
  /** What was read before this is due: somebody asked for it anew. */
  readonly wantedFrom: number;
  /** Whether it was refused, or failed, too recently. */
  readonly isHeld: (read: DirectoryRead) => boolean;
}

const HOUR_MS = 3_600_000;
/** Names change seldom. */
const MAX_AGE_MS = 24 * HOUR_MS;
/** Agents opt out of queues during the day. */
const MAX_USED_AGE_MS = HOUR_MS;

/**
 * What is due, in the order it is read: the names of the queues, who serves those that views name, the list of skills,
 * and then who serves the others, of which the oldest comes first.
 */
export function dueReads(state: DirectoryState, context: DueContext): readonly DirectoryRead[] {
  const { now, used, dayStartsAt, wantedFrom, isHeld } = context;
  const isDue = (asOf: number | null, maxAgeMs: number): boolean =>
    asOf === null || asOf > now || asOf < wantedFrom || now - asOf >= maxAgeMs;
  const asOf = ({ kind, id }: MemberOf): number | null => state.members[kind].get(id)?.asOf ?? null;

  const usedDue = used.filter((of) => isDue(asOf(of), MAX_USED_AGE_MS) || (asOf(of) ?? 0) < dayStartsAt);
  const usedQueues = new Set(used.filter(({ kind }) => kind === 'queue').map(({ id }) => id));
  const others = [...state.queues.keys()]
    .filter((id) => !usedQueues.has(id))
    .map((id): MemberOf => ({ kind: 'queue', id }))
    .filter((of) => isDue(asOf(of), MAX_AGE_MS))
    .sort((a, b) => (asOf(a) ?? 0) - (asOf(b) ?? 0));
  const reads: readonly DirectoryRead[] = [
    ...(isDue(state.queuesAsOf, MAX_AGE_MS) ? (['queues'] as const) : []),
    ...usedDue,
    ...(isDue(state.skillsAsOf, MAX_AGE_MS) ? (['skills'] as const) : []),
    ...others,
  ];
  return reads.filter((read) => !isHeld(read));
}

/** The same for the same read. */
export function readKey(read: DirectoryRead): string {
  return typeof read === 'string' ? read : `${read.kind} ${read.id}`;
}
