import { randomUUID } from 'node:crypto';
import { createNoticeDesk } from './alerts/notice-desk.ts';
import { createListNews } from './connection/list-news.ts';
import { createCore } from './core.ts';
import { createDoor } from './door/door.ts';
import { createHandlers } from './door/handlers.ts';
import { createHistoryDesk } from './history/desk.ts';
import { createGapDesk } from './history/gap-desk.ts';
import { createLocalTime } from './local-time.ts';
import type { App, AppParts } from './parts.ts';
import { loadSettings } from './settings/file.ts';
import { createPreferences } from './settings/preferences.ts';
import { openStorage } from './storage/open.ts';
import type { Schema } from './storage/types.ts';
import type { Events } from './shared/contract.ts';
import { createEmitter } from './shared/emitter.ts';
import { fail } from './shared/messages.ts';
import {
  selectionKey,
  selectionOf,
  type BudgetReport,
  type ConnectionSummary,
  type FilterCheck,
  type StorageState,
  type TeamFilter,
} from './shared/model.ts';
import { ok, type Result } from './shared/result.ts';
import { countAttention } from './team/attention-count.ts';
import { copyContact } from './team/contact.ts';
import { countOnce } from './team/count-once.ts';
import { DETAILS_WAIT_MS } from './team/details.ts';
import { openKeptTeams } from './team/kept-teams.ts';
import { createLastSeen } from './team/last-seen.ts';
import { createLiveTeam } from './team/live-team.ts';
import { project } from './team/projection.ts';
import { createRefresh } from './team/refresh.ts';
import { TEAM_PURGES, TEAM_TABLES } from './team/tables.ts';
import { createTeamMemory } from './team/team-memory.ts';
import { teamSource, teamSourceOf } from './team/team-source.ts';
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
  const { clock, random, surface, onSurprise } = parts;
  const events = createEmitter<Events>(onSurprise);
  const settings = await loadSettings({ dataFolder: parts.dataFolder, clock });
  const storage = await openStorage({ dataFolder: parts.dataFolder, clock, schema: SCHEMA });
  const core = createCore({ ...parts, settings, onForgotten });
  const { connections } = core;
  const preferences = createPreferences(settings);
  const localTime = createLocalTime({ core, settings, events }, parts);
  const gaps = createGapDesk({
    dateAt: localTime.dateAt,
    onChange: (report) => events.emit('gap:changed', report),
  });

  const notices = createNoticeDesk({
    clock,
    preferences: () => preferences.get(),
    connection: () => connections.state(),
    isOneOfMany: () => connections.list().length > 1,
    show: (notice) => (surface.notify === null ? events.emit('notice:raised', notice) : surface.notify(notice)),
  });
  const team = createLiveTeam({
    clock,
    random,
    connections,
    pace: () => preferences.get().pace,
    share: core.share,
    readToday: (live, emails, agents, signal) =>
      gaps.hear({ emails, agents, shown: () => project(agents, selectionOf(views.active())), signal }, (onRead) =>
        core.readToday({ live, emails, agents, signal, maxWaitMs: DETAILS_WAIT_MS, onRead }),
      ),
    onDelta: (delta) => events.emit('team:changed', delta),
    onPoll(outcome) {
      notices.afterPoll(outcome);
      gaps.afterPoll(outcome);
    },
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
  const refresh = createRefresh({ team, readBudget: () => core.budget()?.read() ?? null });
  const memory = createTeamMemory({
    clock,
    disk: openKeptTeams(storage.disk),
    passing: openKeptTeams(storage.memory),
    source: () => teamSource(connections.state()),
    snapshot: () => team.snapshot(),
  });
  const lastSeen = createLastSeen(memory);
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
      info: localTime.info,
      surface,
      team,
      refresh,
      budget,
      copyContact: (...which) => copyContact({ contact: team.contact, desktop: surface.desktop }, ...which),
      watch: watchers.watch,
      connections,
      listConnections: () => connections.refresh().then(summaries),
      history,
      settings: preferences,
      trend: (hours) => memory.trend(hours),
      offHours: localTime.offHours,
      gaps,
      views,
      checkFilter: checkPresent,
      storage: { state: () => storage.state(), purge },
      testNotice: notices.showTest,
    }),
  });

  async function budget(): Promise<Result<BudgetReport>> {
    const use = await core.budget()?.read();
    return use === undefined ? fail('not-connected') : ok({ ...use, intervalMs: team.intervalMs() });
  }

  async function checkPresent(filter: TeamFilter): Promise<Result<FilterCheck>> {
    const client = connections.live()?.client;
    return client === undefined ? fail('not-connected') : checkFilter({ client, countOnce }, filter);
  }

  function onForgotten(id: string): void {
    memory.forget(id);
    lastSeen.forget(id);
    listChanged(); // nothing else tells of a connection of this run that was not open
  }

  function summaries(): ConnectionSummary[] {
    const { health, counts, asOf } = team.snapshot();
    const open = { health, counts: asOf === null ? null : counts, asOf };
    return connections.list().map((entry) => {
      const seen = entry.isOpen ? open : lastSeen.of(teamSourceOf(entry.profile, entry.home));
      return { ...entry, ...seen };
    });
  }

  async function purge(): Promise<Result<StorageState>> {
    memory.reset();
    const purged = await storage.purgeEverything();
    return purged.ok ? ok(storage.state()) : purged;
  }

  events.on('team:changed', (delta) => {
    gaps.look(selectionKey(selectionOf(delta.view)));
    memory.follow(delta);
    lastSeen.follow(delta, teamSource(connections.state()));
    storage.purgeWhenDue();
  });
  const listChanged = createListNews(connections.list, () => events.emit('connections:changed', summaries()));
  let generation = connections.generation();
  connections.subscribe((state) => {
    if (generation !== connections.generation()) gaps.forget();
    generation = connections.generation();
    history.connectionChanged();
    events.emit('connection:changed', state);
    listChanged();
    team.paceChanged(); // how many copies share the account may be what has changed
  });
  settings.subscribe(() => {
    listChanged();
    events.emit('settings:changed', preferences.get());
    team.paceChanged();
  });

  let isStopped = false; // also while the keychain is still being asked
  return {
    door,
    events,
    team: () => team.snapshot(),
    connection: () => connections.state(),
    connections: () => connections.list().map(({ profile: { id, name }, isOpen }) => ({ id, name, isOpen })),
    openConnection: (id) => connections.switchTo(id),
    settings: () => preferences.get(),
    attentionRules: localTime.attentionRules,
    attention: () => {
      const snapshot = team.snapshot();
      return countAttention(snapshot.agents, snapshot, localTime.attentionRules(), clock.now());
    },
    hideNames: (isMasked) => void preferences.update({ isMasked }),
    refresh: () => void refresh(),
    pause: (forMs) => team.pause(forMs),
    wake() {
      localTime.wake();
      team.wake();
    },
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
      localTime.stop();
      team.stop();
      memory.flush();
      await connections.stop();
      await parts.keychain.stop();
      storage.close();
    },
  };
}
