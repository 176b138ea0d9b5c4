import { isNarrowed, type NamedId, type View } from '../../shared/model.ts';
import type { Members } from '../../team/directory/types.ts';
import type { ViewedTeam } from '../../team/team-store.ts';
import type { PublishedQueue } from '../wire/types.ts';

/** What is known of queues and of who serves them. */
export interface KnownQueues {
  readonly queues: readonly NamedId[];
  readonly members: Members;
  /** Null while nobody knows. */
  readonly everybody: Pick<ViewedTeam, 'has'> | null;
}

/**
 * The queues that lie whole in a view, with who serves them: of those that it names or any of its agents serves, those
 * with no agent outside it; for everybody all of them. A part of a queue would be counted as the whole. A queue whose
 * members are not known is left out, and a view by status or text has none: they would come and go with its agents.
 */
export function queuesOfView(
  view: View | null,
  team: Pick<ViewedTeam, 'has'>,
  { queues, members, everybody }: KnownQueues,
): readonly PublishedQueue[] {
  if (view !== null && isNarrowed(view)) return [];
  const named = new Set(view?.filter.queueIds);
  const isWhole = (serving: ReadonlySet<string>): boolean => {
    for (const userId of serving) if (!team.has(userId) && everybody?.has(userId) !== false) return false;
    return true;
  };
  return queues.flatMap(({ id, name }): readonly PublishedQueue[] => {
    const serving = members.ofQueue(id);
    if (serving === null || (view !== null && !isWhole(serving))) return [];
    const ofView = [...serving].filter(team.has);
    if (view !== null && ofView.length === 0 && !named.has(id)) return [];
    const left = members.leftQueue(id).filter(team.has);
    return [{ id, name, members: ofView, left, asOf: members.asOf(id) ?? 0 }];
  });
}
