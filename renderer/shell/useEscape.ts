import { onScopeDispose, type Ref } from 'vue';
import { useBridge } from '../bridge/bridge-key.ts';
import { useSettingsStore } from '../features/settings/settings-store.ts';

/**
 * Esc hides the desktop popover, unless something on the page had a use for the key and said so with
 * preventDefault. A wide window is not the popover and stays.
 */
export function useEscape(isNarrow: Readonly<Ref<boolean>>): void {
  const bridge = useBridge();
  const settings = useSettingsStore();
  function onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    if (settings.isDesktop && isNarrow.value) void bridge.invoke('window:show', 'hide-popover');
  }
  window.addEventListener('keydown', onKeydown);
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown));
}
