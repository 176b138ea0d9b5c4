import { computed, ref, type ComputedRef } from 'vue';
import { useSettingsStore } from '../settings/settings-store.ts';
import type { NotifyChoice } from '../../../electron/shared/model.ts';
import { alertTexts } from '../../../electron/shared/texts/alerts/alerts.ts';

/**
 * Whether this page may show notifications: `not-needed` where the desktop app shows them, `missing` where the browser
 * cannot.
 */
type NotificationAccess = NotificationPermission | 'not-needed' | 'missing';

/** Asks the browser for permission to notify; on the desktop there is nothing to ask. */
export function useNotificationPermission(): {
  readonly access: ComputedRef<NotificationAccess>;
  /** Call it from a click: browsers may refuse to ask otherwise. */
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

/** The three answers to "When should Rollcall notify you?", in the same words in the first run and in Settings. */
export const NOTIFY_OPTIONS = CHOICES.map((value) => ({ value, ...alertTexts.choices[value] }));

/** Those of a desk with counts only, where no rule about agents can fire. */
export const COUNTS_NOTIFY_OPTIONS = [
  { value: 'team-needs-me' as const, ...alertTexts.choices['counts-only'] },
  { value: 'nothing' as const, ...alertTexts.choices.nothing },
];
