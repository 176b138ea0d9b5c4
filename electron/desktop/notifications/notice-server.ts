import type { RunProgram } from '../system/session-bus.ts';

const NAME = 'org.freedesktop.Notifications';
const ASK = [
  '--session',
  '--print-reply=literal',
  `--dest=${NAME}`,
  '/org/freedesktop/Notifications',
  `${NAME}.GetCapabilities`,
] as const;
const TIMEOUT_MS = 2_000;

/**
 * Asks who shows notifications on this Linux desktop whether a body is read as markup (Desktop Notifications
 * Specification, capability `body-markup`). Neither Electron nor libnotify escapes it, nor do they tell
 * (shell/browser/notifications/linux/libnotify_notification.cc). Yes until the answer is there, and where nobody can be
 * asked: nearly all do, and a text that shows `&amp;` loses nothing, while one that is taken for a tag is gone.
 */
export function askNoticeServer(run: RunProgram): () => boolean {
  let readsMarkup = true;
  run('dbus-send', ASK, { timeout: TIMEOUT_MS }, (error, stdout) => {
    readsMarkup = error !== null || stdout.split(/\s+/).includes('body-markup');
  });
  return () => readsMarkup;
}
