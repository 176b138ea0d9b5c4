import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Trend } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';

/** How much of the past the trend shows. */
const HOURS = 3;

/** Counts of the team over the last hours, as the core has kept them. */
export const useTrendStore = defineStore('trend', () => {
  const bridge = useBridge();
  const trend = shallowRef<Trend | null>(null);
  let turn = 0;

  /** Asks again; the latest question wins. Without an answer there is no trend, rather than an old one. */
  async function load(): Promise<void> {
    const mine = (turn += 1);
    const result = await bridge.invoke('trend:get', HOURS);
    if (mine === turn) trend.value = result.ok ? result.value : null;
  }

  return {
    /** Null before the first answer. */
    trend: computed(() => trend.value),
    load,
    /** Another team is looked at. */
    forget: () => (trend.value = null),
  };
});
