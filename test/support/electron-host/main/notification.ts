import { collectGarbage } from '../../collect-garbage.ts';
import type { NotificationState, ToastIdentity } from '../wire.ts';
import { toastIdentity } from './app.ts';
import { serve } from './link.ts';
import { createNotificationCenter } from './notification-center.ts';
import { appIsReady } from './readiness.ts';

const { ROLLCALL_HOST_ACTIVATION: waitingClick, ROLLCALL_HOST_NOTIFICATIONS: refusal } = process.env;
let startMenu: ToastIdentity | null = null;

const center = createNotificationCenter({
  platform: process.platform,
  isReady: appIsReady,
  refusal,
  waitingClick,
  /** Windows: an entry for the program that runs, over any of that name (notifications/win/windows_toast_activator.cc). */
  onPresenter() {
    if (process.platform === 'win32') startMenu = { ...toastIdentity };
  },
});

/** A notification of the system, which writes it down. */
export const { Notification } = center;

/** All notifications that were shown, oldest first. */
export function shownNotifications(): readonly NotificationState[] {
  return center.shown();
}

/** The entry in the Start menu that was written for toasts. */
export function startMenuEntry(): ToastIdentity | null {
  return startMenu;
}

serve({
  clickNotification: async (title) => center.click(title),
  collectGarbage,
});
