import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Status } from '../../../../electron/shared/model.ts';
import type { RosterQuery, SortKey } from './roster.ts';
import { useConnectionStore } from '../../connect/connection-store.ts';

/** Search, statuses and order of the list; they stay while another page is open, and not for another team. */
export const useRosterStore = defineStore('roster', () => {
  const search = ref('');
  const statuses = shallowRef<ReadonlySet<Status>>(new Set());
  const sort = ref<SortKey>('attention');

  /** Adds a status to those shown, or takes it away; none means all. */
  function toggle(status: Status): void {
    const next = new Set(statuses.value);
    if (!next.delete(status)) next.add(status);
    statuses.value = next;
  }

  /** Shows everybody again. */
  function showAll(): void {
    search.value = '';
    statuses.value = new Set();
  }

  const connection = useConnectionStore();
  const switches = ref(0);
  watch(
    () => connection.profile?.id,
    (_, before) => {
      if (before === undefined) return; // not known yet, or none
      switches.value += 1;
      showAll();
    },
  );

  return {
    query: computed<RosterQuery>(() => ({ search: search.value, statuses: statuses.value, sort: sort.value })),
    /** How often another connection was opened: a list of its own each time, without menus and held order of the last. */
    switches: computed(() => switches.value),
    find: (text: string) => (search.value = text),
    sortBy: (key: SortKey) => (sort.value = key),
    toggle,
    showAll,
  };
});
