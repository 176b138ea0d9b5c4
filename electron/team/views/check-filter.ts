import type { CallOptions, KoreClient } from '../../kore/types.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import {
  EMPTY_FILTER,
  FILTER_LISTS,
  type Directory,
  type FilterCheck,
  type FilterList,
  type TeamFilter,
} from '../../shared/model.ts';
import { membersOf } from '../../kore/members.ts';
import { viewRefusal } from './view-refusal.ts';

/** A person waits for the answer, so the rate limit may delay it no longer than this. */
const CALL: CallOptions = { priority: 'availability', maxWaitMs: 10_000, isAside: true };

type Client = Pick<KoreClient, 'availability'>;

/**
 * Asks the availability API about a filter: one call when it is taken. Kore.ai does not say which list it refuses
 * (document: Agents availability), so with several lists each one is then sent alone, in at most three more calls. Fails
 * with the client's error when there is no answer about the ids, and with `not-connected` without a client.
 */
export async function checkFilter(
  client: Client | null,
  filter: TeamFilter,
  directory: Directory,
): Promise<Result<FilterCheck>> {
  if (client === null) return fail('not-connected');
  const answer = await client.availability(filter, CALL);
  if (answer.ok) {
    // The number is not known where a list of the answer could not be understood.
    if (answer.value.unread.length > 0) return fail('unexpected-shape');
    return ok({ agents: membersOf(answer.value.rows).size, refusals: {}, refusal: null });
  }
  if (answer.error.code !== 'request-refused') return answer;
  const { code, message } = viewRefusal(answer.error, filter, directory);
  if (code === 'view-refused') return refused({}, message);
  const given = FILTER_LISTS.filter((list) => filter[list].length > 0);
  const [first] = given;
  if (given.length === 1 && first !== undefined) return refused({ [first]: answer.error.message });
  const refusals = await refusedAlone(client, filter, given);
  return refused(refusals, Object.keys(refusals).length === 0 ? answer.error.message : null);
}

async function refusedAlone(
  client: Client,
  filter: TeamFilter,
  lists: readonly FilterList[],
): Promise<FilterCheck['refusals']> {
  const refusals: Partial<Record<FilterList, string>> = {};
  for (const list of lists) {
    const alone = await client.availability({ ...EMPTY_FILTER, [list]: filter[list] }, CALL);
    if (alone.ok) continue;
    // Without an answer about the others, what is known stays true.
    if (alone.error.code !== 'request-refused') break;
    refusals[list] = alone.error.message;
  }
  return refusals;
}

function refused(refusals: FilterCheck['refusals'], refusal: string | null = null): Result<FilterCheck> {
  return ok({ agents: null, refusals, refusal });
}
