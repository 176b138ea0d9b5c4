import { afterVisible } from '../useClock.ts';
import { useDesktopStore } from '../../features/settings/desktop-store.ts';
import { useSettingsStore } from '../../features/settings/settings-store.ts';

/** The system's dialogs for files, which a page opens as a download or a file field. */
export function useFileDialogs(): {
  holdPopover(): Promise<void>;
  /** Offers a text or a picture as a download; the desktop saves only files that `desktop/windows/security.ts` knows. */
  saveFile(name: string, type: string, content: string | Blob): Promise<void>;
} {
  const desktop = useDesktopStore();
  const settings = useSettingsStore();

  /**
   * Keeps the desktop popover open while the system's file dialog is: the popover would hide when the dialog gets the
   * focus, and could close the dialog with it. The old setting returns once the window has the focus again.
   */
  async function holdPopover(): Promise<void> {
    if (!settings.isDesktop || desktop.isPinned) return;
    await desktop.pin(true);
    window.addEventListener('focus', () => void desktop.pin(false), { once: true });
  }

  return {
    holdPopover,
    async saveFile(name, type, content) {
      await holdPopover();
      const url = URL.createObjectURL(new Blob([content], { type }));
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      // The browser reads the file only after this task.
      afterVisible(60_000, () => URL.revokeObjectURL(url));
    },
  };
}
