import { Notification } from 'electron';
import type { Notice, Settings } from '../../shared/model.ts';
import { namesSomebody } from '../../shared/notices.ts';
import type { PlatformChoices } from '../system/platform.ts';
import { AGENTS_GROUP, failureNotice, notificationOptions } from './notification-options.ts';

/** Shows native notifications. */
export interface Notifications {
  show(notice: Notice): void;
  /** Names are hidden from now on: takes away the notifications that name somebody. */
  hideNames(): void;
}

/** As many as a notification centre is worth; of more, the oldest is taken away. */
const MAX_HELD = 50;

/**
 * Makes what shows native notifications. A newer notice replaces the one with the same id; one that the
 * system would not show appears in the popover, and why is said there until that was visible.
 */
export function createNotifications(parts: {
  /** Whether a body is read as markup. */
  readonly readsMarkup: () => boolean;
  readonly platform: string;
  readonly choices: PlatformChoices;
  readonly onClick: (notice: Notice) => void;
  /** Shows a notice inside the popover instead; `onShown` is called once it is visible. */
  readonly notifyInPage: (notice: Notice, onShown?: () => void) => void;
}): Notifications {
  const { platform, choices, notifyInPage } = parts;
  // A notification that nobody holds is collected, and its click is never heard of. `close` is no reason to let go:
  // Windows says it when a toast moves to the Action Center, where it can still be clicked. Nor is a newer one with
  // its id: macOS goes by the id and may still find the older one, and closing that would take the newer one away.
  const held = new Map<string, Held>();
  let isAdvised = false;

  function advise(error: string): void {
    if (!isAdvised) notifyInPage(failureNotice(platform, error), () => void (isAdvised = true));
  }

  function hold(notice: Notice, notification: Notification): void {
    const older = held.get(notice.id)?.notifications ?? [];
    if (!choices.replacesNotices) older.forEach((replaced) => replaced.close());
    held.delete(notice.id);
    held.set(notice.id, { notice, notifications: [...(choices.replacesNotices ? older : []), notification] });
    const [oldest] = held.values();
    if (held.size > MAX_HELD && oldest !== undefined) takeAway(oldest);
  }

  function takeAway({ notice, notifications }: Held): void {
    held.delete(notice.id);
    notifications.forEach((notification) => notification.close());
  }

  /** The system took it away with the click; what it had replaced goes with it, or would be found instead of the next. */
  function clicked({ id }: Notice, notification: Notification): void {
    const { notifications = [] } = held.get(id) ?? {};
    held.delete(id);
    for (const other of notifications) if (other !== notification) other.close();
  }

  /** It was not shown, and what it was to replace stays; whether it was still the newest of its id. */
  function failed({ id }: Notice, notification: Notification): boolean {
    const found = held.get(id);
    if (found?.notifications.at(-1) !== notification) return false;
    const older = found.notifications.slice(0, -1);
    if (older.length === 0) held.delete(id);
    else held.set(id, { ...found, notifications: older });
    return true;
  }

  return {
    show(notice) {
      if (!Notification.isSupported()) {
        advise('not supported');
        return notifyInPage(notice);
      }
      const notification = new Notification(notificationOptions(notice, choices, parts.readsMarkup()));
      notification.on('click', () => {
        clicked(notice, notification);
        parts.onClick(notice);
      });
      notification.on('failed', (_event, error) => {
        advise(error);
        if (failed(notice, notification)) notifyInPage(notice); // else it was replaced, or names were hidden meanwhile
      });
      hold(notice, notification);
      notification.show();
    },
    hideNames() {
      [...held.values()].filter(({ notice }) => namesSomebody(notice)).forEach(takeAway);
      if (choices.removesNoticeGroups) Notification.removeGroup(AGENTS_GROUP);
    },
  };
}

interface Held {
  readonly notice: Notice;
  /** All of its id, the newest last. */
  readonly notifications: readonly Notification[];
}

/**
 * Lets macOS ask whether Rollcall may notify, as soon as notifications are wanted. It asks when Electron makes its
 * presenter of notifications, which `isSupported` does, and refuses whatever is shown before the answer: a presenter that
 * is made for the first notification would lose it (shell/browser/notifications/mac/notification_presenter_mac.mm).
 */
export function requestPermission({ notify }: Pick<Settings, 'notify'>): void {
  if (notify !== null && notify !== 'nothing') Notification.isSupported();
}
