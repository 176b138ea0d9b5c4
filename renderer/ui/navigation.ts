import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { ViewRequest } from '../../electron/shared/contract/events.ts';
import { useBridge } from '../bridge/bridge-key.ts';

/** The board is in browsers only, where a screen on a wall can show it. */
export type ViewName = ViewRequest['view'] | 'board';
/** A part of the settings that other views lead to. */
type SettingsSection = 'api-times';

const VIEWS: readonly string[] = ['team', 'history', 'alerts', 'settings', 'connect', 'board'] satisfies ViewName[];

/** The view that a string from the address names, or null. */
function viewFrom(name: string | null): ViewName | null {
  return name !== null && VIEWS.includes(name) ? (name as ViewName) : null;
}

/** Reads `#/history`, which navigation writes, or else `?view=history`, which the window was opened with. */
function viewOfAddress(address: Pick<Location, 'hash' | 'search'>): ViewName | null {
  const inHash = address.hash.startsWith('#/') ? viewFrom(address.hash.slice(2)) : null;
  return inHash ?? viewFrom(new URLSearchParams(address.search).get('view'));
}

/** Which page is open. The address is written only when somebody navigates, so a `#token=` can still be read. */
export const useNavigationStore = defineStore('navigation', () => {
  const bridge = useBridge();
  const view = ref<ViewName>(viewOfAddress(location) ?? 'team');
  const userId = ref<string | null>(null);
  const section = ref<SettingsSection | null>(null);
  let before: ViewName = 'team';

  /** Shows a page, and on the team page scrolls to an agent. */
  function show(next: ViewName, agent: string | null = null): void {
    if (next !== view.value) before = view.value;
    view.value = next;
    userId.value = agent;
    if (location.hash !== `#/${next}`) history.pushState(null, '', `#/${next}`);
  }

  /** Shows a section of the settings. */
  function showSettings(wanted: SettingsSection): void {
    section.value = wanted;
    show('settings');
  }

  /** Whether a section of the settings was asked for and is not shown yet. */
  function takeSection(of: SettingsSection): boolean {
    const isWanted = section.value === of;
    if (isWanted) section.value = null;
    return isWanted;
  }

  function followAddress(): void {
    view.value = viewOfAddress(location) ?? 'team';
  }

  /** Follows links, Back and Forward, and requests from the app; returns the unsubscribe function. */
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
    /** The agent to scroll to, until `arrived` is called. */
    wantedUserId: computed(() => userId.value),
    arrived: () => (userId.value = null),
    show,
    showSettings,
    takeSection,
    /** Shows the page that the present one was opened from. */
    goBack: () => show(before),
    start,
  };
});
