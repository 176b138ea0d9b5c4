import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';
import { autostartEntry, autostartPath, isStarted, programPath } from './autostart-entry.ts';
import { HIDDEN_SWITCH } from './launch.ts';
import type { PlatformChoices } from './platform.ts';

/** Whether Rollcall starts at login, by the user's choice only. */
export interface LoginItem {
  /** Null where it is not offered. */
  isOn(): boolean | null;
  /** Rejects with the system's error. */
  set(isOn: boolean): Promise<void>;
}

/** What the login item depends on. */
export interface LoginItemParts {
  readonly app: Pick<Electron.App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>;
  readonly choices: Pick<PlatformChoices, 'loginItem'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly execPath: string;
}

/** A build tree is started by hand; an entry for it would start a bare Electron. */
const NOT_OFFERED: LoginItem = { isOn: () => null, set: () => Promise.resolve() };

/** Makes the login item of this system. */
export async function createLoginItem(parts: LoginItemParts): Promise<LoginItem> {
  if (!parts.app.isPackaged) return NOT_OFFERED;
  return parts.choices.loginItem === 'electron' ? electronItem(parts) : autostartFile(parts);
}

/**
 * macOS and Windows (electronjs.org/docs/latest/api/app, setLoginItemSettings); `args` count on Windows only. There,
 * `openAtLogin` says that it is registered, and `executableWillLaunchAtLogin` that Task Manager has not disabled it;
 * switching it on enables it again.
 */
function electronItem({ app }: LoginItemParts): LoginItem {
  const args = [HIDDEN_SWITCH];
  const isOn = (): boolean => {
    const { openAtLogin, executableWillLaunchAtLogin: isEnabled = true } = app.getLoginItemSettings({ args });
    return openAtLogin && isEnabled;
  };
  return {
    isOn,
    set(openAtLogin) {
      app.setLoginItemSettings({ openAtLogin, args });
      return Promise.resolve();
    },
  };
}

async function autostartFile({ env, home, execPath }: LoginItemParts): Promise<LoginItem> {
  const file = autostartPath(env, home);
  let isOn = isStarted(await readFile(file, 'utf8').catch(() => null));
  return {
    isOn: () => isOn,
    async set(next) {
      if (next) {
        makeFolder(path.dirname(file));
        await writeFile(file, autostartEntry(programPath(env, execPath)));
      } else await rm(file, { force: true });
      isOn = next;
    },
  };
}
