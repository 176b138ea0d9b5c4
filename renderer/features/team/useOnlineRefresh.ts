import { onScopeDispose, watchEffect } from 'vue';
import { useSettingsStore } from '../settings/settings-store.ts';
import { useTeamStore } from './team-store.ts';

/** After a change of network the system needs a moment, and many copies come back together. */
const MIN_MS = 1_000;
const SPREAD_MS = 2_000;

/**
 * Reads the team soon after the network is back, on the browser surface: a plain Node process does not hear of it. The
 * desktop app has its own watch (electron/desktop/system/power.ts).
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

  // The desktop app's page does not listen at all: hidden, it runs nothing.
  watchEffect(() => (settings.isDesktop ? stop() : window.addEventListener('online', onOnline)));
  onScopeDispose(stop);
}
