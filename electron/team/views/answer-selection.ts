import {
  filterKey,
  selectionKey,
  selectionOf,
  type Selection,
  type TeamFilter,
  type View,
} from '../../shared/model.ts';
import { isRestricted } from '../details/details-queue.ts';
import type { Members } from '../directory/types.ts';
import { filterMatcher, unknownIn, viewMatcher, type AgentMatcher } from './view-matcher.ts';

/** What tells whom of an answer a view selects. */
export interface Selecting {
  /** The filter that it was read with; null where it is what was saved of a view. */
  readonly readWith: TeamFilter | null;
  readonly members: Members;
  /** The id that filters take for an agent of the answer. */
  readonly agentIdOf: (userId: string) => string | null;
  /** Whom Kore.ai itself names for a filter; null where that is not known. */
  readonly namedFor: (filter: TeamFilter) => ReadonlySet<string> | null;
}

/** Whether an answer tells who is selected. */
export function canSelect({ filter }: Selection, { readWith, members, namedFor }: Selecting): boolean {
  if (readWith === null) return false;
  if (filterKey(readWith) === filterKey(filter)) return true;
  if (isRestricted(readWith)) return false;
  return unknownIn(filter, members).length === 0 || namedFor(filter) !== null;
}

/** Whom a view selects of an answer, which must tell; null where that is all of it. */
export function selectFrom(
  selection: Selection,
  selecting: Selecting,
): Readonly<Record<'isInFilter' | 'isViewed', AgentMatcher | null>> {
  const { filter } = selection;
  const { readWith } = selecting;
  const isForeign = readWith !== null && !isRestricted(readWith) && isRestricted(filter);
  const isInFilter = isForeign ? inFilterOf(filter, selecting) : null;
  return { isInFilter, isViewed: viewMatcher(selection, isInFilter) };
}

function inFilterOf(filter: TeamFilter, { members, agentIdOf, namedFor }: Selecting): AgentMatcher {
  if (unknownIn(filter, members).length === 0) return filterMatcher(filter, members, agentIdOf);
  const userIds = namedFor(filter);
  return ({ userId }) => userIds?.has(userId) === true;
}

/** How a view differs from the open one: in its name, in the selection from the same answer, or in the filter of the API. */
export function viewChange(before: View | null, after: View | null): 'none' | 'name' | 'selection' | 'filter' {
  if (JSON.stringify(before) === JSON.stringify(after)) return 'none';
  const [then, now] = [selectionOf(before), selectionOf(after)];
  if (selectionKey(now) === selectionKey(then)) return 'name';
  return filterKey(now.filter) === filterKey(then.filter) ? 'selection' : 'filter';
}
