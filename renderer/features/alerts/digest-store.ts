import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Digest } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';

export const useDigestStore = defineStore('digest', () => {
  const bridge = useBridge();
  const {
    value: digest,
    follow,
    take,
  } = createFollowed<Digest | null>(null, (listener) => bridge.on('digest:changed', listener));
  /** The end of the last announced digest, so each is announced only once. */
  const announcedTo = shallowRef(0);

  /** Subscribes, then loads; returns the unsubscribe function. */
  function start(): () => void {
    const stop = follow();
    void load();
    return stop;
  }

  async function load(): Promise<void> {
    await take(bridge.invoke('digest:get'));
  }

  /** Returns whether a digest is new, and marks it as announced. */
  function announce({ to }: Digest): boolean {
    const isNew = announcedTo.value !== to;
    announcedTo.value = to;
    return isNew;
  }

  return {
    /** What happened while nobody was told anything; null where there is nothing to report. */
    digest: computed(() => digest.value),
    start,
    load,
    announce,
    dismiss: () => void bridge.invoke('digest:dismiss'),
  };
});
