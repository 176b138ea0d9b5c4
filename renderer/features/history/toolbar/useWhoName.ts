import { computed, type ComputedRef } from 'vue';
import { historyTexts } from '../../../../electron/shared/texts/history/history.ts';
import { useNames } from '../../../ui/useNames.ts';
import { useDirectory } from '../../views/useDirectory.ts';
import { useViewsStore } from '../../views/views-store.ts';
import { useHistoryStore } from '../history-store.ts';

const texts = historyTexts.who;

/** Whose history is shown, in a few words: a view, the only queue or agent by name, or how many of each. */
export function useWhoName(): ComputedRef<string> {
  const history = useHistoryStore();
  const views = useViewsStore();
  const { directory } = useDirectory();
  const nameOf = useNames();

  return computed(() => {
    const { who } = history;
    if (who.kind === 'everybody') return texts.everybody;
    if (who.kind === 'view') return views.views.find(({ id }) => id === who.id)?.name ?? texts.everybody;
    const { queueIds, agentIds } = who.filter;
    const agents = history.overview?.agents ?? [];
    const [agent] = agents;
    const onlyAgent = agentIds.length === 1 && agents.length === 1 && agent !== undefined ? nameOf(agent) : null;
    const onlyQueue = queueIds.length === 1 ? directory.value.queues.find(({ id }) => id === queueIds[0])?.name : null;
    const parts = [
      ...(queueIds.length > 0 ? [onlyQueue ?? texts.queues(queueIds.length)] : []),
      ...(agentIds.length > 0 ? [onlyAgent ?? texts.agents(agentIds.length)] : []),
    ];
    return parts.join(', ');
  });
}
