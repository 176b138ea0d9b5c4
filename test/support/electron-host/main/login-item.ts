import type { HostState } from '../wire.ts';
import type { HostContext } from './context.ts';

/** The login item that was registered with the system. */
export function createLoginItem({ platform }: Pick<HostContext, 'platform'>) {
  let item: HostState['loginItem'] = null;
  /** Windows: Task Manager, or "Startup apps" in Settings, prevents a registered app from starting. */
  let isHeldBack = false;

  function isSameItem(args: readonly string[]): boolean {
    return platform === 'darwin' || args.join(' ') === item?.args?.join(' ');
  }

  return {
    state: (): HostState['loginItem'] => item,
    holdBack: () => void (isHeldBack = true),

    /**
     * docs: api/app, "app.getLoginItemSettings()": `openAtLogin` is about the item with these arguments. On Windows it
     * ignores Task Manager; `executableWillLaunchAtLogin`, which exists only there, does not. Linux has no item.
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

    /**
     * docs: api/app, "app.setLoginItemSettings()": macOS and Windows; `enabled` (Windows, true by default) overrides
     * Task Manager.
     */
    setLoginItemSettings({ openAtLogin = false, args = [], enabled = true }: Electron.Settings): void {
      if (platform === 'linux') return;
      item = { openAtLogin, args };
      isHeldBack = !enabled;
    },
  };
}
