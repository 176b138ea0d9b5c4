import { appState } from './app.ts';
import { openWindows } from './browser-window.ts';
import { heldShortcuts } from './global-shortcut.ts';
import { serve } from './link.ts';
import { netState } from './net.ts';
import { shownNotifications, startMenuEntry } from './notification.ts';
import { clipboardText, openedOutside } from './system.ts';
import { trayState } from './tray.ts';

/**
 * What `import 'electron'` gives in the host: the part of the main process's API that Rollcall uses, over pages of
 * Chromium. Each behaviour names the section of Electron's documentation (electronjs.org/docs/latest) it follows.
 */
export { app } from './app.ts';
export { autoUpdater } from './auto-updater.ts';
export { BrowserWindow } from './browser-window.ts';
export { globalShortcut } from './global-shortcut.ts';
export { ipcMain } from './ipc-main.ts';
export { net } from './net.ts';
export { Notification } from './notification.ts';
export { powerMonitor } from './power-monitor.ts';
export { protocol, session } from './session.ts';
export { clipboard, dialog, nativeTheme, screen, shell } from './system.ts';
export { Menu, nativeImage, Tray } from './tray.ts';
export { utilityProcess } from './utility-process.ts';

serve({
  hostState: () => Promise.resolve({ ...appState(), startMenu: startMenuEntry(), ...netState() }),
  state: () =>
    Promise.resolve({
      tray: trayState(),
      windows: openWindows().map((window) => ({
        id: window.webContents.id,
        url: window.webContents.getURL(),
        isVisible: window.isVisible(),
        isFocused: window.isFocused(),
        isOnTop: window.isAlwaysOnTop(),
        bounds: window.getBounds(),
      })),
      notifications: shownNotifications(),
      openedOutside: openedOutside(),
      clipboard: clipboardText(),
      shortcuts: heldShortcuts(),
    }),
});
