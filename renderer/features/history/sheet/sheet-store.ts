import { defineStore } from 'pinia';
import { computed, nextTick, shallowRef } from 'vue';
import type { HistoryPerson } from '../../../../electron/shared/model.ts';
import { useNavigationStore } from '../../../ui/navigation.ts';
import { useHistoryStore } from '../history-store.ts';
import { periodOfWords } from '../period.ts';

/** Whose sheet is open, and where it was opened from. It stays while other views are open. */
export const useSheetStore = defineStore('sheet', () => {
  const history = useHistoryStore();
  const navigation = useNavigationStore();
  const agent = shallowRef<HistoryPerson | null>(null);
  const isFromTeam = shallowRef(false);
  let opener: Element | null = null;

  /** Opens the sheet over the history; the name that has the focus gets it back. */
  function show({ userId, name, addition }: HistoryPerson): void {
    opener = document.activeElement;
    isFromTeam.value = false;
    agent.value = { userId, name, ...(addition !== undefined && { addition }) };
  }

  return {
    agent: computed(() => agent.value),
    isFromTeam: computed(() => isFromTeam.value),
    show,
    /** Opens the sheet of this week from the team. */
    showWeek(person: HistoryPerson) {
      const week = periodOfWords('this week', history.today());
      if (week !== null) history.show(week);
      show(person);
      isFromTeam.value = true;
      navigation.show('history');
    },
    /** Back to the row that it was opened from. */
    async close() {
      const { userId } = agent.value ?? {};
      agent.value = null;
      if (isFromTeam.value) return navigation.show('team', userId);
      // Until the page is drawn again, what lies under the sheet takes no focus.
      await nextTick();
      if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
    },
  };
});
