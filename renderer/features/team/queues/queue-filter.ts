import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { NamedId } from '../../../../electron/shared/model.ts';
import { queueTexts as texts } from '../../../../electron/shared/texts/team/queues.ts';
import { useBridge } from '../../../bridge/bridge-key.ts';
import { useConnectionStore } from '../../connect/connection-store.ts';
import { useTeamStore } from '../team-store.ts';

/** A queue to which the list is limited, and the user ids of who serves it. */
export interface QueueFilter extends NamedId {
  readonly agents: ReadonlySet<string>;
}

/** The queue to which the list is limited, if any. The page asks for its agents only then. */
export const useQueueFilterStore = defineStore('queue-filter', () => {
  const bridge = useBridge();
  const team = useTeamStore();
  const connection = useConnectionStore();
  const filter = shallowRef<QueueFilter | null>(null);
  const problem = ref('');
  let latest = 0;

  /** The latest request wins. A queue whose agents cannot be had leaves the list as it is. */
  async function load({ id, name }: NamedId): Promise<void> {
    const mine = (latest += 1);
    const result = await bridge.invoke('queue:agents', id);
    if (mine !== latest) return;
    problem.value = result.ok ? '' : texts.notListed(name);
    if (result.ok) filter.value = { id, name, agents: new Set(result.value) };
  }

  function clear(): void {
    latest += 1;
    filter.value = null;
    problem.value = '';
  }

  /** Limits the list to a queue, or shows everybody again where it is limited to this one. */
  function toggle(queue: NamedId): void {
    if (filter.value?.id === queue.id) clear();
    else void load(queue);
  }

  // Its members were read again, or some of them came or went.
  watch(
    () => {
      const queue = team.snapshot?.queues.find(({ id }) => id === filter.value?.id);
      return queue === undefined ? null : `${queue.asOf} ${queue.counts.total}`;
    },
    (next, before) => {
      if (filter.value !== null && next !== null && before !== null) void load(filter.value);
    },
  );
  // Another list.
  watch([() => connection.profile?.id, () => team.snapshot?.view?.id], clear);

  return {
    /** Null: the list is not limited. */
    filter: computed(() => filter.value),
    /** Why the last queue could not be listed; empty where it could. */
    problem: computed(() => problem.value),
    toggle,
    clear,
  };
});
