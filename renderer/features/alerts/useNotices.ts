import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef } from 'vue';
import type { Notice } from '../../../electron/shared/model.ts';
import { namesSomebody, withNotice } from '../../../electron/shared/notices.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useConnectionsStore } from '../connect/connections-store.ts';
import { useNavigationStore } from '../../ui/navigation.ts';
import { useSettingsStore } from '../settings/settings-store.ts';
import { useClock } from '../../ui/useClock.ts';

const TOAST_LIFE_MS = 20_000;

/** A notice shown inside the page, and when it came. */
export interface Toast {
  readonly notice: Notice;
  readonly raisedAt: number;
}

/** What the page shows when the system may not, and what can be done with it. */
export interface Notices {
  readonly toasts: ComputedRef<readonly Toast[]>;
  dismiss(id: string): void;
  open(notice: Notice): void;
  /** Keeps the toasts while somebody reads them. */
  hold(isHeld: boolean): void;
}

function maySystemShow(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

/** Shows raised notices as Web Notifications where allowed, as toasts otherwise. To be called once, by the shell. */
export function useNotices(): Notices {
  const bridge = useBridge();
  const connection = useConnectionStore();
  const connections = useConnectionsStore();
  const navigation = useNavigationStore();
  const settings = useSettingsStore();
  const now = useClock();
  const toasts = shallowRef<readonly Toast[]>([]);
  const isHeld = ref(false);
  /** What this page had the system show with a name, by id: one per agent at most. */
  const named = new Map<string, Notification>();

  function open(notice: Notice): void {
    window.focus();
    // Agents of two accounts may have the same ids, so the agent is looked for in the right team only.
    const { connectionId } = notice;
    if (connectionId !== null && connectionId !== connection.profile?.id) void connections.open(connectionId);
    navigation.show('team', notice.userId);
    dismiss(notice.id);
  }

  function dismiss(id: string): void {
    toasts.value = toasts.value.filter(({ notice }) => notice.id !== id);
  }

  function raise(notice: Notice): void {
    if (maySystemShow()) {
      const notification = new Notification(notice.title, { body: notice.body, tag: notice.id });
      notification.onclick = () => open(notice);
      if (namesSomebody(notice)) named.set(notice.id, notification);
    } else toasts.value = withNotice(toasts.value, { notice, raisedAt: Date.now() });
  }

  watch(now, (time) => {
    if (isHeld.value || toasts.value.every(({ raisedAt }) => time - raisedAt < TOAST_LIFE_MS)) return;
    toasts.value = toasts.value.filter(({ raisedAt }) => time - raisedAt < TOAST_LIFE_MS);
  });
  // What names somebody was written while names were not hidden.
  watch(
    () => settings.isMasked,
    (isMasked) => {
      if (!isMasked) return;
      toasts.value = toasts.value.filter(({ notice }) => !namesSomebody(notice));
      named.forEach((notification) => notification.close());
      named.clear();
    },
  );
  onScopeDispose(bridge.on('notice:raised', raise));
  return { toasts: computed(() => toasts.value), dismiss, open, hold: (held) => (isHeld.value = held) };
}
