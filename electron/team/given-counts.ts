import {
  EVERYBODY_ID,
  isNarrowed,
  STATUSES,
  type Agent,
  type Counts,
  type Selection,
  type Status,
  type TeamFilter,
} from '../shared/model.ts';
import { countAgents, NO_COUNTS, withoutUnread } from '../shared/team/counts.ts';
import { isRestricted } from './details/details-queue.ts';

/** What a publisher counts in a view of its own, or in all of them together where one of them is everybody; null where it does not say. */
function givenFor({ viewId, ...filter }: TeamFilter, given: ReadonlyMap<string, Counts>): Counts | null {
  if (isRestricted(filter)) return null;
  const only = given.size === 1 ? [...given.values()][0] : undefined;
  return (viewId === undefined ? (given.get(EVERYBODY_ID) ?? only) : given.get(viewId)) ?? null;
}

/** Counts the agents that a view selects, or says what a publisher that sends no agents has counted of them. */
export function countViewed(
  selection: Selection,
  viewed: Iterable<Agent>,
  unread: readonly Status[],
  given: ReadonlyMap<string, Counts> | null,
): Counts {
  if (given === null) return withoutUnread(countAgents(viewed), unread);
  return (isNarrowed(selection) ? null : givenFor(selection.filter, given)) ?? withoutUnread(NO_COUNTS, STATUSES);
}
