import path from 'node:path';

/** What the place of the data folder depends on. */
export interface Whereabouts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `process.platform`. */
  readonly platform: string;
  /** The user's home folder. */
  readonly home: string;
}

/**
 * The one data folder of every surface (design: Storage): `$ROLLCALL_HOME`, else the system's place for settings.
 * A relative `$XDG_CONFIG_HOME` is ignored, as the XDG base directory specification says.
 */
export function dataFolder({ env, platform, home }: Whereabouts): string {
  const { join, resolve, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  const own = env['ROLLCALL_HOME'];
  if (own) return resolve(own);
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Rollcall');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Rollcall');
  const xdg = env['XDG_CONFIG_HOME'];
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.config'), 'Rollcall');
}
