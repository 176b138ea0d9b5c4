import { app } from 'electron';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path, { posix } from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';
import { desktopTexts as texts } from '../../shared/texts/desktop.ts';
import type { PlatformChoices } from './platform.ts';
import { HIDDEN_SWITCH } from './startup.ts';

/** Whether Rollcall starts at login, by the user's choice only. */
export interface LoginItem {
  /** Null where it is not offered. */
  isOn(): boolean | null;
  /** Rejects with the system's error. */
  set(isOn: boolean): Promise<void>;
}

export interface LoginItemParts {
  readonly choices: Pick<PlatformChoices, 'loginItem'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly execPath: string;
}

/** A build tree is started by hand; an entry for it would start a bare Electron. */
const NOT_OFFERED: LoginItem = { isOn: () => null, set: () => Promise.resolve() };

/** Makes the login item of this system. */
export async function createLoginItem(parts: LoginItemParts): Promise<LoginItem> {
  if (!app.isPackaged) return NOT_OFFERED;
  return parts.choices.loginItem === 'electron' ? electronItem() : autostartFile(parts);
}

/**
 * macOS and Windows (electronjs.org/docs/latest/api/app, setLoginItemSettings); `args` count on Windows only. There,
 * `openAtLogin` says that it is registered, and `executableWillLaunchAtLogin` that Task Manager has not disabled it;
 * switching it on enables it again.
 */
function electronItem(): LoginItem {
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
  let isOn = isEnabled(await readFile(file, 'utf8').catch(() => null));
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

/** Where the XDG Desktop Application Autostart Specification wants the file; a relative `$XDG_CONFIG_HOME` is ignored. */
export function autostartPath(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const xdg = env['XDG_CONFIG_HOME'];
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.config'), 'autostart', 'rollcall.desktop');
}

/** The program to start. An AppImage is mounted at another path each time, so its own file is named instead. */
export function programPath(env: Readonly<Record<string, string | undefined>>, execPath: string): string {
  return env['APPIMAGE'] || execPath;
}

/** The content of the autostart file for a program; started that way it opens no window. */
export function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Rollcall',
    `Comment=${texts.autostart}`,
    `Exec=${quoted(program)} ${HIDDEN_SWITCH}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * Whether a desktop starts what an autostart file names; null for no file. Where it is switched off in the desktop's own
 * settings, the file stays with one of these keys (Desktop Application Autostart Specification, `Hidden`; GNOME, KDE).
 */
export function isEnabled(entry: string | null): boolean {
  return entry !== null && !/^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(entry);
}

/**
 * Quotes an argument by the Desktop Entry Specification, "The Exec key": four characters are escaped inside quotes,
 * a percent sign is doubled, and since the value is a string, each backslash is doubled once more.
 */
function quoted(argument: string): string {
  const inQuotes = argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${inQuotes.replaceAll('\\', '\\\\')}"`;
}
