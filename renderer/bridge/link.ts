import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useLink } from './bridge-key.ts';

/** Whether the page still hears from Rollcall; only a browser tab can lose it. */
export const useLinkStore = defineStore('link', () => {
  const link = useLink();
  const lost = ref<string | null>(null);

  /** Follows the link; `onBack` runs when events may have been missed. Gives back the unsubscribe. */
  function start(onBack: () => void): () => void {
    const stopLost = link.onDisconnect((error) => (lost.value = error.message));
    const stopBack = link.onReconnect(() => {
      lost.value = null;
      onBack();
    });
    return () => {
      stopLost();
      stopBack();
    };
  }

  return {
    /** Why nothing is heard, for a person; null while all is well. */
    lost: computed(() => lost.value),
    start,
  };
});
