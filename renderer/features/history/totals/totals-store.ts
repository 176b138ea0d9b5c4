import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { TotalsDetail } from './columns.ts';
import { BY_NAME, sortedBy } from './sort.ts';

/** How the totals are shown; it stays while other views are open. */
export const useTotalsStore = defineStore('totals', () => {
  const detail = ref<TotalsDetail>('status');
  const sort = shallowRef(BY_NAME);
  const isComparing = ref(false);

  return {
    detail,
    sort,
    isComparing,
    sortBy: (by: string) => void (sort.value = sortedBy(by, sort.value)),
    showDetail(next: TotalsDetail) {
      detail.value = next;
      sort.value = BY_NAME;
    },
  };
});
