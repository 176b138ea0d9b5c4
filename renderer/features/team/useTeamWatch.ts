import { onScopeDispose } from 'vue';
import { useBridge } from '../../bridge/bridge-key.ts';

/** Tells the core whether this window is in sight: at once, on every change, and when the returned verb is called. */
export function useTeamWatch(): () => void {
  const bridge = useBridge();
  const tell = (): void => void bridge.invoke('team:watch', document.visibilityState === 'visible');
  tell();
  document.addEventListener('visibilitychange', tell);
  onScopeDispose(() => document.removeEventListener('visibilitychange', tell));
  return tell;
}
