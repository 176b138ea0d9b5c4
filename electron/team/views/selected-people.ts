import { keysOf, type PersonTest, type TeamPerson } from '../../history/people.ts';
import { searchText, wordsOf } from '../../shared/names/agent-search.ts';
import type { Agent, HistoryWho, Selection, View } from '../../shared/model.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { historyTexts } from '../../shared/texts/history/history.ts';
import type { Members } from '../directory/types.ts';
import { isRestricted } from '../details/details-queue.ts';
import { filterMatcher, unknownIn } from './view-matcher.ts';

/** Whom an answer to a filter names. */
interface SelectedAgents {
  readonly agents: readonly Pick<Agent, 'userId'>[];
}

/**
 * Makes the test whether somebody's history is wanted: of everybody, of a view or of a filter, by who serves and has what
 * now. The statuses of a view are of the moment: they restrict no history, and its words have to be in the name.
 */
export function personTest(
  who: HistoryWho,
  {
    views,
    members,
    snapshotOf,
  }: {
    readonly views: () => readonly View[];
    readonly members: () => Members;
    /** As `LiveTeam.snapshotOf`: the answer to a filter tells who is in a view where members do not. */
    readonly snapshotOf: (view: View | null) => SelectedAgents | null;
  },
): Result<PersonTest> {
  if (who.kind === 'everybody') return ok(null);
  const view = who.kind === 'view' ? views().find(({ id }) => id === who.id) : { filter: who.filter, text: '' };
  if (view === undefined) return fail('not-found', { message: historyTexts.query.viewGone });
  const isInFilter = filterTest(view, members(), snapshotOf);
  if (!isInFilter.ok) return isInFilter;
  const words = wordsOf(view.text);
  if (words.length === 0) return isInFilter;
  return ok((person) => isIn(isInFilter.value, person) && hasWords(person, words));
}

function filterTest(
  { filter }: Pick<Selection, 'filter'>,
  members: Members,
  snapshotOf: (view: View | null) => SelectedAgents | null,
): Result<PersonTest> {
  if (!isRestricted(filter)) return ok(null);
  const isNamed = namedTest(filter.agentIds);
  if (unknownIn(filter, members).length === 0) {
    const isServing = filterMatcher({ ...filter, agentIds: [] }, members);
    return ok((person) => isServing(person) && isIn(isNamed, person));
  }
  const view = { id: '', name: '', filter, text: '', statuses: [], secondaryStatuses: [] };
  const answered = snapshotOf(view);
  if (answered === null) return fail('not-found', { message: historyTexts.query.membersUnknown });
  const ids = new Set(answered.agents.map(({ userId }) => userId));
  return ok(({ userId }) => ids.has(userId));
}

function namedTest(agentIds: readonly string[]): PersonTest {
  if (agentIds.length === 0) return null;
  const named = new Set(agentIds.map((id) => id.toLowerCase()));
  return (person) => keysOf(person).some((key) => named.has(key));
}

function isIn(test: PersonTest, person: TeamPerson): boolean {
  return test?.(person) ?? true;
}

function hasWords({ name, customId }: TeamPerson, words: readonly string[]): boolean {
  const text = searchText(`${name} ${customId ?? ''}`);
  return words.every((word) => text.includes(word));
}
