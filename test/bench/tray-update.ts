import { EventEmitter } from 'node:events';
import { platformChoices } from '../../electron/desktop/system/platform.ts';
import { createTrayFeed } from '../../electron/desktop/tray/tray-feed.ts';
import type { TrayIcon } from '../../electron/desktop/tray/tray-icon.ts';
import { countAgents } from '../../electron/shared/team/counts.ts';
import type { Events } from '../../electron/shared/contract/events.ts';
import { createEmitter } from '../../electron/shared/emitter.ts';
import { DEFAULT_PREFERENCES, NO_ALERTS, type TeamDelta } from '../../electron/shared/model.ts';
import { createTeamStore } from '../../electron/team/team-store.ts';
import { importWithElectron } from '../support/electron-host/import.ts';
import { replaceTray, startElectron } from '../support/electron-host/in-process.ts';
import { DEMO } from '../support/fake-bridge.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { fakeAgents, liveHealth } from '../support/fake-team.ts';
import { spread, type Finding } from './finding.ts';
import { judgeTimes } from './judge.ts';
import { cpuMs, duel, estimate, median, ratios } from './rounds.ts';

const { createTrayIcon } = await importWithElectron<typeof import('../../electron/desktop/tray/tray-icon.ts')>(
  new URL('../../electron/desktop/tray/tray-icon.ts', import.meta.url),
);
const WARM_UP = 3;
const ROUNDS = 21;
/** So far off that nobody reaches one while this runs, which would be one more change. */
const LIMITS = { byStatus: { AWAY: 1_440, BUSY: 1_440 }, secondary: [] } as const;
const SECOND_MS = 1_000;
const SECONDS_A_MINUTE = 60;
/** Share of one core that an icon may take which changes every second. */
const GOAL = 0.005;
/** Team size, updates a round. */
const SIZES = [
  [24, 400],
  [5_000, 40],
] as const;

/**
 * What the icon costs at one change a second: the tray's state, its menu, tip and the number drawn into the icon, up to where
 * Electron's own calls begin. Beside it a change that nobody sees.
 */
export async function trayUpdate(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [size, updates] of SIZES) findings.push(await measure(size, updates));
  return findings;
}

async function measure(size: number, updates: number): Promise<Finding> {
  const [changing, still] = [createTicker(size, true), createTicker(size, false)];
  const [here, empty] = [() => cpuMs(updates, changing.tick), () => cpuMs(updates, still.tick)];
  await duel(WARM_UP, here, empty); // until both are compiled
  const drawnBefore = changing.drawn();
  const costs = await duel(ROUNDS, here, empty);
  // Nothing but the minute of the last answer, which the tooltip has, changes on an icon over a team that stays the same.
  const minutes = Math.ceil(((WARM_UP + ROUNDS) * updates) / SECONDS_A_MINUTE);
  const isDrawn = changing.drawn() - drawnBefore === ROUNDS * updates && still.drawn() <= 1 + minutes;
  const share = median(costs.here) / SECOND_MS;
  return {
    what: `tray update, ${size} agents`,
    here: `${median(costs.here).toFixed(3)} ms CPU, ${(100 * share).toFixed(3)} % of a second`,
    peer: `${median(costs.peer).toFixed(3)} ms, nothing to be seen`,
    result: spread(ratios(costs), 'times'),
    goal: `<= ${100 * GOAL} %`,
    ...(isDrawn ? judgeTimes(estimate(costs.here), GOAL * SECOND_MS, costs.peer) : { isMet: false }),
  };
}

/** An icon over a team in which one agent changes each second, or nothing but the time of the last answer. */
function createTicker(size: number, isChanging: boolean): { tick(): void; drawn(): number } {
  const clock = createFakeClock();
  const events = createEmitter<Events>((error) => {
    throw error;
  });
  const agents = new Map(fakeAgents(size, clock.now()).map((agent) => [agent.userId, agent]));
  let delta: TeamDelta | null = null;
  const store = createTeamStore({
    clock,
    intervalMs: () => SECOND_MS,
    rules: () => ({ limits: LIMITS, offHours: null }),
    onDelta: (next) => (delta = next),
  });
  const counts = countAgents(agents.values());
  const update = (): void => store.update({ all: agents, asOf: clock.now(), health: liveHealth(clock.now()) });
  update();
  let drawn = 0;
  const icon = createIcon(() => (drawn += 1));
  createTrayFeed({
    clock,
    core: {
      events,
      team: store.snapshot,
      connection: () => DEMO,
      connections: () => [],
      settings: () => ({ ...DEFAULT_PREFERENCES, limits: LIMITS }),
      alerts: () => NO_ALERTS,
    },
    // The menu shows the time of the last answer in minutes, so it stays the same from one second to the next.
    options: () => ({
      metric: 'available',
      isNumberInIcon: true,
      tooltipMax: null,
      refreshRunsAt: null,
      startsAtLogin: true,
      updateVersion: null,
    }),
    show: (state) => icon.show(state),
  });
  let round = 0;
  return {
    drawn: () => drawn,
    tick() {
      round += 1;
      clock.advance(SECOND_MS);
      if (delta === null) return;
      const moved = isChanging && round % 2 === 1 ? 1 : 0;
      const shown = { ...counts, AVAILABLE: counts.AVAILABLE - moved, BUSY: counts.BUSY + moved };
      events.emit('team:changed', { ...delta, counts: shown, asOf: clock.now() });
    },
  };
}

/** The icon of a Linux panel, which has its number drawn twice; `onShow` hears each picture that Electron would get. */
function createIcon(onShow: () => void): TrayIcon {
  startElectron();
  class Icon extends EventEmitter {
    setImage = onShow;
    setContextMenu = (): void => undefined;
    setToolTip = (): void => undefined;
  }
  replaceTray(Icon as unknown as Parameters<typeof replaceTray>[0]);
  const icon = createTrayIcon({
    choices: platformChoices('linux'),
    imagesFolder: '/icons',
    onClick: () => undefined,
    onAction: () => undefined,
    onChoice: () => undefined,
  });
  if (icon === null) throw new Error('There is no icon.');
  return icon;
}
