import { useEventListener, useTimeoutFn } from '@vueuse/core';
import { useSettingsStore } from '../settings/settings-store.ts';
import { useTeamStore } from './team-store.ts';

/** After a network change the system needs a moment, and many copies come back at once. */
const MIN_MS = 1_000;
const SPREAD_MS = 2_000;

/**
 * In a browser tab, reads the team soon after the network is back: a plain Node process gets no such event. The desktop
 * app watches the network itself (electron/desktop/system/power.ts).
 */
export function useOnlineRefresh(): void {
  const team = useTeamStore();
  const settings = useSettingsStore();
  function refresh(): void {
    if (team.health?.state === 'offline') void team.refresh();
  }

  const { start } = useTimeoutFn(refresh, () => MIN_MS + Math.random() * SPREAD_MS, { immediate: false });
  // The desktop's page does not listen, because it must run nothing while hidden.
  const source = (): Window | null => (settings.isDesktop ? null : window);
  useEventListener(source, 'online', () => start());
}
