import type { App } from '../../app.ts';
import type { Clock } from '../../shared/clock.ts';
import { isSameTrayState, trayState, type TrayOptions, type TrayState, type TrayTeam } from './tray-state.ts';

/** Updates the tray when the team changes. */
export interface TrayFeed {
  /** Something outside of the team has changed, for example starting at login. */
  refresh(): void;
  stop(): void;
}

/** Some hosts rebuild the whole panel for each change of an icon. */
const MIN_INTERVAL_MS = 1_000;

/** Shows the tray's state at once, then whenever it changes, at most once a second and always the last one. */
export function createTrayFeed({
  core,
  clock,
  options,
  show,
}: {
  readonly core: Pick<App, 'events' | 'team' | 'connection' | 'connections' | 'settings' | 'alerts'>;
  readonly clock: Clock;
  readonly options: () => Omit<TrayOptions, 'isMasked' | 'connections' | 'alerts'>;
  readonly show: (state: TrayState) => void;
}): TrayFeed {
  let team: TrayTeam = core.team();
  let alerts: TrayOptions['alerts'] = core.alerts();
  let current: TrayState | null = null;
  let cancelWait: (() => void) | null = null;

  function refresh(): void {
    if (cancelWait !== null) return;
    const { isMasked } = core.settings();
    const next = trayState(team, core.connection(), {
      ...options(),
      isMasked,
      alerts,
      connections: core.connections(),
    });
    if (current !== null && isSameTrayState(current, next)) return;
    current = next;
    show(next);
    cancelWait = clock.after(MIN_INTERVAL_MS, () => {
      cancelWait = null;
      refresh();
    });
  }

  const unsubscribes = [
    core.events.on('team:changed', (delta) => {
      team = delta;
      refresh();
    }),
    core.events.on('alerts:changed', (list) => {
      alerts = list;
      refresh();
    }),
    core.events.on('connection:changed', refresh),
    core.events.on('connections:changed', refresh),
    core.events.on('settings:changed', refresh),
    core.events.on('info:changed', refresh), // another zone, another time of day
  ];
  refresh();
  return {
    refresh,
    stop() {
      cancelWait?.();
      unsubscribes.forEach((unsubscribe) => unsubscribe());
    },
  };
}
