import { EMPTY_FILTER, type TeamFilter } from '../shared/model.ts';
import { fail, type ErrorCode } from '../shared/result.ts';
import type { AvailabilityAnswer, KoreClient } from './types.ts';

/** Ids in the format of the document that no account has. */
const NOBODYS = {
  queueIds: 'qu-00000000-0000-0000-0000-000000000000',
  skillIds: '000000000000000000000000',
} as const satisfies Partial<Record<keyof TeamFilter, string>>;
type CheckedList = keyof typeof NOBODYS;
const LISTS = ['queueIds', 'skillIds'] as const satisfies readonly CheckedList[];

/** Who refuses an id has looked at it. */
const REFUSALS: readonly ErrorCode[] = ['request-refused', 'not-found', 'forbidden'];

/**
 * Makes reads of availability fail with `filter-ignored` where Kore.ai names all agents whatever queue or skill is asked for:
 * every agent would seem to be in every queue. An answer that names everybody may be true, so one more call asks for a
 * queue, or a skill, that does not exist. What it says holds for as long as the client.
 */
export function withFilterCheck(read: KoreClient['availability']): KoreClient['availability'] {
  const isIgnored = new Map<CheckedList, boolean>();
  /** How many agents the last answer without a filter named. */
  let everybody = Infinity;

  return async (filter, call) => {
    const lists = LISTS.filter((list) => filter[list].length > 0);
    if (lists.some((list) => isIgnored.get(list))) return fail('filter-ignored');
    const answer = await read(filter, call);
    if (!answer.ok) return answer;
    if (lists.length === 0 && filter.agentIds.length === 0) everybody = countOf(answer.value) || Infinity;
    if (lists.length === 0 || everybody === Infinity || countOf(answer.value) < everybody) return answer;
    const { pace: _, ...once } = call;
    for (const list of lists.filter((each) => !isIgnored.has(each))) {
      const ofNobody = await read({ ...EMPTY_FILTER, [list]: [NOBODYS[list]] }, { ...once, isAside: true });
      if (!ofNobody.ok && !REFUSALS.includes(ofNobody.error.code)) return ofNobody;
      isIgnored.set(list, ofNobody.ok && ofNobody.value.rows.length > 0);
      if (isIgnored.get(list) === true) return fail('filter-ignored');
    }
    return answer;
  };
}

/** An agent in several buckets counts once. */
export function countOf({ rows }: Pick<AvailabilityAnswer, 'rows'>): number {
  return new Set(rows.map(({ userId }) => userId)).size;
}
