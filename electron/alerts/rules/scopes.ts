import type { Directory, RuleScope, View, ViewList } from '../../shared/model.ts';
import type { Members } from '../../team/directory/types.ts';
import type { LiveTeam } from '../../team/types.ts';
import { filterMatcher, unknownIn, viewMatcher } from '../../team/views/view-matcher.ts';
import type { ScopedTeam, TeamReading } from '../types.ts';

const everybody = (): boolean => true;
const EVERYBODY: ScopedTeam = { name: null, isIn: everybody, couldBeIn: everybody };

/** Makes the function that finds the agents of a scope in the last answer. */
export function createScopes({
  team,
  views,
  directory,
}: {
  readonly team: Pick<LiveTeam, 'agentIdOf' | 'canShow'>;
  readonly views: { list(): Pick<ViewList, 'views'>; active(): View | null };
  readonly directory: { get(): Pick<Directory, 'queues' | 'asOf' | 'isCut'>; members(): Members };
}): TeamReading['scopeOf'] {
  /** The same objects as long as the same agents are meant, so that they are counted once. */
  const queueScopes = new Map<string, { readonly members: ReadonlySet<string>; readonly scope: ScopedTeam }>();
  const viewScopes = new Map<
    string,
    { readonly view: View; readonly lists: readonly (ReadonlySet<string> | null)[]; readonly scope: ScopedTeam }
  >();

  function ofView(view: View | null): ReturnType<TeamReading['scopeOf']> {
    if (!team.canShow(view)) return 'members-unknown';
    if (view === null) return EVERYBODY;
    const members = directory.members();
    const { viewId, queueIds, skillIds, agentIds } = view.filter;
    const published = viewId === undefined ? [] : [members.ofView(viewId)];
    const lists = [
      ...published,
      ...queueIds.map((id) => members.ofQueue(id)),
      ...skillIds.map((id) => members.ofSkill(id)),
    ];
    const known = viewScopes.get(view.id);
    // Who is meant by the id of an agent may be another one with each answer.
    const isSame = known?.view === view && agentIds.length === 0 && known.lists.every((list, at) => list === lists[at]);
    if (isSame) return known.scope;
    const scope = newViewScope(view, members);
    viewScopes.set(view.id, { view, lists, scope });
    return scope;
  }

  function newViewScope(view: View, members: Members): ScopedTeam {
    // Where members are not known, the answer is already about the filter of the view.
    const isKnown = unknownIn(view.filter, members).length === 0;
    const inFilter = isKnown ? filterMatcher(view.filter, members, team.agentIdOf) : everybody;
    return { name: view.name, viewId: view.id, isIn: viewMatcher(view, inFilter) ?? inFilter, couldBeIn: inFilter };
  }

  function ofQueue(id: string): ReturnType<TeamReading['scopeOf']> {
    const { queues, asOf, isCut } = directory.get();
    const name = queues.find((queue) => queue.id === id)?.name;
    const members = directory.members().ofQueue(id);
    if (members === null && name === undefined && asOf !== null && !isCut) return 'queue-gone';
    if (members === null || !team.canShow(null)) return 'members-unknown';
    const known = queueScopes.get(id);
    if (known?.members === members && known.scope.name === (name ?? id)) return known.scope;
    const isIn: ScopedTeam['isIn'] = ({ userId }) => members.has(userId);
    const scope = { name: name ?? id, isIn, couldBeIn: isIn };
    queueScopes.set(id, { members, scope });
    return scope;
  }

  return (scope: RuleScope) => {
    switch (scope.kind) {
      case 'everybody':
        return ofView(null);
      case 'open-view':
        return ofView(views.active());
      case 'view': {
        const view = views.list().views.find(({ id }) => id === scope.id);
        return view === undefined ? 'view-gone' : ofView(view);
      }
      case 'queue':
        return ofQueue(scope.id);
    }
  };
}
