import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fail, ok, type Result } from '../shared/result.ts';
import { errorTexts } from '../shared/texts/errors.ts';
import { makeFolder } from './make-folder.ts';
import { systemCode } from './system-code.ts';

/**
 * The one data folder of every surface: `$ROLLCALL_HOME`, or else the system's folder for settings. `~` is expanded,
 * since not every shell and no service file does that. A relative `$XDG_CONFIG_HOME` is ignored, as the XDG base
 * directory specification says. Any other relative path is left to `makeUsable`, which refuses it.
 * @param platform as `process.platform`
 * @param home the user's home folder; empty where there is none
 */
export function dataFolder({
  env,
  platform,
  home,
}: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}): string {
  const { join, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  const usual = (folder: string | undefined, inHome: readonly string[]): string =>
    join(folder && isAbsolute(folder) ? folder : join(home, ...inHome), 'Rollcall');

  const own = env['ROLLCALL_HOME'];
  if (own) {
    const folder = home !== '' && isInHome(own, platform) ? join(home, own.slice(1)) : own;
    return path.isAbsolute(folder) ? path.resolve(folder) : folder;
  }
  if (platform === 'win32') return usual(env['APPDATA'], ['AppData', 'Roaming']);
  if (platform === 'darwin') return usual(undefined, ['Library', 'Application Support']);
  return usual(env['XDG_CONFIG_HOME'], ['.config']);
}

function isInHome(folder: string, platform: string): boolean {
  return folder === '~' || folder.startsWith('~/') || (platform === 'win32' && folder.startsWith('~\\'));
}

/**
 * The user's home folder: that of the environment, else, where HOME is empty or no full path, as under a bare service,
 * that of the system's user database. Empty where neither knows one.
 */
export function homeFolder(system: Pick<typeof os, 'homedir' | 'userInfo'> = os): string {
  for (const read of [() => system.homedir(), () => system.userInfo().homedir]) {
    try {
      const home = read();
      if (path.isAbsolute(home)) return home;
    } catch {
      // The database does not have the user, as in a container.
    }
  }
  return '';
}

/** A path longer than this would hide the rest of the sentence. */
const MAX_PATH_TEXT = 200;

const texts = errorTexts.dataFolder;

/** What a folder has to allow; commands that only read do without writing. */
const ACCESS = { read: constants.R_OK | constants.X_OK, write: constants.R_OK | constants.X_OK | constants.W_OK };

/**
 * Makes a data folder that is missing. `storage`, with what to do, when that fails, when it is no folder or a relative
 * path, or when it may not be read or written.
 */
export function makeUsable(dataFolder: string, use: 'read' | 'write'): Result<null> {
  if (!path.isAbsolute(dataFolder)) return fail('storage', { message: sentence(dataFolder, texts.isRelative) });
  try {
    makeFolder(dataFolder);
    accessSync(dataFolder, ACCESS[use]);
    return ok(null);
  } catch (error) {
    return fail('storage', { message: sentence(dataFolder, systemCode(error)) });
  }
}

function sentence(dataFolder: string, code: string): string {
  const reason = code === 'EEXIST' || code === 'ENOTDIR' ? texts.isNoFolder : code;
  const text = dataFolder.length > MAX_PATH_TEXT ? `${dataFolder.slice(0, MAX_PATH_TEXT)}...` : dataFolder;
  return texts.unusable(text, reason);
}
