import { EVERYBODY_ID, type Counts, type TeamFilter } from '../shared/model.ts';
import { isRestricted } from './details/details-queue.ts';

/** What a publisher counts in a view of its own, or in all of them together where one of them is everybody; null where it does not say. */
export function givenFor({ viewId, ...filter }: TeamFilter, given: ReadonlyMap<string, Counts>): Counts | null {
  if (isRestricted(filter)) return null;
  const only = given.size === 1 ? [...given.values()][0] : undefined;
  return (viewId === undefined ? (given.get(EVERYBODY_ID) ?? only) : given.get(viewId)) ?? null;
}
