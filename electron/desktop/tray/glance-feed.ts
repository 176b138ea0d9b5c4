import type { App } from '../../app.ts';
import type { Clock } from '../../shared/clock.ts';
import { glance, isSameGlance, type Glance, type GlanceOptions, type GlanceTeam } from './glance.ts';

/** Keeps the faces true to the team. */
export interface GlanceFeed {
  /** Something outside of the team has changed, for example starting at login. */
  refresh(): void;
  stop(): void;
}

/** What the feed needs. */
export interface GlanceFeedParts {
  readonly core: Pick<App, 'events' | 'team' | 'connection' | 'connections' | 'settings' | 'attention'>;
  readonly clock: Clock;
  readonly options: () => Omit<GlanceOptions, 'attention' | 'isMasked' | 'connections'>;
  readonly show: (glance: Glance) => void;
}

/** Some hosts rebuild the whole panel for each change of an icon. */
const LEAST_BETWEEN_MS = 1_000;

/** Starts showing: at once, then whenever the glance looks different, at most once a second and always the last one. */
export function createGlanceFeed({ core, clock, options, show }: GlanceFeedParts): GlanceFeed {
  let team: GlanceTeam = core.team();
  let shown: Glance | null = null;
  let cancelWait: (() => void) | null = null;
  let cancelNext: (() => void) | null = null;

  function refresh(): void {
    if (cancelWait !== null) return;
    const { isMasked } = core.settings();
    const facts = { isMasked, attention: attention(), connections: core.connections() };
    const next = glance(team, core.connection(), { ...options(), ...facts });
    if (shown !== null && isSameGlance(shown, next)) return;
    shown = next;
    show(next);
    cancelWait = clock.after(LEAST_BETWEEN_MS, () => {
      cancelWait = null;
      refresh();
    });
  }

  /** A limit is reached by time alone, without a poll. */
  function attention(): number {
    const { count, nextAt } = core.attention();
    cancelNext?.();
    cancelNext = nextAt === null ? null : clock.after(Math.max(0, nextAt - clock.now()), refresh);
    return count;
  }

  const unsubscribes = [
    core.events.on('team:changed', (delta) => {
      team = delta;
      refresh();
    }),
    core.events.on('connection:changed', refresh),
    core.events.on('connections:changed', refresh),
    core.events.on('settings:changed', refresh),
    core.events.on('hours:changed', refresh),
    core.events.on('info:changed', refresh), // another zone, another time of day
  ];
  refresh();
  return {
    refresh,
    stop() {
      cancelWait?.();
      cancelNext?.();
      unsubscribes.forEach((unsubscribe) => unsubscribe());
    },
  };
}
