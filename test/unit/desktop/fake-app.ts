import type { ElectronModules } from '../../../electron/desktop/electron-modules.ts';
import type { NotificationCenter } from '../../support/electron-host/main/notification-center.ts';
import { emitting, fakePowerMonitor, fakeTray, fakeWindow, type FakeWindow } from './fake-electron.ts';

const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1440, height: 900 },
  workArea: { x: 0, y: 25, width: 1440, height: 875 },
};

interface FakeModuleOptions {
  readonly hasTray?: boolean;
  /** Where notifications are shown; without one there are none. */
  readonly center?: NotificationCenter | undefined;
}

/** All modules the desktop is put together from, and what was done with them. */
export function fakeModules(platform: string, { hasTray = true, center }: FakeModuleOptions = {}) {
  const windows: FakeWindow[] = [];
  const tray = fakeTray();
  const menus: unknown[] = [];
  const handled: string[] = [];
  const quits: string[] = [];
  const shortcuts: string[] = [];
  const activations: ((details: Electron.ActivationArguments) => void)[] = [];
  let isShortcutRefused = false;
  const session = () =>
    emitting<Electron.Session>({
      setPermissionRequestHandler: () => undefined,
      setPermissionCheckHandler: () => undefined,
      setDevicePermissionHandler: () => undefined,
      setSpellCheckerEnabled: () => undefined,
      protocol: { handle: (scheme: string) => void handled.push(scheme) } as unknown as Electron.Protocol,
    });
  const app = emitting<Electron.App>({
    isPackaged: true,
    commandLine: { getSwitchValue: () => '', hasSwitch: () => false } as unknown as Electron.CommandLine,
    focus: () => undefined,
    quit: () => void quits.push('quit'),
    getVersion: () => '1.2.3',
    setAboutPanelOptions: () => undefined,
    showAboutPanel: () => void quits.push('about'),
    releaseSingleInstanceLock: () => void quits.push('unlock'),
    relaunch: (options) => void quits.push(`relaunch ${options?.execPath}`),
    getLoginItemSettings: () => ({ openAtLogin: false }) as Electron.LoginItemSettings,
  });
  const powerMonitor = fakePowerMonitor(platform);
  const modules = {
    app,
    powerMonitor,
    nativeTheme: emitting<Electron.NativeTheme>({ shouldUseDarkColors: false }),
    net: { isOnline: () => true },
    ipcMain: { handle: (channel: string) => void handled.push(channel) },
    session: { defaultSession: session(), fromPartition: session },
    shell: { openExternal: () => Promise.resolve(), openPath: () => Promise.resolve('') },
    clipboard: { writeText: () => Promise.resolve() },
    globalShortcut: {
      register: (keys: string) => shortcuts.push(`take ${keys}`) > 0 && !isShortcutRefused,
      unregister: (keys: string) => void shortcuts.push(`leave ${keys}`),
    },
    screen: {
      getAllDisplays: () => [display],
      getPrimaryDisplay: () => display,
      getCursorScreenPoint: () => ({ x: 0, y: 0 }),
      getDisplayMatching: () => display,
      getDisplayNearestPoint: () => display,
    },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => void menus.push(menu),
    },
    Notification:
      center?.Notification ??
      Object.assign(() => undefined, {
        isSupported: () => false,
        handleActivation: (listener: (details: Electron.ActivationArguments) => void) => activations.push(listener),
      }),
    Tray: function () {
      if (!hasTray) throw new Error('no tray');
      return tray;
    },
    BrowserWindow: function () {
      const window = fakeWindow();
      windows.push(window);
      app.emit('browser-window-created', {}, window);
      return window;
    },
  } as unknown as ElectronModules;
  return {
    modules,
    powerMonitor,
    app,
    tray,
    windows,
    menus,
    handled,
    quits,
    shortcuts,
    activations,
    refuseShortcuts: () => void (isShortcutRefused = true),
  };
}
