import path from 'node:path';

/** What the place of the data folder depends on. */
export interface Whereabouts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `process.platform`. */
  readonly platform: string;
  /** The user's home folder; empty where there is none. */
  readonly home: string;
}

/**
 * The one data folder of every surface (design: Storage): `$ROLLCALL_HOME`, where `~` is the home folder, since not
 * every shell and no service file expands it; else the system's place for settings. A relative `$XDG_CONFIG_HOME` is
 * ignored, as the XDG base directory specification says. What still is relative `makeUsable` refuses: from another
 * folder it would be another one.
 */
export function dataFolder({ env, platform, home }: Whereabouts): string {
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
