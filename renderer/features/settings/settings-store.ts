import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { AttentionRules } from '../../../electron/shared/attention.ts';
import { DEFAULT_PREFERENCES, type AppInfo, type OffHours, type Settings } from '../../../electron/shared/model.ts';
import type { Result } from '../../../electron/shared/result.ts';
import { useBridge } from '../../bridge/bridge-key.ts';

/** Preferences of this computer, and what is running. */
export const useSettingsStore = defineStore('settings', () => {
  const bridge = useBridge();
  const kept = shallowRef<Settings | null>(null);
  /** Changes on their way, oldest first: they show at once, so that two quick choices never show the first one again. */
  const asked = shallowRef<readonly Partial<Settings>[]>([]);
  const settings = computed(
    () => kept.value && asked.value.reduce<Settings>((all, patch) => ({ ...all, ...patch }), kept.value),
  );
  const appInfo = shallowRef<AppInfo | null>(null);
  const offHours = shallowRef<OffHours | null>(null);
  const limits = computed(() => (settings.value ?? DEFAULT_PREFERENCES).limits);

  /** Subscribes, then asks; gives back the unsubscribe. */
  function start(): () => void {
    const stops = [
      bridge.on('settings:changed', (next) => (kept.value = next)),
      bridge.on('info:changed', (next) => (appInfo.value = next)),
      bridge.on('hours:changed', (next) => (offHours.value = next)),
    ];
    void load();
    return () => stops.forEach((stop) => stop());
  }

  async function load(): Promise<void> {
    const [preferences, info, hours] = await Promise.all([
      bridge.invoke('settings:get'),
      bridge.invoke('app:info'),
      bridge.invoke('hours:get'),
    ]);
    if (preferences.ok) kept.value = preferences.value;
    if (info.ok) appInfo.value = info.value;
    if (hours.ok) offHours.value = hours.value;
  }

  /** Changes some of the settings; what the core does not take shows as it was. */
  async function update(patch: Partial<Settings>): Promise<Result<Settings>> {
    asked.value = [...asked.value, patch];
    const result = await bridge.invoke('settings:update', patch);
    if (result.ok) kept.value = result.value;
    asked.value = asked.value.filter((each) => each !== patch);
    return result;
  }

  return {
    /** Null before the first answer. */
    settings,
    appInfo: computed(() => appInfo.value),
    /** Those of a first start until the first answer. */
    limits,
    /** What decides who needs attention. */
    rules: computed<AttentionRules>(() => ({ limits: limits.value, offHours: offHours.value })),
    /** Whether names are shown as initials. */
    isMasked: computed(() => (settings.value ?? DEFAULT_PREFERENCES).isMasked),
    isDesktop: computed(() => appInfo.value?.surface === 'desktop'),
    start,
    load,
    update,
  };
});
