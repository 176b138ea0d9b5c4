import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Status } from '../../../../electron/shared/model.ts';
import type { RosterQuery, SortKey } from './roster.ts';
import { useQueueFilterStore } from '../queues/queue-filter.ts';
import { useConnectionStore } from '../../connect/connection-store.ts';

/** The list's search, statuses, queue and order. They survive a change of page and are reset for another team. */
export const useRosterStore = defineStore('roster', () => {
  const search = ref('');
  const statuses = shallowRef<ReadonlySet<Status>>(new Set());
  const sort = ref<SortKey>('attention');
  const queueFilter = useQueueFilterStore();

  /** Adds a status to the filter or removes it; an empty filter shows all. */
  function toggle(status: Status): void {
    const next = new Set(statuses.value);
    if (!next.delete(status)) next.add(status);
    statuses.value = next;
  }

  /** Shows everybody again. */
  function showAll(): void {
    search.value = '';
    statuses.value = new Set();
    queueFilter.clear();
  }

  const connection = useConnectionStore();
  const switches = ref(0);
  watch(
    () => connection.profile?.id,
    (_, before) => {
      if (before === undefined) return; // not known yet, or no connection
      switches.value += 1;
      showAll();
    },
  );

  return {
    query: computed<RosterQuery>(() => ({
      search: search.value,
      statuses: statuses.value,
      sort: sort.value,
      queue: queueFilter.filter,
    })),
    /**
     * Counts changes of connection. It keys the list, so each connection starts without the last one's menu and held
     * order.
     */
    switches: computed(() => switches.value),
    find: (text: string) => (search.value = text),
    sortBy: (key: SortKey) => (sort.value = key),
    toggle,
    showAll,
  };
});
