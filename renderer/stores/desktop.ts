import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { NO_DESKTOP, type DesktopState } from '../../electron/shared/model.ts';
import type { Result } from '../../electron/shared/result.ts';
import { useBridge } from '../bridge-key.ts';

/** What only the desktop app has: the pinned popover, starting at login, the shortcut's fate, updates. */
export const useDesktopStore = defineStore('desktop', () => {
  const bridge = useBridge();
  const state = shallowRef<DesktopState>(NO_DESKTOP);
  const isPinned = ref(false);

  function accept(result: Result<DesktopState>): Result<DesktopState> {
    if (result.ok) state.value = result.value;
    return result;
  }

  return {
    startsAtLogin: computed(() => state.value.startsAtLogin),
    shortcutProblem: computed(() => state.value.shortcutProblem),
    shortcutAdvice: computed(() => state.value.shortcutAdvice),
    update: computed(() => state.value.update),
    isPinned: computed(() => isPinned.value),
    /** Subscribes, then asks; gives back the unsubscribe. */
    start(): () => void {
      const stop = bridge.onDesktopChanged((next) => (state.value = next));
      void bridge.desktopGet().then(accept);
      return stop;
    },
    startAtLogin: async (isOn: boolean) => accept(await bridge.loginSet(isOn)),
    checkForUpdate: async () => accept(await bridge.updateCheck()),
    restartToUpdate: () => bridge.updateInstall(),
    async pin(next: boolean): Promise<void> {
      const result = await bridge.windowPin(next);
      if (result.ok) isPinned.value = next;
    },
  };
});
