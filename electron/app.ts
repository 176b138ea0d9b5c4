import { randomUUID } from 'node:crypto';
import { openAlertRepository } from './alerts/log/alert-repository.ts';
import { createAlerts } from './alerts/alerts.ts';
import { dryRun, type DryRunParts } from './alerts/dry-run/dry-run.ts';
import { ledgerCsv, ledgerOf, type LedgerParts } from './alerts/ledger.ts';
import { createAppNotices } from './alerts/delivery/notices.ts';
import { createRules } from './alerts/rules/rules.ts';
import { createScopes } from './alerts/rules/scopes.ts';
import { coreHandlers } from './api/handlers.ts';
import { createRouter } from './api/router.ts';
import type { EventSource, Router } from './api/types.ts';
import { createGapReporter } from './history/gaps.ts';
import type { PersonTest } from './history/people.ts';
import { createUsualStarts } from './history/usual-starts.ts';
import type { Keychain } from './keychain/types.ts';
import { reportRateLimit } from './kore/rate-limits.ts';
import type { FetchFunction, ProxiesFor } from './kore/types.ts';
import type { PublishSource } from './relay/publish/types.ts';
import { createServices } from './services.ts';
import { loadSettings, createPreferences } from './settings/store.ts';
import type { AttentionRules } from './shared/team/attention.ts';
import type { Clock } from './shared/clock.ts';
import type { ContactField } from './shared/contract/commands.ts';
import type { Events } from './shared/contract/events.ts';
import type { DemoSceneName } from './shared/demo-scene.ts';
import { createEmitter } from './shared/emitter.ts';
import {
  EMPTY_FILTER,
  selectionKey,
  selectionOf,
  type AlertList,
  type AppInfo,
  type ConnectionState,
  type HistoryWho,
  type NoticeOutcome,
  type RefreshAnswer,
  type RuleScope,
  type Settings,
  type Status,
  type StorageState,
  type TeamSnapshot,
  type ViewList,
} from './shared/model.ts';
import type { NoticeAction } from './shared/alerts/notices.ts';
import { fail, ok, type Result } from './shared/result.ts';
import { openStorage } from './storage/open.ts';
import { readAccuracy } from './team/accuracy.ts';
import { createConnectionList } from './team/connection-list.ts';
import { DETAILS_WAIT_MS } from './team/details/details-reader.ts';
import { createHoursWatch } from './time/hours-watch.ts';
import { openTeamRepository } from './team/saved/team-repository.ts';
import { createLiveTeam } from './team/live-team.ts';
import { createAsideReader } from './team/once/read-aside.ts';
import type { Rest } from './team/source/poll-interval.ts';
import { createAgentCards } from './team/card/agent-cards.ts';
import { createAgentDays } from './team/card/agent-days.ts';
import { createDirectory } from './team/directory/directory.ts';
import { openDirectoryRepository } from './team/directory/directory-repository.ts';
import { STORAGE_SCHEMA } from './storage-schema.ts';
import { createTeamMemory, teamSource } from './team/saved/team-memory.ts';
import { checkFilter } from './team/views/check-filter.ts';
import { personTest } from './team/views/selected-people.ts';
import { createViews } from './team/views/views.ts';
import { addDays, datesBetween, dayBounds, todayIn } from './time/days.ts';
import type { LocalZone } from './time/local-zone.ts';
import { createZoneWatch } from './time/zone-watch.ts';

/** The demo is on this computer: its calls lock out nobody. */
const DEMO_NAMES = { calls: 15, withinMs: 61_000 };
/** Only quick polls see an agent flap within a minute; they leave few calls for the rest. */
const FLAP = { names: { calls: 3, withinMs: 61_000 }, detailsMs: 20_000 };

/** Of the days for cards: 2 MB, for whoever opens a page at a publisher. */
const PUBLISHER_SPANS = 20_000;

/** What comes from outside: each surface brings its own, tests bring fakes. */
export interface AppParts {
  readonly info: Omit<AppInfo, 'dataFolder' | 'timeZone' | 'timeZoneProblem'>;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly localZone: LocalZone;
  /** Random numbers in [0, 1), for jitter. */
  readonly random: () => number;
  readonly fetch: FetchFunction;
  /** Without it, a desk asks no proxy. */
  readonly proxiesFor?: ProxiesFor | undefined;
  readonly keychain: Keychain;
  /** What to open at start. */
  readonly openWith: 'saved' | 'saved-or-demo' | 'demo';
  /** What the demo plays from when it is opened. */
  readonly scene?: DemoSceneName | null | undefined;
  /** Gets unexpected errors. They may carry private data, so they must be neither shown nor logged as they are. */
  readonly onSurprise: (error: unknown) => void;
  /** The team was polled, successfully or not, or its status details were read. */
  readonly onRead?: ((what: 'poll' | 'details') => void) | undefined;
  /** Collects garbage; called where there is much of it. */
  readonly collect?: (() => void) | undefined;
}

