import { posix } from 'node:path';
import { HIDDEN_SWITCH } from './launch.ts';

/** Where the XDG Desktop Application Autostart Specification wants the file; a relative `$XDG_CONFIG_HOME` is ignored. */
export function autostartPath(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const xdg = env['XDG_CONFIG_HOME'];
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.config'), 'autostart', 'rollcall.desktop');
}

/** What has to be started: an AppImage is mounted at another place each time, so its own file is named instead. */
export function programPath(env: Readonly<Record<string, string | undefined>>, execPath: string): string {
  return env['APPIMAGE'] || execPath;
}

/** The content of the autostart file for a program; started that way it opens no window. */
export function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Rollcall',
    'Comment=Team availability in the tray',
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
export function isStarted(entry: string | null): boolean {
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
