import { collectGarbage } from '../../collect-garbage.ts';
import type { MainCalls, ToastIdentity } from '../wire.ts';
import { createAppModule, packageFile } from './app.ts';
import { autoUpdater } from './auto-updater.ts';
import { createWindows } from './browser-window.ts';
import { createCommandLine } from './command-line.ts';
import type { HostContext } from './context.ts';
import { createShortcuts } from './global-shortcut.ts';
import { createIpcMain } from './ipc-main.ts';
import { createLoginItem } from './login-item.ts';
import { createNet } from './net.ts';
import { createNotificationCenter } from './notification-center.ts';
import { createPowerMonitor } from './power-monitor.ts';
import { createSessions } from './session.ts';
import { createNativeTheme, createOutside, createScreen } from './system.ts';
import { createMenu, createTrays, nativeImage } from './tray.ts';
import { createUtilityProcess } from './utility-process.ts';

/**
 * Makes a stand-in for Electron: the part of the main process's API that Rollcall uses, and actions of the user and the
 * system. Each behaviour names its section in Electron's documentation (electronjs.org/docs/latest).
 */
export function createHost(context: HostContext) {
  const { platform, env, readiness } = context;
  const commandLine = createCommandLine(context);
  const loginItem = createLoginItem(context);
  const appModule = createAppModule(context, commandLine, loginItem);
  const { nativeTheme, calls: themeCalls } = createNativeTheme();
  const windows = createWindows(context, appModule, commandLine, nativeTheme);
  const power = createPowerMonitor(context, windows.openWindows);
  const sessions = createSessions(context);
  const ipc = createIpcMain();
  const net = createNet(context);
  const trays = createTrays(context);
  const menu = createMenu();
  const outside = createOutside();
  const shortcuts = createShortcuts({ isPortal: commandLine.isWayland(), desktopName: packageFile.desktopName });
  let startMenu: ToastIdentity | null = null;
  const center = createNotificationCenter({
    platform,
    isReady: readiness.isReady,
    refusal: env['ROLLCALL_HOST_NOTIFICATIONS'],
    waitingClick: env['ROLLCALL_HOST_ACTIVATION'],
    /**
     * Windows: writes a Start menu entry for the running program, over any entry of that name
     * (notifications/win/windows_toast_activator.cc).
     */
    onPresenter() {
      if (platform === 'win32') startMenu = { ...appModule.toastIdentity };
    },
  });
  const calls: MainCalls = {
    ...themeCalls,
    ...windows.calls,
    ...power.calls,
    ...sessions.calls,
    ...ipc.calls,
    ...net.calls,
    ...trays.calls,
    takeShortcut: async (accelerator) => shortcuts.take(accelerator),
    holdBackLoginItem: async () => loginItem.holdBack(),
    clickNotification: async (title) => center.click(title),
    pressInNotification: async (title, button) => center.press(title, button),
    collectGarbage,
    hostState: async () => ({
      about: appModule.shownAbout(),
      loginItem: loginItem.state(),
      startMenu,
      ...net.state(),
    }),
    state: async () => ({
      tray: trays.last()?.state() ?? null,
      windows: windows.openWindows().map((window) => ({
        id: window.webContents.id,
        url: window.webContents.getURL(),
        isVisible: window.isVisible(),
        isFocused: window.isFocused(),
        isOnTop: window.isAlwaysOnTop(),
        bounds: window.getBounds(),
      })),
      notifications: center.shown(),
      openedOutside: outside.opened(),
      clipboard: outside.copied(),
      shortcuts: shortcuts.held(),
    }),
  };
  const electron = {
    app: appModule.app,
    autoUpdater,
    BrowserWindow: windows.BrowserWindow,
    clipboard: outside.clipboard,
    dialog: outside.dialog,
    /** docs: api/global-shortcut: "This module cannot be used before the `ready` event". */
    globalShortcut: readiness.afterReady(
      shortcuts.globalShortcut,
      'globalShortcut cannot be used before the app is ready',
    ),
    ipcMain: ipc.ipcMain,
    Menu: menu.Menu,
    nativeImage,
    nativeTheme,
    net: net.net,
    Notification: center.Notification,
    powerMonitor: power.powerMonitor,
    protocol: sessions.protocol,
    screen: createScreen(context),
    session: sessions.session,
    shell: outside.shell,
    Tray: trays.Tray,
    utilityProcess: createUtilityProcess(context),
  };
  return { electron, calls, windows, trays, menu, shortcuts, center, identity: appModule.toastIdentity };
}
