import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { DEFAULT_PREFERENCES, type AppInfo, type Settings } from '../../electron/shared/model.ts';
import type { Result } from '../../electron/shared/result.ts';
import { useBridge } from '../bridge-key.ts';

/** Preferences of this computer, and what is running. */
export const useSettingsStore = defineStore('settings', () => {
  const bridge = useBridge();
  const settings = shallowRef<Settings | null>(null);
  const appInfo = shallowRef<AppInfo | null>(null);

  /** Subscribes, then asks; gives back the unsubscribe. */
  function start(): () => void {
    const stop = bridge.onSettingsChanged((next) => (settings.value = next));
    void load();
    return stop;
  }

  async function load(): Promise<void> {
    const [kept, info] = await Promise.all([bridge.settingsGet(), bridge.appInfo()]);
    if (kept.ok) settings.value = kept.value;
    if (info.ok) appInfo.value = info.value;
  }

  /** Changes some of the settings; they count from the answer on. */
  async function update(patch: Partial<Settings>): Promise<Result<Settings>> {
    const result = await bridge.settingsUpdate(patch);
    if (result.ok) settings.value = result.value;
    return result;
  }

  return {
    /** Null before the first answer. */
    settings: computed(() => settings.value),
    appInfo: computed(() => appInfo.value),
    /** Those of a first start until the first answer. */
    limits: computed(() => (settings.value ?? DEFAULT_PREFERENCES).limits),
    /** Whether names are shown as initials. */
    isMasked: computed(() => (settings.value ?? DEFAULT_PREFERENCES).isMasked),
    isDesktop: computed(() => appInfo.value?.surface === 'desktop'),
    start,
    load,
    update,
  };
});
