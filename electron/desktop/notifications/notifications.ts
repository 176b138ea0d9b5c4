import { Notification } from 'electron';
import type { AlertList, Notice, NoticeOutcome } from '../../shared/model.ts';
import { namesSomebody, noticeActions, type NoticeAction } from '../../shared/alerts/notices.ts';
import type { PlatformChoices } from '../system/platform.ts';
import { adviceFor, AGENTS_GROUP, failureNotice, notificationOptions } from './notification-options.ts';

/** Shows native notifications. */
export interface Notifications {
  show(notice: Notice): void;
  /** Names are hidden from now on: removes the notifications that name somebody. */
  hideNames(): void;
}

/** More notifications than this are of no use; the oldest is removed. */
const MAX_HELD = 50;

/**
 * Makes what shows native notifications. A newer notice replaces the one with the same id; one that the
 * system refuses appears in the popover, with the reason, which stays until it was visible.
 */
export function createNotifications(parts: {
  /** Whether a body is read as markup. */
  readonly readsMarkup: () => boolean;
  readonly platform: string;
  readonly choices: PlatformChoices;
  readonly onClick: (notice: Notice) => void;
  /** Another button than "Open" was clicked. */
  readonly onAction: (notice: Notice, action: Exclude<NoticeAction, 'open'>) => void;
  readonly onOutcome: (notice: Notice, outcome: NoticeOutcome) => void;
  readonly onSurprise: (error: unknown) => void;
  /** Shows a notice inside the popover instead; `onShown` is called once it is visible. */
  readonly notifyInPage: (notice: Notice, onShown?: () => void) => void;
}): Notifications {
  const { platform, choices, notifyInPage } = parts;
  // An unreferenced notification is garbage-collected and its click is lost. `close` does not release it: Windows sends
  // that when a toast moves to the Action Center, where it can still be clicked. Nor does a newer one with its id: macOS
  // looks a notification up by id and may find the older one, and closing that would remove the newer one.
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

  /** The system removed it with the click. Those it replaced go too, or macOS would find them instead of the next one. */
  function clicked({ id }: Notice, notification: Notification): void {
    const { notifications = [] } = held.get(id) ?? {};
    held.delete(id);
    for (const other of notifications) if (other !== notification) other.close();
  }

  /** It was not shown, so the one it was to replace stays. Returns whether it was still the newest of its id. */
  function failed({ id }: Notice, notification: Notification): boolean {
    const found = held.get(id);
    if (found?.notifications.at(-1) !== notification) return false;
    const older = found.notifications.slice(0, -1);
    if (older.length === 0) held.delete(id);
    else held.set(id, { ...found, notifications: older });
    return true;
  }

  function notShown(notice: Notice, error: string): void {
    advise(error);
    parts.onOutcome(notice, { kind: 'failed', advice: adviceFor(platform, error) });
  }

  function showNatively(notice: Notice): void {
    const notification = new Notification(notificationOptions(notice, choices, parts.readsMarkup()));
    const open = (): void => {
      clicked(notice, notification);
      parts.onClick(notice);
    };
    notification.on('click', open);
    notification.on('action', ({ actionIndex }) => {
      const action = noticeActions(notice)[actionIndex];
      if (action === 'open') return open();
      clicked(notice, notification);
      if (action !== undefined) parts.onAction(notice, action);
    });
    notification.on('show', () => parts.onOutcome(notice, { kind: 'shown' }));
    notification.on('failed', (_event, error) => {
      notShown(notice, error);
      if (failed(notice, notification)) notifyInPage(notice); // not if it was replaced, or names were hidden meanwhile
    });
    hold(notice, notification);
    notification.show();
  }

  return {
    show(notice) {
      if (!Notification.isSupported()) {
        notShown(notice, 'not supported');
        return notifyInPage(notice);
      }
      try {
        showNatively(notice);
      } catch (error) {
        parts.onSurprise(error);
        notShown(notice, String(error));
        notifyInPage(notice);
      }
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
 * Lets macOS ask whether Rollcall may notify, as soon as any rule is on. It asks when Electron
 * creates its notification presenter, which `isSupported` does, and refuses whatever is shown before the answer. A
 * presenter created for the first notification would lose it (shell/browser/notifications/mac/notification_presenter_mac.mm).
 */
export function requestPermission({ rules }: Pick<AlertList, 'rules'>): void {
  if (rules.some(({ isOn }) => isOn)) Notification.isSupported();
}
