import { onScopeDispose, watchEffect } from 'vue';
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
  let timer: ReturnType<typeof setTimeout> | undefined;

  function refresh(): void {
    if (team.health?.state === 'offline') void team.refresh();
  }

  function onOnline(): void {
    clearTimeout(timer);
    timer = setTimeout(refresh, MIN_MS + Math.random() * SPREAD_MS);
  }

  function stop(): void {
    clearTimeout(timer);
    window.removeEventListener('online', onOnline);
  }

  // The desktop's page does not listen, because it must run nothing while hidden.
  watchEffect(() => (settings.isDesktop ? stop() : window.addEventListener('online', onOnline)));
  onScopeDispose(stop);
}
