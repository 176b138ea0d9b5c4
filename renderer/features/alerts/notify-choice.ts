import { computed, ref, type ComputedRef } from 'vue';
import { useSettingsStore } from '../settings/settings-store.ts';
import type { NotifyChoice } from '../../../electron/shared/model.ts';

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

/** The three answers to "when should Rollcall notify you?", in the words of the first run and of the settings. */
export const NOTIFY_OPTIONS: readonly {
  readonly value: NotifyChoice;
  readonly label: string;
  readonly hint: string;
}[] = [
  {
    value: 'every-change',
    label: 'Every change in my team',
    hint: 'Each change of status; more than three at once become one summary. Includes the next choice.',
  },
  {
    value: 'team-needs-me',
    label: 'Only when the team needs me',
    hint: 'When nobody is available any more, and when the team can no longer be read.',
  },
  { value: 'nothing', label: 'Nothing', hint: 'Rollcall stays silent; the counts are always there.' },
];
