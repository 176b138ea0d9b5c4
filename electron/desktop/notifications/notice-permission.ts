import type { Settings } from '../../shared/model.ts';

/**
 * Lets macOS ask whether Rollcall may notify, as soon as notifications are wanted. It asks when Electron makes its
 * presenter of notifications, which `isSupported` does, and refuses whatever is shown before the answer: a presenter that
 * is made for the first notification would lose it (shell/browser/notifications/mac/notification_presenter_mac.mm).
 */
export function askToNotify(
  notification: Pick<typeof Electron.Notification, 'isSupported'>,
  { notify }: Pick<Settings, 'notify'>,
): void {
  if (notify !== null && notify !== 'nothing') notification.isSupported();
}
