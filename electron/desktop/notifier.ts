import type { Notice } from '../shared/model.ts';
import { failureNotice, notificationOptions } from './notice-view.ts';
import type { PlatformChoices } from './platform.ts';

/** The part of Electron's Notification that is used. */
export type NotificationPort = Pick<Electron.Notification, 'close' | 'on' | 'show'>;

/** What the notifier needs. */
export interface NotifierParts {
  readonly makeNotification: (options: Electron.NotificationConstructorOptions) => NotificationPort;
  readonly isSupported: () => boolean;
  readonly platform: string;
  readonly choices: PlatformChoices;
  readonly onClick: (notice: Notice) => void;
  /** Shows a notice inside the popover instead. */
  readonly tell: (notice: Notice) => void;
}

/** As many as a notification centre is worth; of more, the oldest can no longer be clicked. */
const MOST_KEPT = 50;

/**
 * Makes what shows native notifications. A newer notice takes the place of the one with the same id; one that the
 * system would not show appears in the popover, and why is said there once.
 */
export function createNotifier(parts: NotifierParts): (notice: Notice) => void {
  const { platform, choices, tell } = parts;
  // A notification that nobody holds is collected, and its click is never heard of. `close` is no reason to let go:
  // Windows says it when a toast moves to the Action Center, where it can still be clicked.
  const kept = new Map<string, NotificationPort>();
  let hasFailed = false;

  function fail(notice: Notice, error: string): void {
    if (!hasFailed) tell(failureNotice(platform, error));
    hasFailed = true;
    tell(notice);
  }

  function keep(id: string, notification: NotificationPort): void {
    if (!choices.replacesNotices) kept.get(id)?.close();
    kept.delete(id);
    kept.set(id, notification);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  }

  function drop(id: string, notification: NotificationPort): void {
    if (kept.get(id) === notification) kept.delete(id);
  }

  return (notice) => {
    if (!parts.isSupported()) return fail(notice, 'not supported');
    const notification = parts.makeNotification(notificationOptions(notice, choices));
    notification.on('click', () => {
      drop(notice.id, notification);
      parts.onClick(notice);
    });
    notification.on('failed', (_event, error) => {
      drop(notice.id, notification);
      fail(notice, error);
    });
    keep(notice.id, notification);
    notification.show();
  };
}