/** The running app, in plain Node, whatever surface it has. */
export interface App {
  /** Answers commands; each surface registers its own handlers. */
  readonly router: Router;
  readonly events: EventSource;
  /** The whole team; builds a list, so not for every change: those come as events. */
  team(): TeamSnapshot;
  /** An agent's e-mail or phone number as the last answer had it; null when it had none. Never for a page. */
  contact(userId: string, field: ContactField): string | null;
  connection(): ConnectionState;
  /** Every connection, for a menu. */
  connections(): readonly { readonly id: string; readonly name: string; readonly isOpen: boolean }[];
  /** As `connection:open`. */
  openConnection(id: string): Promise<Result<ConnectionState>>;
  settings(): Settings;
  /** What is the matter with settings.json, the database and the zone of this process, in a sentence or two each; null when nothing is. */
  problems(): Readonly<Record<'settings' | 'storage' | 'timeZone', string | null>>;
  /** What decides who needs attention now. */
  attentionRules(): AttentionRules;
  /** Rules, and what of them nobody has seen. */
  alerts(): AlertList;
  /** As `notice:act`. */
  actOnNotice(noticeId: string, action: Exclude<NoticeAction, 'open'>): void;
  /** What became of a notice that the surface was to show. */
  noticeOutcome(noticeId: string, outcome: NoticeOutcome): void;
  /** What a publisher passes on to desks. */
  readonly publishing: PublishSource;
  /** Shows names as initials on every surface, or in full again. */
  hideNames(isMasked: boolean): void;
  /** As `team:refresh`: polls now, or says when the rate limit allows it. */
  refresh(): Promise<RefreshAnswer>;
  /** Stops polling for a while (milliseconds), or goes on at once with null; `why` is said in place of that it is paused. */
  pause(forMs: number | null, why?: string): void;
  /** After sleep, unlock or a change of network: polls once after a short jitter, as a new baseline. */
  wake(): void;
  /** With the screen locked, or on battery while no window is open, the pace falls to one poll in 5 minutes. */
  rest(rest: Rest): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** How many days a ledger has, and of how many live counts are compared. */
const DAYS_BACK = 14;

/** Wires the running app, which every surface uses. Makes no call before `start`. */
export async function createApp(parts: AppParts): Promise<App> {
  const { clock, random, dataFolder, localZone, onSurprise } = parts;
  const events = createEmitter<Events>(onSurprise);
  const settings = await loadSettings({ dataFolder, clock });
  const storage = await openStorage({ dataFolder, clock, schema: STORAGE_SCHEMA });
  const preferences = createPreferences(settings);
  const services = createServices({ ...parts, demo: { scene: parts.scene ?? null }, settings, onForgotten });
  const { connections } = services;
  const isFlapping = (): boolean => services.demoScene()?.name === 'flap';
  const teamZone = (): string | null => connections.state().profile?.timeZone ?? null;

  const hours = createHoursWatch({
    clock,
    read: () => services.attentionRules(teamZone()).offHours,
    onChange(offHours) {
      events.emit('hours:changed', offHours);
      team.rulesChanged();
    },
  });
  const zone = createZoneWatch({
    clock,
    refresh: localZone.refresh,
    onChange() {
      events.emit('info:changed', info());
      hours.refresh();
    },
  });
  const gaps = createGapReporter({
    dateAt: (at) => todayIn(presentZone(), at),
    onChange: () => alerts.digest.gapChanged(),
  });
  const notices = createAppNotices((notice) => events.emit('notice:raised', notice));
  const days = createAgentDays(
    () => clock.now() + (connections.live()?.client.clockOffsetMs() ?? 0),
    parts.info.surface === 'terminal' ? PUBLISHER_SPANS : undefined,
  );
  const directory = createDirectory({
    clock,
    connections,
    namesPace() {
      if (isFlapping()) return FLAP.names;
      return connections.live()?.isDemo === true ? DEMO_NAMES : services.namesPace();
    },
    dayStartsAt() {
      const timeZone = presentZone();
      return dayBounds(todayIn(timeZone, clock.now()), timeZone).startsAt;
    },
    source: () => teamSource(connections.state()),
    disk: openDirectoryRepository(storage.disk),
    session: openDirectoryRepository(storage.memory),
  });
  let unread: readonly Status[] = [];
  const team = createLiveTeam({
    clock,
    random,
    connections,
    pace: () => (isFlapping() ? 'quick' : preferences.get().pace),
    scheduleLimits() {
      const { pollMs, ...limits } = services.scheduleLimits();
      const detailsMs = isFlapping() ? FLAP.detailsMs : limits.detailsMs;
      return { pollMs, detailsMs: directory.isReading() ? 2 * detailsMs : detailsMs };
    },
    rules: attentionRules,
    freeAt: async () => (await services.rateLimit()?.read())?.freeAt ?? null,
    readToday: (live, request, agents, signal) =>
      gaps.follow({ request, agents, viewed: team.viewed, signal }, async () => {
        const { emails, pages, rest } = request;
        const keeper = history.keeperOf({ agents: emails, pages, rest });
        const of = { ...request, live, agents, signal, maxWaitMs: DETAILS_WAIT_MS, keeper };
        const read = await services.readToday(of);
        await keeper?.saved();
        history.connectionChanged();
        if (read.ok) await days.take(read.value, { userIds: agents.keys(), known: request.rest?.known, signal });
        return read;
      }),
    onDelta: (delta) => events.emit('team:changed', delta),
    onPoll(outcome) {
      alerts.afterPoll(outcome);
      gaps.afterPoll(outcome);
      ({ unread } = outcome);
      parts.onRead?.('poll');
    },
    onDetails() {
      alerts.refresh();
      parts.onRead?.('details');
    },
    collect: parts.collect,
    onPublished(published) {
      const isOther = directory.publish(published);
      if (isOther) events.emit('directory:changed', directory.get());
      return isOther;
    },
    onPublishedViews({ views: published }) {
      const known = connections.state().profile;
      // Others of its audience are in no role of this desk.
      void views.publish(published.filter(({ id }) => known?.relay?.views.includes(id)));
    },
    view: () => views.active(),
    directory,
    // Without its agents nobody could count them.
    recall: (view) => (connections.state().profile?.relay?.audience === 'counts' ? null : memory.recall(view)),
  });
  // After the team, so that the team is the first to hear of another connection.
  const views = createViews({
    settings,
    connections,
    randomUUID,
    onChange(list) {
      useViews(list);
      team.viewChanged();
      events.emit('view:changed', list);
    },
  });
  const scopeOf = createScopes({ team, views, directory });
  const alerts = createAlerts({
    clock,
    settings,
    connections,
    rules: createRules({ settings, connections, randomUUID, demoScene: services.demoScene }),
    team,
    scopeOf,
    usual: () => usualStarts.get(),
    timeZone: presentZone,
    disk: openAlertRepository(storage.disk),
    session: openAlertRepository(storage.memory),
    gaps,
    isSomebodyThere: () => events.isHeard('notice:raised'),
    show: (notice) => events.emit('notice:raised', notice),
    onDigest: (digest) => events.emit('digest:changed', digest),
    onChange: (alertList) => events.emit('alerts:changed', alertList),
  });
  const testOf = (who: HistoryWho): Result<PersonTest> =>
    personTest(who, {
      views: () => views.list().views,
      members: directory.members,
      snapshotOf: (view) => team.snapshotOf(view),
    });
  const history = services.history({
    storage,
    team: { people: () => team.people(), testOf },
    onProgress: (progress) => events.emit('history:progress', progress),
    onChange: () => events.emit('history:changed', null),
  });
  const usualStarts = createUsualStarts({
    clock,
    history,
    key: () => JSON.stringify(teamSource(connections.state())),
    timeZone: presentZone,
    isHistoryOff: () => connections.state().profile?.isHistoryOff === true,
    onChange: () => alerts.refresh(),
  });
  const dryRunParts: DryRunParts = {
    history,
    timeZone: presentZone,
    now: clock.now,
    whoOf,
    scopeOf,
    isInHours: alerts.isInHours,
    isQuiet: alerts.isQuiet,
    limits: () => preferences.get().limits,
  };
  const memory = createTeamMemory({
    clock,
    disk: openTeamRepository(storage.disk),
    session: openTeamRepository(storage.memory),
    source: () => teamSource(connections.state()),
    snapshot: () => team.snapshot(),
    views: () => views.list().views,
    countsOf: (view) => team.countsOf(view),
  });
  const ledgerParts: LedgerParts = {
    clock,
    history,
    rules: () => alerts.list().rules,
    dates: () => datesBefore(0),
    timeZone: presentZone,
    whoOf,
    liveOf(scope, from) {
      const who = whoOf(scope);
      const view = who.kind === 'view' ? views.list().views.find(({ id }) => id === who.id) : null;
      if (who.kind === 'filter' || view === undefined) return { view: null, samples: [] };
      return { view, samples: memory.samples(view, from) };
    },
  };
  if (settings.isComplete) {
    const known = settings.get().connections.map(({ profile }) => profile.id);
    memory.forgetOthers(known);
    directory.forgetOthers(known);
    history.forgetOthers(known);
    alerts.forgetOthers(known);
  }
  forgetHistories();
  const list = createConnectionList({
    connections,
    team,
    memory,
    views,
    onChange: (summaries) => events.emit('connections:changed', summaries),
  });
  const cards = createAgentCards({
    snapshot: () => team.snapshot(),
    directory: directory.get,
    members: directory.members,
    rules: attentionRules,
    rows: team.rows,
    days,
  });
  const router = createRouter({ clock, onSurprise });
  router.onLeave(team.leave);
  router.handle(
    coreHandlers({
      clock,
      info,
      team,
      readAside: createAsideReader({ clock, connections, team, rules: attentionRules }),
      refresh: team.refresh,
      rateLimit: () =>
        isDesk() ? Promise.resolve(fail('not-on-desk')) : reportRateLimit(services.rateLimit(), team.intervalMs()),
      watch: team.watch,
      cards,
      directory,
      connections,
      listConnections: list.read,
      history,
      alerts: {
        ...alerts,
        dryRun: (draft, wish) => dryRun(dryRunParts, draft, wish),
        ledger: (ruleId) => ledgerOf(ledgerParts, ruleId),
        async exportLedger(ruleId) {
          const ledger = await ledgerOf(ledgerParts, ruleId);
          return ledger.ok ? ok(ledgerCsv(ledger.value)) : ledger;
        },
      },
      accuracy: () =>
        readAccuracy({
          history,
          dates: datesBefore(1),
          timeZone: presentZone(),
          samplesFrom: (from) => memory.samples(null, from),
          clockOffsetMs: team.snapshot().clockOffsetMs ?? 0,
        }),
      settings: preferences,
      trend: (hoursBack) => memory.trend(hoursBack),
      offHours: hours.get,
      digest: alerts.digest,
      views,
      checkFilter: (filter) => checkFilter(connections.live()?.client ?? null, filter, directory.get()),
      storage: { state: storageState, purge },
      testNotice: notices.showTest,
      attentionRules,
      demoScene: services.demoScene,
    }),
  );

  function isDesk(): boolean {
    return connections.state().profile?.auth === 'desk';
  }

  function presentZone(): string {
    return teamZone() ?? localZone.get();
  }

  /** The last days of the team up to so many days ago, the oldest first. */
  function datesBefore(daysAgo: number): readonly string[] {
    const last = addDays(todayIn(presentZone(), clock.now()), -daysAgo);
    return datesBetween(addDays(last, 1 - DAYS_BACK), last);
  }

  /** Whose history a rule is about. */
  function whoOf(scope: RuleScope): HistoryWho {
    if (scope.kind === 'queue') return { kind: 'filter', filter: { ...EMPTY_FILTER, queueIds: [scope.id] } };
    const id = scope.kind === 'view' ? scope.id : scope.kind === 'open-view' ? views.active()?.id : undefined;
    return id === undefined ? { kind: 'everybody' } : { kind: 'view', id };
  }

  function info(): AppInfo {
    const timeZone = localZone.get();
    return { ...parts.info, dataFolder, timeZone, timeZoneProblem: localZone.problem() };
  }

  function attentionRules(): AttentionRules {
    return { limits: preferences.get().limits, offHours: hours.get() };
  }

  function onForgotten(connectionId: string): void {
    memory.forget(connectionId);
    directory.forget(connectionId);
    alerts.forget(connectionId);
    history.forget(connectionId); // last: it takes what was deleted from the write-ahead log too
    list.forget(connectionId);
  }

  /** Deletes the saved history of connections whose history is off; another process may have switched it off. */
  function forgetHistories(): void {
    for (const { profile } of settings.get().connections)
      if (profile.isHistoryOff === true) history.forgetSaved(profile.id);
  }

  /** Of the open view first. */
  function useViews({ views: all, activeId }: ViewList): void {
    const filters = all
      .toSorted((a, b) => Number(b.id === activeId) - Number(a.id === activeId))
      .map(({ filter }) => filter);
    directory.use(
      filters.flatMap(({ queueIds }) => queueIds),
      filters.flatMap(({ skillIds }) => skillIds),
    );
  }

  async function purge(): Promise<Result<StorageState>> {
    memory.reset();
    directory.reset();
    const purged = await storage.purgeEverything();
    events.emit('history:changed', null);
    alerts.refresh();
    return purged.ok ? ok(storageState()) : purged;
  }

  /** The page shows problems of settings and database together. */
  function storageState(): StorageState {
    const { settings: ofSettings, storage: ofStorage } = problems();
    const found = [ofSettings, ofStorage].filter((problem) => problem !== null);
    return { ...storage.state(), problem: found.length > 0 ? found.join(' ') : null };
  }

  function problems(): ReturnType<App['problems']> {
    return {
      settings: settings.problem,
      storage: storage.state().problem,
      timeZone: info().timeZoneProblem,
    };
  }

  directory.subscribe((changed) => {
    team.membersChanged();
    events.emit('directory:changed', changed);
  });
  // What follows from a change of the team, the connection and the settings.
  events.on('team:changed', (delta) => {
    zone.checkIfDue(); // timers stand still while the computer sleeps
    hours.get();
    alerts.follow(delta);
    gaps.selectionChanged(selectionKey(selectionOf(delta.view)));
    memory.follow(delta);
    directory.follow(team.facts().health);
    storage.purgeWhenDue();
    list.follow(delta);
  });
  let generation = connections.generation();
  connections.subscribe((state) => {
    hours.refresh();
    if (generation !== connections.generation()) {
      alerts.digest.forget();
      days.forget();
    }
    generation = connections.generation();
    history.connectionChanged();
    directory.connectionChanged();
    useViews(views.list());
    events.emit('connection:changed', state);
    list.changed();
    alerts.refresh();
    team.intervalChanged(); // the number of copies may have changed
  });
  settings.subscribe(() => {
    forgetHistories();
    hours.refresh();
    list.changed();
    events.emit('settings:changed', preferences.get());
    alerts.refresh();
    team.rulesChanged();
    team.intervalChanged();
  });
  hours.refresh();

  let isStopped = false; // also while the keychain has not answered yet
  return {
    router,
    events,
    team: () => team.snapshot(),
    contact: (userId, field) => team.contact(userId, field),
    connection: () => connections.state(),
    connections: () => connections.list().map(({ profile: { id, name }, isOpen }) => ({ id, name, isOpen })),
    openConnection: (id) => connections.switchTo(id),
    settings: () => preferences.get(),
    problems,
    attentionRules,
    alerts: alerts.list,
    actOnNotice: alerts.act,
    noticeOutcome: alerts.noticeOutcome,
    publishing: {
      isDemo: () => connections.state().kind === 'demo',
      timeZone: presentZone,
      views: () => views.list().views,
      teamOf: team.teamOf,
      facts: team.facts,
      unread: () => unread,
      directory: directory.get,
      members: directory.members,
      watch: () => team.watch('publisher', true),
      intervalMs: team.intervalMs,
      history,
      people: team.people,
      personTest: (view) => testOf(view === null ? { kind: 'everybody' } : { kind: 'view', id: view.id }),
      retentionDays: () => storage.state().retentionDays,
      isHistoryOff: () => connections.state().profile?.isHistoryOff === true,
    },
    hideNames: (isMasked) => void preferences.update({ isMasked }),
    refresh: team.refresh,
    pause: (forMs, why) => team.pause(forMs, why),
    wake() {
      zone.check(); // the computer may have travelled while it slept
      hours.refresh();
      team.wake();
    },
    rest(rest) {
      alerts.setLocked(rest === 'locked');
      team.setRest(rest);
    },
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
      directory.stop();
      hours.stop();
      team.stop();
      alerts.stop();
      memory.flush();
      await connections.stop();
      await settings.flush(); // saves the last change of a setting
      await parts.keychain.stop();
      storage.close();
    },
  };
}
