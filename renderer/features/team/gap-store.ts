import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { GapReport } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';

export const useGapStore = defineStore('gap', () => {
  const bridge = useBridge();
  const {
    value: report,
    follow,
    take,
  } = createFollowed<GapReport | null>(null, (listener) => bridge.on('gap:changed', listener));
  /** The end of the last announced gap, so each gap is announced only once. */
  const announcedTo = shallowRef(0);

  /** Subscribes, then loads; returns the unsubscribe function. */
  function start(): () => void {
    const stop = follow();
    void load();
    return stop;
  }

  async function load(): Promise<void> {
    await take(bridge.invoke('gap:get'));
  }

  /** Returns whether a report is new, and marks it as announced. */
  function announce({ to }: GapReport): boolean {
    const isNew = announcedTo.value !== to;
    announcedTo.value = to;
    return isNew;
  }

  return {
    /** The core's report on the last gap; null where there is nothing to report. */
    report: computed(() => report.value),
    start,
    load,
    announce,
    dismiss: () => void bridge.invoke('gap:dismiss'),
  };
});
