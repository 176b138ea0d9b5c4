import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useLink } from './bridge-key.ts';

/** Whether the page still gets events from Rollcall. Only a browser tab can lose the link. */
export const useLinkStore = defineStore('link', () => {
  const link = useLink();
  const lost = ref<string | null>(null);

  /** Follows the link; `onBack` runs when events may have been missed. Returns the unsubscribe function. */
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
    /** Why the link is down, in words for a person; null while it is up. */
    lost: computed(() => lost.value),
    start,
  };
});
