import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { NO_DESKTOP, type DesktopState } from '../../../electron/shared/model.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';

/** What only the desktop app has: the pinned popover, start at login, the shortcut's state, updates. */
export const useDesktopStore = defineStore('desktop', () => {
  const bridge = useBridge();
  const {
    value: state,
    follow,
    take,
  } = createFollowed<DesktopState>(NO_DESKTOP, (listener) => bridge.on('desktop:changed', listener));
  const isPinned = ref(false);

  return {
    startsAtLogin: computed(() => state.value.startsAtLogin),
    shortcutProblem: computed(() => state.value.shortcutProblem),
    shortcutAdvice: computed(() => state.value.shortcutAdvice),
    update: computed(() => state.value.update),
    isPinned: computed(() => isPinned.value),
    /** Subscribes, then loads; returns the unsubscribe function. */
    start(): () => void {
      const stop = follow();
      void take(bridge.invoke('desktop:get'));
      return stop;
    },
    startAtLogin: (isOn: boolean) => take(bridge.invoke('login:set', isOn)),
    checkForUpdate: () => take(bridge.invoke('update:check')),
    restartToUpdate: () => bridge.invoke('update:install'),
    async pin(next: boolean): Promise<void> {
      const result = await bridge.invoke('window:pin', next);
      if (result.ok) isPinned.value = next;
    },
  };
});
