import type { Agent, NamedId, View } from '../../shared/model.ts';
import type { Members } from '../../team/directory/types.ts';
import type { PublishedQueue } from '../wire/types.ts';

/** What is known of queues and of who serves them. */
export interface KnownQueues {
  readonly queues: readonly NamedId[];
  readonly members: Members;
}

/**
 * The queues that a view is about, with who of the view serves them: those that it names, and those that any of its
 * agents serves; for everybody all of them. A queue whose members are not known is left out.
 */
export function queuesOfView(
  view: View | null,
  agents: readonly Agent[],
  { queues, members }: KnownQueues,
): readonly PublishedQueue[] {
  const ids = new Set(agents.map(({ userId }) => userId));
  const named = new Set(view?.filter.queueIds);
  return queues.flatMap(({ id, name }): readonly PublishedQueue[] => {
    const serving = members.ofQueue(id);
    if (serving === null) return [];
    const ofView = [...serving].filter((userId) => ids.has(userId));
    if (view !== null && !named.has(id) && ofView.length === 0) return [];
    const left = members.leftQueue(id).filter((userId) => ids.has(userId));
    return [{ id, name, members: ofView, left, asOf: members.asOf(id) ?? 0 }];
  });
}
