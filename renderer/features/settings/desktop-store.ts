import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { NO_DESKTOP, type DesktopState } from '../../../electron/shared/model.ts';
import type { Result } from '../../../electron/shared/result.ts';
import { useBridge } from '../../bridge/bridge-key.ts';

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
      const stop = bridge.on('desktop:changed', (next) => (state.value = next));
      void bridge.invoke('desktop:get').then(accept);
      return stop;
    },
    startAtLogin: async (isOn: boolean) => accept(await bridge.invoke('login:set', isOn)),
    checkForUpdate: async () => accept(await bridge.invoke('update:check')),
    restartToUpdate: () => bridge.invoke('update:install'),
    async pin(next: boolean): Promise<void> {
      const result = await bridge.invoke('window:pin', next);
      if (result.ok) isPinned.value = next;
    },
  };
});
