import { randomUUID } from 'node:crypto';
import { createNoticeDesk } from './alerts/notice-desk.ts';
import { createCore } from './core.ts';
import { createDoor } from './door/door.ts';
import { createHandlers } from './door/handlers.ts';
import { createHistoryDesk } from './history/desk.ts';
import type { App, AppParts } from './parts.ts';
import { loadSettings } from './settings/file.ts';
import { createPreferences } from './settings/preferences.ts';
import { openStorage } from './storage/open.ts';
import type { Schema } from './storage/types.ts';
import type { Events } from './shared/contract.ts';
import { createEmitter } from './shared/emitter.ts';
import { fail } from './shared/messages.ts';
import type { FilterCheck, StorageState, TeamFilter } from './shared/model.ts';
import { ok, type Result } from './shared/result.ts';
import { countAttention } from './team/attention-count.ts';
import { copyContact } from './team/contact.ts';
import { countOnce } from './team/count-once.ts';
import { DETAILS_WAIT_MS } from './team/details.ts';
import { openKeptTeams } from './team/kept-teams.ts';
import { createLiveTeam } from './team/live-team.ts';
import { TEAM_PURGES, TEAM_TABLES } from './team/tables.ts';
import { createTeamMemory } from './team/team-memory.ts';
import { teamSource } from './team/team-source.ts';
import { checkFilter } from './team/views/check-filter.ts';
import { createViews } from './team/views/views.ts';
import { createWatchers } from './team/watchers.ts';

/** Every room's tables, in the order they came to be. */
const SCHEMA: Schema = { steps: [TEAM_TABLES], purges: TEAM_PURGES };

/**
 * The composition root: wires the rooms into one running core, whatever surface wears it. Plain Node.
 * Nothing is called before `start`.
 */
export async function createApp(parts: AppParts): Promise<App> {
  const { clock, random, info, surface, onSurprise } = parts;
  const events = createEmitter<Events>(onSurprise);
  const settings = await loadSettings({ dataFolder: parts.dataFolder, clock });
  const storage = await openStorage({ dataFolder: parts.dataFolder, clock, schema: SCHEMA });
  const core = createCore({ ...parts, settings, onForgotten: (id) => memory.forget(id) });
  const { connections } = core;
  const preferences = createPreferences(settings);

  const notices = createNoticeDesk({
    clock,
    preferences: () => preferences.get(),
    isDemo: () => connections.state().kind === 'demo',
    show: (notice) => (surface.notify === null ? events.emit('notice:raised', notice) : surface.notify(notice)),
  });
  const team = createLiveTeam({
    clock,
    random,
    connections,
    pace: () => preferences.get().pace,
    readToday: (live, emails, agents, signal) =>
      core.readToday({ live, emails, agents, signal, maxWaitMs: DETAILS_WAIT_MS }),
    onDelta: (delta) => events.emit('team:changed', delta),
    onPoll: notices.afterPoll,
    view: () => views.active(),
    recall: (view) => memory.recall(view),
  });
  // After the team, which so hears first that the connection is another one.
  const views = createViews({
    settings,
    connections,
    randomUUID,
    onChange(list) {
      team.viewChanged();
      events.emit('view:changed', list);
    },
  });
  const memory = createTeamMemory({
    clock,
    disk: openKeptTeams(storage.disk),
    passing: openKeptTeams(storage.memory),
    source: () => teamSource(connections.state()),
    snapshot: () => team.snapshot(),
  });
  // Settings that could not be read name no connection, which does not mean that there is none.
  if (settings.problem === null) memory.forgetOthers(settings.get().connections.map(({ profile }) => profile.id));

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
      info: { ...info, dataFolder: parts.dataFolder },
      surface,
      team,
      copyContact: (...which) => copyContact({ contact: team.contact, desktop: surface.desktop }, ...which),
      watch: watchers.watch,
      connections,
      history,
      settings: preferences,
      trend: (hours) => memory.trend(hours),
      views,
      checkFilter: checkPresent,
      storage: { state: () => storage.state(), purge },
      testNotice: notices.showTest,
    }),
  });

  async function checkPresent(filter: TeamFilter): Promise<Result<FilterCheck>> {
    const client = connections.live()?.client;
    return client === undefined ? fail('not-connected') : checkFilter({ client, countOnce }, filter);
  }

  async function purge(): Promise<Result<StorageState>> {
    memory.reset();
    const purged = await storage.purgeEverything();
    return purged.ok ? ok(storage.state()) : purged;
  }

  events.on('team:changed', (delta) => {
    memory.follow(delta);
    storage.purgeWhenDue();
  });
  connections.subscribe((state) => events.emit('connection:changed', state));
  settings.subscribe(() => {
    events.emit('settings:changed', preferences.get());
    team.paceChanged();
  });

  let isStopped = false; // also while the keychain is still being asked
  return {
    door,
    events,
    team: () => team.snapshot(),
    connection: () => connections.state(),
    settings: () => preferences.get(),
    attention: () => {
      const snapshot = team.snapshot();
      return countAttention(snapshot.agents, snapshot, preferences.get().limits, clock.now());
    },
    hideNames: (isMasked) => void preferences.update({ isMasked }),
    refresh: () => void team.refresh(),
    pause: (forMs) => team.pause(forMs),
    wake: () => team.wake(),
    rest: (isResting) => team.setResting(isResting),
    async start() {
      const { problem } = storage.state();
      if (problem !== null) notices.tellStorageProblem(problem);
      const opened = connections.open(parts.openWith);
      team.recall(); // the last team is there before the keychain has answered
      await opened;
      if (!isStopped) team.start();
    },
    async stop() {
      isStopped = true;
      history.cancel();
      team.stop();
      memory.flush();
      await connections.stop();
      await parts.keychain.stop();
      storage.close();
    },
  };
}
