import type { LiveConnection } from '../../../connections/types.ts';
import type { CallOptions } from '../../../kore/types.ts';
import { peopleOf, type HistoryTeam, type TeamPerson } from '../../../history/people.ts';
import { EMPTY_FILTER, type Agent, type HistoryWho, type TeamFilter, type View } from '../../../shared/model.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { DirectoryState } from '../../../team/directory/directory-state.ts';
import { personTest } from '../../../team/views/selected-people.ts';
import { unknownIn } from '../../../team/views/view-matcher.ts';
import { savedMembers } from './history-who.ts';

/** The team of a command: nobody at first, then whom availability names. */
export interface CommandTeam extends HistoryTeam {
  /** Whether only an answer of availability tells who is meant. */
  needsAnswer(who: HistoryWho): boolean;
  /**
   * Whether everybody who is meant is among these user ids, as far as that can be told.
   * @param isWholeTeam whether these are all of the team
   */
  isAmong(who: HistoryWho, userIds: ReadonlySet<string>, isWholeTeam: boolean): boolean;
  /** Reads everybody, in one call. */
  read(live: LiveConnection, wait: TeamWait): Promise<Result<null>>;
  /** Takes over who is meant, where somebody else knows. */
  takeMembers(members: readonly Agent[]): void;
  /** Reads who is meant, where nobody knows. */
  readMembers(who: HistoryWho, live: LiveConnection, wait: TeamWait): Promise<Result<null>>;
}

/** How a read of the team waits for the rate limit. */
export type TeamWait = Pick<CallOptions, 'signal' | 'maxWaitMs' | 'onWaiting'>;

/** Creates it with what was saved of a connection. */
export function createCommandTeam(views: readonly View[], directory: DirectoryState | null): CommandTeam {
  const members = savedMembers(directory);
  let people: readonly TeamPerson[] = [];
  let answered: readonly TeamPerson[] | null = null;

  function filterOf(who: HistoryWho): TeamFilter {
    if (who.kind === 'everybody') return EMPTY_FILTER;
    return who.kind === 'filter' ? who.filter : (views.find(({ id }) => id === who.id)?.filter ?? EMPTY_FILTER);
  }

  async function availability(
    filter: TeamFilter,
    { client }: LiveConnection,
    wait: TeamWait,
  ): Promise<Result<readonly TeamPerson[]>> {
    const answer = await client.availability(filter, { ...wait, priority: 'lower', isAside: true });
    return answer.ok ? ok(peopleOf(answer.value.rows)) : answer;
  }

  return {
    people: () => people,
    testOf: (who) =>
      personTest(who, {
        views: () => views,
        members: () => members,
        snapshotOf: () => (answered === null ? null : { agents: answered }),
      }),
    needsAnswer: (who) => answered === null && unknownIn(filterOf(who), members).length > 0,
    isAmong(who, userIds, isWholeTeam) {
      const view = who.kind === 'view' ? views.find(({ id }) => id === who.id) : undefined;
      const { queueIds, skillIds, agentIds } = filterOf(who);
      // A view may have the API's own ids, which are not saved.
      if (agentIds.some((id) => !userIds.has(id))) return false;
      if (isWholeTeam || agentIds.length > 0) return true;
      // Whom a search of names would find is not known.
      if (view !== undefined && view.text !== '') return false;
      const lists = queueIds.length > 0 ? queueIds.map(members.ofQueue) : skillIds.map(members.ofSkill);
      return (
        lists.length > 0 && lists.every((list) => list !== null && [...list].every((userId) => userIds.has(userId)))
      );
    },
    async read(live, wait) {
      const read = await availability(EMPTY_FILTER, live, wait);
      if (!read.ok) return read;
      people = read.value;
      return ok(null);
    },
    takeMembers(members) {
      answered = members.map(({ userId, name }) => ({ userId, name, agentId: null, customId: null, email: null }));
      people = answered;
    },
    async readMembers(who, live, wait) {
      const filter = filterOf(who);
      // The API takes its own ids of agents only.
      const agentIds = filter.agentIds.map((id) => people.find(({ userId }) => userId === id)?.agentId ?? id);
      const read = await availability({ ...filter, agentIds }, live, wait);
      if (!read.ok) return read;
      answered = read.value;
      return ok(null);
    },
  };
}
