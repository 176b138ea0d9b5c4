import type { HostState } from '../wire.ts';
import type { HostContext } from './context.ts';

/** What the system is set to start at login. */
export function createLoginItem({ platform }: Pick<HostContext, 'platform'>) {
  let item: HostState['loginItem'] = null;
  /** Windows: Task Manager, or "Startup apps" of the settings, keeps what is registered from being started. */
  let isHeldBack = false;

  function isSameItem(args: readonly string[]): boolean {
    return platform === 'darwin' || args.join(' ') === item?.args?.join(' ');
  }

  return {
    state: (): HostState['loginItem'] => item,
    holdBack: () => void (isHeldBack = true),

    /**
     * docs: api/app, "app.getLoginItemSettings()": `openAtLogin` is of the item with these arguments, and on Windows says
     * nothing of Task Manager; `executableWillLaunchAtLogin` does, and is there on Windows only. There is no item on Linux.
     */
    getLoginItemSettings({ args = [] }: Electron.LoginItemSettingsOptions = {}): Electron.LoginItemSettings {
      const openAtLogin = item?.openAtLogin === true;
      return {
        openAtLogin: openAtLogin && isSameItem(args),
        wasOpenedAtLogin: false,
        status: openAtLogin ? 'enabled' : 'not-registered',
        ...(platform === 'win32' ? { executableWillLaunchAtLogin: openAtLogin && !isHeldBack } : {}),
        launchItems: [],
      } as Electron.LoginItemSettings;
    },

    /** docs: api/app, "app.setLoginItemSettings()": macOS and Windows; `enabled` (Windows, true by default) undoes Task Manager. */
    setLoginItemSettings({ openAtLogin = false, args = [], enabled = true }: Electron.Settings): void {
      if (platform === 'linux') return;
      item = { openAtLogin, args };
      isHeldBack = !enabled;
    },
  };
}
