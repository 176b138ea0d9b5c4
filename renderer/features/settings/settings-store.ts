import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { AttentionRules } from '../../../electron/shared/team/attention.ts';
import { DEFAULT_PREFERENCES, type AppInfo, type OffHours, type Settings } from '../../../electron/shared/model.ts';
import type { Result } from '../../../electron/shared/result.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';

/** The settings of this computer, and which version is running. */
export const useSettingsStore = defineStore('settings', () => {
  const bridge = useBridge();
  const saved = createFollowed<Settings | null>(null, (listener) => bridge.on('settings:changed', listener));
  const appInfo = createFollowed<AppInfo | null>(null, (listener) => bridge.on('info:changed', listener));
  const offHours = createFollowed<OffHours | null>(null, (listener) => bridge.on('hours:changed', listener));
  /**
   * Changes that the core has not confirmed yet, oldest first. They show at once, so a second quick choice never flips
   * back to the first.
   */
  const pending = shallowRef<readonly Partial<Settings>[]>([]);
  const settings = computed(
    () =>
      saved.value.value && pending.value.reduce<Settings>((all, patch) => ({ ...all, ...patch }), saved.value.value),
  );
  const limits = computed(() => (settings.value ?? DEFAULT_PREFERENCES).limits);

  /** Subscribes, then loads; returns the unsubscribe function. */
  function start(): () => void {
    const stops = [saved.follow(), appInfo.follow(), offHours.follow()];
    void load();
    return () => stops.forEach((stop) => stop());
  }

  async function load(): Promise<void> {
    await Promise.all([
      saved.take(bridge.invoke('settings:get')),
      appInfo.take(bridge.invoke('app:info')),
      offHours.take(bridge.invoke('hours:get')),
    ]);
  }

  /** Changes some settings. A change that the core refuses goes back to its old value. */
  async function update(patch: Partial<Settings>): Promise<Result<Settings>> {
    pending.value = [...pending.value, patch];
    const answer = bridge.invoke('settings:update', patch);
    await saved.take(answer);
    pending.value = pending.value.filter((each) => each !== patch);
    return answer;
  }

  return {
    /** Null before the first answer. */
    settings,
    appInfo: computed(() => appInfo.value.value),
    /** The defaults until the first answer. */
    limits,
    /** What decides who needs attention. */
    rules: computed<AttentionRules>(() => ({ limits: limits.value, offHours: offHours.value.value })),
    /** Whether names are shown as initials. */
    isMasked: computed(() => (settings.value ?? DEFAULT_PREFERENCES).isMasked),
    isDesktop: computed(() => appInfo.value.value?.surface === 'desktop'),
    start,
    load,
    update,
  };
});
