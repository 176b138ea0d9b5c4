import { isEmail } from '../../../history/people.ts';
import type { SavedConnection } from '../../../settings/types.ts';
import { findFilter, isId, type UnclearName } from '../../../shared/names/find-names.ts';
import { foldName } from '../../../shared/names/invisible.ts';
import { EMPTY_DIRECTORY, type HistoryPerson, type HistoryWho } from '../../../shared/model.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { namesOf, type DirectoryState } from '../../../team/directory/directory-state.ts';
import type { Members } from '../../../team/directory/types.ts';
import type { TeamChoice } from '../../invocation.ts';
import { chooseView } from '../open-team.ts';

/** What names stand for, as far as it is known. */
export interface KnownToHistory {
  readonly saved: SavedConnection | null;
  readonly directory: DirectoryState | null;
  /** Nobody where nobody was read yet. */
  readonly agents: readonly HistoryPerson[];
}

/** A person whom a part of a name stands for. */
export interface GuessedName {
  readonly text: string;
  readonly person: HistoryPerson;
}

/** Those of the names on a command line that are only a part of somebody's name. */
export function guessesOf(
  { kind, ...team }: TeamChoice,
  who: HistoryWho,
  agents: readonly HistoryPerson[],
): GuessedName[] {
  if (kind !== 'ids' || !('filter' in team) || who.kind !== 'filter') return [];
  return team.filter.agentIds
    .filter((text) => !isEmail(text))
    .flatMap((text, index) => {
      const person = agents.find(({ userId }) => userId === who.filter.agentIds[index]);
      const isExact = person === undefined || text === person.userId || foldName(text) === foldName(person.name);
      return isExact ? [] : { text, person };
    });
}

/** Whose history a command line means, or which of its names is not clear; `invalid-input` for a view there is not. */
export function whoOf(
  team: TeamChoice,
  { saved, directory, agents }: KnownToHistory,
): Result<{ readonly who: HistoryWho } | { readonly unclear: UnclearName }> {
  if (team.kind === 'open') return ok({ who: { kind: 'everybody' } });
  const chosen = chooseView(team, saved);
  if (!chosen.ok) return chosen;
  const { view, name } = chosen.value;
  if (view === null) return ok({ who: { kind: 'everybody' } });
  if (name !== null) return ok({ who: { kind: 'view', id: view.id } });
  const { queues, skills, isCut } = directory === null ? EMPTY_DIRECTORY : namesOf(directory);
  // An e-mail is looked up when the history is read: it is not saved.
  const [emails, texts] = [view.filter.agentIds.filter(isEmail), view.filter.agentIds.filter((id) => !isEmail(id))];
  const unknown = agents.length === 0 ? texts.find((text) => !isId(text)) : undefined;
  if (unknown !== undefined) {
    return ok({ unclear: { list: 'agentIds', text: unknown, isNone: true, fits: [], others: 0 } });
  }
  const agentIds = agents.map(({ userId, ...named }) => ({ id: userId, ...named }));
  const found = findFilter(
    { ...view.filter, agentIds: texts },
    { queueIds: queues, skillIds: skills, agentIds },
    isCut,
  );
  if ('unclear' in found) return ok(found);
  const filter = { ...found.filter, agentIds: [...found.filter.agentIds, ...emails] };
  return ok({ who: { kind: 'filter', filter } });
}

/** Who serves and has what, as it was saved. */
export function savedMembers(state: DirectoryState | null): Members {
  const queue = state?.members.queue;
  const skill = state?.members.skill;
  return {
    ofView: () => null,
    ofQueue: (id) => queue?.get(id)?.userIds ?? null,
    ofSkill: (id) => skill?.get(id)?.userIds ?? null,
    asOf: (id) => (queue?.get(id) ?? skill?.get(id))?.asOf ?? null,
    leftQueue: () => [],
  };
}
