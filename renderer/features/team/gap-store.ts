import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { GapReport } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';

/** What happened while nobody watched, as the core tells it. */
export const useGapStore = defineStore('gap', () => {
  const bridge = useBridge();
  const report = shallowRef<GapReport | null>(null);
  /** The end of the gap that was announced last, so that it is told once. */
  const announcedTo = shallowRef(0);

  /** Subscribes, then asks; gives back the unsubscribe. */
  function start(): () => void {
    const stop = bridge.on('gap:changed', (next) => (report.value = next));
    void load();
    return stop;
  }

  async function load(): Promise<void> {
    const result = await bridge.invoke('gap:get');
    if (result.ok) report.value = result.value;
  }

  /** Whether a report was not announced yet; from now on it was. */
  function announce({ to }: GapReport): boolean {
    const isNew = announcedTo.value !== to;
    announcedTo.value = to;
    return isNew;
  }

  return {
    /** Null where there is nothing to tell. */
    report: computed(() => report.value),
    start,
    load,
    announce,
    dismiss: () => void bridge.invoke('gap:dismiss'),
  };
});
