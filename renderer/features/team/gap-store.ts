import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { GapReport } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';

/** The core's report on the last gap. */
export const useGapStore = defineStore('gap', () => {
  const bridge = useBridge();
  const {
    value: report,
    follow,
    take,
  } = createFollowed<GapReport | null>(null, (listener) => bridge.on('gap:changed', listener));
  /** The end of the gap that was announced last, so that it is announced once. */
  const announcedTo = shallowRef(0);

  /** Subscribes, then asks; gives back the unsubscribe. */
  function start(): () => void {
    const stop = follow();
    void load();
    return stop;
  }

  async function load(): Promise<void> {
    await take(bridge.invoke('gap:get'));
  }

  /** Whether a report was not announced yet; from now on it was. */
  function announce({ to }: GapReport): boolean {
    const isNew = announcedTo.value !== to;
    announcedTo.value = to;
    return isNew;
  }

  return {
    /** Null where there is nothing to report. */
    report: computed(() => report.value),
    start,
    load,
    announce,
    dismiss: () => void bridge.invoke('gap:dismiss'),
  };
});
