import { computed, ref, type ComputedRef } from 'vue';
import { useSettingsStore } from '../settings/settings-store.ts';
import type { NotifyChoice } from '../../../electron/shared/model.ts';
import { alertTexts } from '../../../electron/shared/texts/alerts.ts';

/** May this surface show notifications: `not-needed` where the desktop shows its own, `missing` where it never can. */
type NotificationAccess = NotificationPermission | 'not-needed' | 'missing';

/** Asks the browser for permission to notify; on the desktop there is nothing to ask. */
export function useNotificationPermission(): {
  readonly access: ComputedRef<NotificationAccess>;
  /** To be called from a click, else the browser may not ask. */
  request(): Promise<void>;
} {
  const settings = useSettingsStore();
  const isOffered = 'Notification' in window;
  const permission = ref<NotificationPermission>(isOffered ? Notification.permission : 'denied');

  const access = computed<NotificationAccess>(() => {
    if (settings.appInfo?.surface !== 'browser') return 'not-needed';
    return isOffered ? permission.value : 'missing';
  });

  async function request(): Promise<void> {
    if (access.value === 'default') permission.value = await Notification.requestPermission();
  }

  return { access, request };
}

const CHOICES: readonly NotifyChoice[] = ['every-change', 'team-needs-me', 'nothing'];

/** The three answers to "when should Rollcall notify you?", in the words of the first run and of the settings. */
export const NOTIFY_OPTIONS = CHOICES.map((value) => ({ value, ...alertTexts.choices[value] }));
