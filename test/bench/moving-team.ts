import { homedir } from 'node:os';
import { app } from 'electron';
import { beforeReady } from '../../electron/desktop/system/startup.ts';
import { startDesktop } from '../../electron/desktop/desktop.ts';
import { READY_LINE } from '../../electron/desktop/system/identity.ts';
import { createRouter } from '../../electron/api/router.ts';
import type { App } from '../../electron/app.ts';
import type { Events } from '../../electron/shared/contract/events.ts';
import { createEmitter } from '../../electron/shared/emitter.ts';
import { DEFAULT_PREFERENCES, NO_ALERTS, type Agent } from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { createTeamStore } from '../../electron/team/team-store.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import { inProject } from '../support/e2e/program.ts';
import { ACCOUNT } from '../support/fake-bridge.ts';
import { createFakeHandlers } from '../support/fake-handlers.ts';
import { DEFAULT_RULES, fakeAgents, liveHealth } from '../support/fake-team.ts';

/**
 * A program on the electron-host: the desktop with a team of as many agents as its first argument says, of whom as many
 * as the second says change with each poll; "Refresh now" in the menu is two polls. Its data folder is the third.
 */
const [agents, moved] = process.argv.slice(2, 4).map(Number);
const dataFolder = process.argv[4] ?? '';
const INTERVAL_MS = 30_000;
const NEXT = { AVAILABLE: 'BUSY', BUSY: 'AWAY', AWAY: 'OFFLINE', OFFLINE: 'AVAILABLE', OTHER: 'BUSY' } as const;
const clock = createSystemClock();
const quiet = { write: () => undefined, surprise: onSurprise };

function onSurprise(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
}

function createMovingCore(): App {
  const events = createEmitter<Events>(onSurprise);
  const store = createTeamStore({
    clock,
    intervalMs: () => INTERVAL_MS,
    rules: () => DEFAULT_RULES,
    onDelta: (delta) => events.emit('team:changed', delta),
  });
  let team = new Map(fakeAgents(agents ?? 0, clock.now()).map((agent) => [agent.userId, agent]));

  function poll(changing: number): void {
    const now = clock.now();
    team = new Map([...team].map(([userId, agent], index) => [userId, index < changing ? change(agent, now) : agent]));
    store.update({ all: team, asOf: now, health: liveHealth(now) });
  }

  const { handlers } = createFakeHandlers({
    'app:info': () =>
      ok({
        version: '0.0.0',
        surface: 'desktop',
        platform: 'linux',
        timeZone: 'UTC',
        timeZoneProblem: null,
        dataFolder,
      }),
    'team:snapshot': () => ok(store.snapshot()),
    'connection:get': () => ok(ACCOUNT),
  });
  poll(0);
  const router = createRouter({ clock, onSurprise });
  // The desktop registers its own.
  const OF_THE_DESKTOP = /^(agent|desktop|folder|help|login|update|window):/;
  router.handle(Object.fromEntries(Object.entries(handlers).filter(([name]) => !OF_THE_DESKTOP.test(name))));
  return {
    router,
    events,
    team: store.snapshot,
    contact: () => null,
    connection: () => ACCOUNT,
    connections: () => [],
    openConnection: async () => ok(ACCOUNT),
    settings: () => DEFAULT_PREFERENCES,
    problems: () => ({ settings: null, storage: null, timeZone: null }),
    attentionRules: () => DEFAULT_RULES,
    get publishing(): never {
      throw new Error('The desktop publishes nothing.');
    },
    alerts: () => NO_ALERTS,
    actOnNotice: () => undefined,
    noticeOutcome: () => undefined,
    hideNames: () => undefined,
    async refresh() {
      poll(moved ?? 0);
      poll(moved ?? 0);
      return { runsAt: null };
    },
    pause: () => undefined,
    wake: () => undefined,
    rest: () => undefined,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

function change(agent: Agent, now: number): Agent {
  const status = NEXT[agent.status];
  return { ...agent, status, rawStatus: status, since: { at: now, precision: 'observed', toleranceMs: INTERVAL_MS } };
}

const { platform, env, execPath } = process;
process.on('SIGTERM', () => app.quit());
beforeReady(platform, dataFolder);
await app.whenReady();
await startDesktop({
  createApp: async () => createMovingCore(),
  clock,
  platform,
  env,
  home: homedir(),
  execPath,
  dataFolder,
  files: {
    preload: inProject('out/preload.cjs'),
    renderer: inProject('out/renderer'),
    trayImages: inProject('build/icons/tray'),
    windowIcon: inProject('build/icons/256x256.png'),
    licences: '',
  },
  packaged: { hasFeed: false, packageType: null },
  loadUpdater: () => Promise.reject(new Error('There is no feed.')),
  random: Math.random,
  isHidden: false,
  run: (_file, _args, _options, onEnd) => onEnd(null, 'boolean true'),
  log: quiet,
  onSurprise,
});
process.stdout.write(`${READY_LINE}\n`);
