import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { Status } from '../../electron/shared/model.ts';
import type { RosterQuery, SortKey } from '../team/roster.ts';
import { useConnectionStore } from './connection.ts';

/** What the supervisor looks for in the team; kept while another view is shown, and not for another team. */
export const useRosterStore = defineStore('roster', () => {
  const search = ref('');
  const statuses = ref<ReadonlySet<Status>>(new Set());
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
  watch(() => connection.profile?.id, showAll);

  return {
    query: computed<RosterQuery>(() => ({ search: search.value, statuses: statuses.value, sort: sort.value })),
    find: (text: string) => (search.value = text),
    sortBy: (key: SortKey) => (sort.value = key),
    toggle,
    showAll,
  };
});
