import { useDesktopStore } from '../settings/desktop-store.ts';
import { useSettingsStore } from '../settings/settings-store.ts';

/**
 * Keeps the desktop popover open while the system asks for a file: it would hide as soon as the question has the focus,
 * and could take the question with it. Once the window has the focus again it is as it was.
 */
export function useHeldPopover(): () => Promise<void> {
  const desktop = useDesktopStore();
  const settings = useSettingsStore();
  return async () => {
    if (!settings.isDesktop || desktop.isPinned) return;
    await desktop.pin(true);
    window.addEventListener('focus', () => void desktop.pin(false), { once: true });
  };
}
