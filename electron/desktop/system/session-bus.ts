import type { Clock } from '../../shared/clock.ts';
import type { TrayHost } from '../windows/display-mode.ts';

/** Runs a program for its output; `node:child_process` execFile. */
export type RunProgram = (
  file: string,
  args: readonly string[],
  options: { readonly timeout: number },
  onEnd: (error: (Error & { readonly code?: unknown }) | null, stdout: string) => void,
) => void;

const WATCHER = 'org.kde.StatusNotifierWatcher';
const TRAY_HOST_CALL = [
  '--session',
  '--print-reply=literal',
  `--dest=${WATCHER}`,
  '/StatusNotifierWatcher',
  'org.freedesktop.DBus.Properties.Get',
  `string:${WATCHER}`,
  'string:IsStatusNotifierHostRegistered',
] as const;
const TIMEOUT_MS = 2_000;
const AGAIN_AFTER_MS = 500;
/** At login the panel may start after Rollcall, which must not wait long. */
const WAIT_AT_LOGIN_MS = 3_000;

/**
 * Asks the session bus whether somebody shows tray icons (freedesktop.org: StatusNotifierItem,
 * `IsStatusNotifierHostRegistered`); Electron itself does not tell. `unknown` where `dbus-send` is not installed.
 */
export function askTrayHost(run: RunProgram): Promise<TrayHost> {
  return new Promise((resolve) => {
    run('dbus-send', TRAY_HOST_CALL, { timeout: TIMEOUT_MS }, (error, stdout) => resolve(trayHostFrom(error, stdout)));
  });
}

/** Asks, and right after login asks again until a host is there or 3 s have passed. */
export async function waitForTrayHost(run: RunProgram, clock: Clock, isAtLogin: boolean): Promise<TrayHost> {
  if (!isAtLogin) return askTrayHost(run);
  const late = Promise.withResolvers<TrayHost>();
  let isLate = false;
  // A timer rather than the time of day, which is often set right just then.
  const cancel = clock.after(WAIT_AT_LOGIN_MS, () => {
    isLate = true;
    late.resolve('missing');
  });
  const host = await Promise.race([askAgain(run, clock, () => isLate), late.promise]);
  cancel();
  return host;
}

async function askAgain(run: RunProgram, clock: Clock, isLate: () => boolean): Promise<TrayHost> {
  for (;;) {
    const host = await askTrayHost(run);
    if (host !== 'missing' || isLate()) return host;
    await new Promise<void>((resolve) => clock.after(AGAIN_AFTER_MS, resolve));
    if (isLate()) return host;
  }
}

/** Reads the answer: an error is no bus, no watcher or no answer, and all three mean that nobody shows icons. */
export function trayHostFrom(error: { readonly code?: unknown } | null, stdout: string): TrayHost {
  if (error !== null) return error.code === 'ENOENT' ? 'unknown' : 'missing';
  return stdout.includes('boolean true') ? 'there' : 'missing';
}

const NOTIFICATIONS = 'org.freedesktop.Notifications';
const CAPABILITIES_CALL = [
  '--session',
  '--print-reply=literal',
  `--dest=${NOTIFICATIONS}`,
  '/org/freedesktop/Notifications',
  `${NOTIFICATIONS}.GetCapabilities`,
] as const;

/**
 * Asks who shows notifications on this Linux desktop whether a body is read as markup (Desktop Notifications
 * Specification, capability `body-markup`). Neither Electron nor libnotify escapes it or says which it is
 * (shell/browser/notifications/linux/libnotify_notification.cc). Yes until the answer is there, and where none
 * comes: nearly all services read markup, and a text with `&amp;` stays legible, while one taken for a tag disappears.
 */
export function askNotificationServer(run: RunProgram): () => boolean {
  let readsMarkup = true;
  run('dbus-send', CAPABILITIES_CALL, { timeout: TIMEOUT_MS }, (error, stdout) => {
    readsMarkup = error !== null || stdout.split(/\s+/).includes('body-markup');
  });
  return () => readsMarkup;
}
