import { createCore } from './services.ts';
import { createDoor } from './api/router.ts';
import { createHandlers } from './api/handlers.ts';
import { createHistoryDesk } from './history/desk.ts';
import { reportBudget } from './kore/budget-report.ts';
import type { App, AppParts } from './parts.ts';
import { loadSettings } from './settings/file.ts';
import { createPreferences } from './settings/preferences.ts';
import { openStorage } from './storage/open.ts';
import type { Schema } from './storage/types.ts';
import type { Events } from './shared/contract/events.ts';
import { createEmitter } from './shared/emitter.ts';
import type { StorageState } from './shared/model.ts';
import { ok, type Result } from './shared/result.ts';
import { countAttention } from './team/attention-count.ts';
import { copyContact } from './team/contact.ts';
import { createRefresh } from './team/refresh.ts';
import { TEAM_PURGES, TEAM_STEPS } from './team/tables.ts';
import { checkFilter } from './team/views/check-filter.ts';
import { createWatchers } from './team/watchers.ts';
import { createConnectionList } from './wiring/connection-list.ts';
import { createLiveSide } from './wiring/live-side.ts';
import { createLocalTime } from './wiring/local-time.ts';

/** Every room's tables, in the order they came to be. */
const SCHEMA: Schema = { steps: TEAM_STEPS, purges: TEAM_PURGES };

/**
 * The composition root: wires the rooms into one running core, whatever surface wears it. Plain Node.
 * Nothing is called before `start`.
 */
export async function createApp(parts: AppParts): Promise<App> {
  const { clock, surface, onSurprise } = parts;
  const events = createEmitter<Events>(onSurprise);
  const settings = await loadSettings({ dataFolder: parts.dataFolder, clock });
  const storage = await openStorage({ dataFolder: parts.dataFolder, clock, schema: SCHEMA });
  const core = createCore({ ...parts, settings, onForgotten });
  const { connections } = core;
  const preferences = createPreferences(settings);
  const localTime = createLocalTime({ core, settings, events }, parts);
  const { team, views, memory, gaps, notices } = createLiveSide({ core, settings, storage, events, localTime }, parts);
  const list = createConnectionList({ connections, team, memory, views, events });
  const refresh = createRefresh({ team, readBudget: () => core.budget()?.read() ?? null });
  const watchers = createWatchers((isWatched) => team.setWatched(isWatched));
  const history = createHistoryDesk({
    live: () => connections.live(),
    load: core.loadHistory,
    onProgress: (progress) => events.emit('history:progress', progress),
  });
  const door = createDoor({
    clock,
    onSurprise: (_command, error) => onSurprise(error),
    onLeave: (sender) => watchers.leave(sender),
    handlers: createHandlers({
      info: localTime.info,
      surface,
      team,
      refresh,
      budget: () => reportBudget(core.budget(), team.intervalMs()),
      copyContact: (...which) => copyContact({ contact: team.contact, desktop: surface.desktop }, ...which),
      watch: watchers.watch,
      connections,
      listConnections: list.read,
      history,
      settings: preferences,
      trend: (hours) => memory.trend(hours),
      offHours: localTime.offHours,
      gaps,
      views,
      checkFilter: (filter) => checkFilter(connections.live()?.client ?? null, filter),
      storage: { state: savedState, purge },
      testNotice: notices.showTest,
    }),
  });

  function onForgotten(connectionId: string): void {
    memory.forget(connectionId);
    list.forget(connectionId);
  }

  async function purge(): Promise<Result<StorageState>> {
    memory.reset();
    const purged = await storage.purgeEverything();
    return purged.ok ? ok(savedState()) : purged;
  }

  /** The page has one place for what is wrong with anything kept on disk. */
  function savedState(): StorageState {
    const kept = problems();
    const said = [kept.settings, kept.storage].filter((problem) => problem !== null);
    return { ...storage.state(), problem: said.length > 0 ? said.join(' ') : null };
  }

  connections.subscribe((state) => {
    history.connectionChanged();
    events.emit('connection:changed', state);
    list.look();
    team.paceChanged(); // how many copies share the account may be what has changed
  });
  settings.subscribe(() => {
    list.look();
    events.emit('settings:changed', preferences.get());
    team.paceChanged();
  });

  const problems = (): ReturnType<App['problems']> => ({
    settings: settings.problem,
    storage: storage.state().problem,
    timeZone: localTime.info().timeZoneProblem,
  });

  let isStopped = false; // also while the keychain is still being asked
  return {
    door,
    events,
    team: () => team.snapshot(),
    connection: () => connections.state(),
    connections: () => connections.list().map(({ profile: { id, name }, isOpen }) => ({ id, name, isOpen })),
    openConnection: (id) => connections.switchTo(id),
    lookAfterConnections: () => connections.renew(),
    settings: () => preferences.get(),
    problems,
    attentionRules: localTime.attentionRules,
    attention() {
      const snapshot = team.snapshot();
      return countAttention(snapshot.agents, snapshot, localTime.attentionRules(), clock.now());
    },
    hideNames: (isMasked) => void preferences.update({ isMasked }),
    refresh,
    pause: (forMs) => team.pause(forMs),
    wake() {
      localTime.wake();
      team.wake();
    },
    rest: (rest) => team.setRest(rest),
    async start() {
      for (const part of ['settings', 'storage', 'timeZone'] as const) {
        const problem = problems()[part];
        if (problem !== null) notices.tellProblem(part, problem);
      }
      const opened = connections.open(parts.openWith);
      team.recall(); // the last team is there before the keychain has answered
      await opened;
      if (!isStopped) team.start();
    },
    async stop() {
      isStopped = true;
      history.cancel();
      localTime.stop();
      team.stop();
      memory.flush();
      await connections.stop();
      await settings.flush(); // a choice of a moment ago is kept
      await parts.keychain.stop();
      storage.close();
    },
  };
}
