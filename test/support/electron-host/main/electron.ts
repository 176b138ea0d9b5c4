import { appState } from './app.ts';
import { openWindows } from './browser-window.ts';
import { serve } from './link.ts';
import { shownNotifications } from './notification.ts';
import { clipboardText, fetchedAddresses, heldShortcuts, openedOutside } from './system.ts';
import { trayState } from './tray.ts';

/**
 * What `import 'electron'` gives in the host: the part of the main process's API that Rollcall uses, over pages of
 * Chromium. Each behaviour names the section of Electron's documentation (electronjs.org/docs/latest) it follows.
 */
export { app } from './app.ts';
export { autoUpdater } from './auto-updater.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { Notification } from './notification.ts';
export { protocol, session } from './session.ts';
export { clipboard, dialog, globalShortcut, nativeTheme, net, powerMonitor, screen, shell } from './system.ts';
export { Menu, nativeImage, Tray } from './tray.ts';
export { utilityProcess } from './utility-process.ts';

serve({
  hostState: () => Promise.resolve({ ...appState(), fetched: fetchedAddresses() }),
  state: () =>
    Promise.resolve({
      tray: trayState(),
      windows: openWindows().map((window) => ({
        id: window.webContents.id,
        url: window.webContents.getURL(),
        isVisible: window.isVisible(),
        isFocused: window.isFocused(),
        bounds: window.getBounds(),
      })),
      notifications: shownNotifications(),
      openedOutside: openedOutside(),
      clipboard: clipboardText(),
      shortcuts: heldShortcuts(),
    }),
});
