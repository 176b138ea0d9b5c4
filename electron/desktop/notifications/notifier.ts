import type { Notice } from '../../shared/model.ts';
import { namesSomebody } from '../../shared/notices.ts';
import { AGENTS_GROUP, failureNotice, notificationOptions } from './notice-view.ts';
import type { PlatformChoices } from '../system/platform.ts';

/** The part of Electron's Notification that is used. */
export type NotificationPort = Pick<Electron.Notification, 'close' | 'on' | 'show'>;

/** What the notifier needs. */
export interface NotifierParts {
  readonly makeNotification: (options: Electron.NotificationConstructorOptions) => NotificationPort;
  readonly isSupported: () => boolean;
  /** Whether a body is read as markup. */
  readonly readsMarkup: () => boolean;
  readonly platform: string;
  readonly choices: PlatformChoices;
  readonly onClick: (notice: Notice) => void;
  /** Shows a notice inside the popover instead; `onTold` is called once it is seen. */
  readonly tell: (notice: Notice, onTold?: () => void) => void;
  /** Takes a group of notifications out of the notification centre; where the system can. */
  readonly removeGroup: (groupId: string) => void;
}

/** Shows native notifications. */
export interface Notifier {
  show(notice: Notice): void;
  /** Names are hidden from now on: takes away the notifications that name somebody. */
  hideNames(): void;
}

/** As many as a notification centre is worth; of more, the oldest is taken away. */
const MOST_KEPT = 50;

/**
 * Makes what shows native notifications. A newer notice takes the place of the one with the same id; one that the
 * system would not show appears in the popover, and why is said there until somebody has seen it.
 */
export function createNotifier(parts: NotifierParts): Notifier {
  const { platform, choices, tell } = parts;
  // A notification that nobody holds is collected, and its click is never heard of. `close` is no reason to let go:
  // Windows says it when a toast moves to the Action Center, where it can still be clicked. Nor is a newer one in its
  // place: macOS goes by the id and may still find the older one, and closing that would take the newer one away.
  const kept = new Map<string, Kept>();
  let isAdvised = false;

  function advise(error: string): void {
    if (!isAdvised) tell(failureNotice(platform, error), () => void (isAdvised = true));
  }

  function keep(notice: Notice, notification: NotificationPort): void {
    const older = kept.get(notice.id)?.notifications ?? [];
    if (!choices.replacesNotices) older.forEach((replaced) => replaced.close());
    kept.delete(notice.id);
    kept.set(notice.id, { notice, notifications: [...(choices.replacesNotices ? older : []), notification] });
    const [oldest] = kept.values();
    if (kept.size > MOST_KEPT && oldest !== undefined) takeAway(oldest);
  }

  function takeAway({ notice, notifications }: Kept): void {
    kept.delete(notice.id);
    notifications.forEach((notification) => notification.close());
  }

  /** The system took it away with the click; what it had replaced goes with it, or would be found in place of the next. */
  function clicked({ id }: Notice, notification: NotificationPort): void {
    const { notifications = [] } = kept.get(id) ?? {};
    kept.delete(id);
    for (const other of notifications) if (other !== notification) other.close();
  }

  /** It was not shown, and what it was to replace stays; whether it was still the newest of its id. */
  function failed({ id }: Notice, notification: NotificationPort): boolean {
    const held = kept.get(id);
    if (held?.notifications.at(-1) !== notification) return false;
    const older = held.notifications.slice(0, -1);
    if (older.length === 0) kept.delete(id);
    else kept.set(id, { ...held, notifications: older });
    return true;
  }

  return {
    show(notice) {
      if (!parts.isSupported()) {
        advise('not supported');
        return tell(notice);
      }
      const notification = parts.makeNotification(notificationOptions(notice, choices, parts.readsMarkup()));
      notification.on('click', () => {
        clicked(notice, notification);
        parts.onClick(notice);
      });
      notification.on('failed', (_event, error) => {
        advise(error);
        if (failed(notice, notification)) tell(notice); // else it was replaced, or names were hidden meanwhile
      });
      keep(notice, notification);
      notification.show();
    },
    hideNames() {
      [...kept.values()].filter(({ notice }) => namesSomebody(notice)).forEach(takeAway);
      if (choices.removesNoticeGroups) parts.removeGroup(AGENTS_GROUP);
    },
  };
}

interface Kept {
  readonly notice: Notice;
  /** All of its id, the newest last. */
  readonly notifications: readonly NotificationPort[];
}
