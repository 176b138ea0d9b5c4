import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { ViewRequest } from '../../electron/shared/contract/events.ts';
import { useBridge } from '../bridge/bridge-key.ts';

export type ViewName = ViewRequest['view'];

const VIEWS: readonly string[] = ['team', 'history', 'settings', 'connect'] satisfies ViewName[];

/** The view a string from the address names, or null. */
function viewFrom(name: string | null): ViewName | null {
  return name !== null && VIEWS.includes(name) ? (name as ViewName) : null;
}

/** `#/history` first, which later navigation writes, then `?view=history`, which the opener gave. */
function viewOfAddress(address: Pick<Location, 'hash' | 'search'>): ViewName | null {
  const inHash = address.hash.startsWith('#/') ? viewFrom(address.hash.slice(2)) : null;
  return inHash ?? viewFrom(new URLSearchParams(address.search).get('view'));
}

/** Which view is open. The address is only written when somebody navigates, so that a `#token=` stays readable. */
export const useNavigationStore = defineStore('navigation', () => {
  const bridge = useBridge();
  const view = ref<ViewName>(viewOfAddress(location) ?? 'team');
  const userId = ref<string | null>(null);

  /** Shows a view, and in the team view scrolls to an agent. */
  function show(next: ViewName, agent: string | null = null): void {
    view.value = next;
    userId.value = agent;
    if (location.hash !== `#/${next}`) history.pushState(null, '', `#/${next}`);
  }

  function followAddress(): void {
    view.value = viewOfAddress(location) ?? 'team';
  }

  /** Follows links, back and forward, and requests of the surface; gives back the unsubscribe. */
  function start(): () => void {
    const stop = bridge.on('view:requested', (request) => show(request.view, request.userId));
    window.addEventListener('popstate', followAddress);
    return () => {
      stop();
      window.removeEventListener('popstate', followAddress);
    };
  }

  return {
    view: computed(() => view.value),
    /** The agent to scroll to, until `arrived` was called. */
    wantedUserId: computed(() => userId.value),
    arrived: () => (userId.value = null),
    show,
    start,
  };
});
