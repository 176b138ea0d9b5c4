import type { CommandArgs, CommandName, CommandResult } from '../../electron/shared/contract/commands.ts';
import type { EventName, Events } from '../../electron/shared/contract/events.ts';
import type { Bridge } from '../../electron/shared/contract/bridge.ts';
import { matcherOf } from '../../electron/shared/names/agent-search.ts';
import { countAgents, NO_COUNTS, withoutUnread } from '../../electron/shared/team/counts.ts';
import { diffQueues } from '../../electron/shared/team/delta.ts';
import {
  DEFAULT_PREFERENCES,
  EMPTY_DIRECTORY,
  EVERYBODY,
  NO_DESKTOP,
  NO_VIEWS,
  type Agent,
  type AgentBands,
  type RateLimitReport,
  type ConnectionState,
  type ConnectionSummary,
  type Directory,
  type HistoryWho,
  type SavedViews,
  type Selection,
  type Settings,
  type Status,
  type TeamDelta,
  type TeamSnapshot,
  type ViewList,
} from '../../electron/shared/model.ts';
import { fail, ok } from '../../electron/shared/result.ts';
import { alertAnswers, fakeAccuracy, fakeAlerts, type FakeAlerts } from './fake-alerts.ts';
import { connectionProfile } from './connection-profile.ts';
import { fakeAgentId, fakeCard, fakeDay } from './fake-cards.ts';
import { ALL_READ, historyAnswers, type FakeHistory } from './fake-history-answers.ts';
import { servingQueue } from './fake-queues.ts';
import { countedNow, fakeAgents, fakeSnapshot } from './fake-team.ts';
import { trendOfLast } from './fake-trend.ts';

/** Answers a command of the page, at once or later. */
export type Answer<C extends CommandName> = (...args: CommandArgs<C>) => CommandResult<C> | Promise<CommandResult<C>>;
type Answers = { -readonly [C in CommandName]?: Answer<C> };

/** A link that a test breaks and restores. */
export interface FakeLink {
  onReconnect(listener: () => void): () => void;
  onDisconnect(listener: (error: FakeLinkError) => void): () => void;
  drop(error: FakeLinkError): void;
  restore(): void;
}
type FakeLinkError = Error & { readonly code: 'no-session' | 'connection-lost' | 'replaced' };

/** A bridge without a process behind it, and the controls for a test or a preview. */
export interface FakeBridge {
  readonly bridge: Bridge;
  /** The link below it, for `createRollcallApp`. */
  readonly link: FakeLink;
  /** The core's state, from which commands are answered. */
  readonly core: {
    team: TeamSnapshot;
    connection: ConnectionState;
    /** The connections besides the open one. */
    others: readonly ConnectionSummary[];
    settings: Settings;
    views: SavedViews;
    directory: Directory;
    alerts: FakeAlerts;
    history: FakeHistory;
  };
  /** Every command so far, in order. */
  readonly calls: readonly { readonly command: CommandName; readonly args: readonly unknown[] }[];
  /** Replaces the answer to one command. */
  answer<C extends CommandName>(command: C, answer: Answer<C>): void;
  push<E extends EventName>(event: E, value: Events[E]): void;
  /** Changes the core's team as a poll would, and pushes the delta. */
  poll(change: TeamChange): void;
  /** How many listeners the page has now. */
  listenerCount(): number;
}

/** The result of a poll: changed or new agents, ids that are gone, and other parts of the snapshot. */
export type TeamChange = Partial<Omit<TeamSnapshot, 'agents' | 'counts' | 'revision'>> & {
  readonly changed?: readonly Agent[];
  readonly removed?: readonly string[];
  /** Statuses whose lists could not be understood. */
  readonly unread?: readonly Status[];
};

export const PROFILE = connectionProfile({
  id: 'connection-1',
  accountId: '63f07d26f04465685df40000',
  botId: 'st-e19dd469-90f5-5655-b0b2-858de9010000',
});

export const ACCOUNT: ConnectionState = { kind: 'account', profile: PROFILE, secret: 'stored' };
export const DEMO: ConnectionState = { kind: 'demo', profile: { ...PROFILE, name: 'Demo' }, secret: 'session' };
export const NO_CONNECTION: ConnectionState = { kind: 'none', profile: null, secret: 'none' };

/** Four calls in the last minute and 118 in the last hour. */
export function fakeRateLimit(copies = 1): RateLimitReport {
  const used = { usedLastMinute: 4, usedLastHour: 118 };
  const free = { blockedUntil: null, freeAt: null, slowedSince: null };
  return { copies, perMinute: 20, perHour: 1_500, ...used, ...free, intervalMs: 30_000 };
}

/** The core's next team after a poll, and the delta that leads to it. */
function advance(
  team: TeamSnapshot,
  { changed = [], removed = [], unread = [], ...rest }: TeamChange,
): [TeamSnapshot, TeamDelta] {
  const agents = new Map(team.agents.map((agent) => [agent.userId, agent]));
  for (const userId of removed) agents.delete(userId);
  for (const agent of changed) agents.set(agent.userId, agent);
  const list = [...agents.values()];
  const facts = { ...team, ...rest };
  const next = {
    ...facts,
    countedAt: countedNow(facts, Date.now()),
    revision: team.revision + 1,
    agents: list,
    counts: withoutUnread(countAgents(list), unread),
  };
  const { agents: _agents, queues, ...head } = next;
  return [next, { ...head, base: team.revision, changed, removed, queues: diffQueues(team.queues, queues) }];
}

type ViewCommand = Extract<CommandName, `view:${string}`>;

/** Stores views like the core, without its rules. */
function viewAnswers(core: FakeBridge['core']): Pick<Answers, ViewCommand> {
  const list = (): ViewList => ({ ...core.views, connectionId: core.connection.profile?.id ?? null });
  const keep = (views: SavedViews): CommandResult<'view:list'> => {
    core.views = views;
    return ok(list());
  };
  return {
    'view:list': () => ok(list()),
    'view:open': (_of, id) => keep({ ...core.views, activeId: id }),
    'view:save'(_of, { id, ...draft }) {
      const view = { ...draft, id: id ?? `v-new-${core.views.views.length}` };
      const others = core.views.views.filter((each) => each.id !== view.id);
      return keep({ views: [...others, view], activeId: view.id });
    },
    'view:set-agents': (_of, id, agentIds) =>
      keep({
        ...core.views,
        views: core.views.views.map((view) =>
          view.id === id ? { ...view, filter: { ...view.filter, agentIds } } : view,
        ),
      }),
    'view:remove': (_of, id) => keep({ views: core.views.views.filter((view) => view.id !== id), activeId: null }),
    'view:import': () => ok({ list: list(), added: 0, refused: [] }),
    'view:check': () => ok({ agents: core.team.agents.length, refusals: {}, refusal: null }),
    'view:count'(selection) {
      const matching = selectedBy(core, selection);
      return ok({ matching: matching.length, agents: core.team.agents.length, first: matching.slice(0, 50) });
    },
  };
}

function selectedBy({ team }: FakeBridge['core'], selection: Selection): readonly Agent[] {
  const { agentIds } = selection.filter;
  const isNamed = ({ userId }: Agent) =>
    agentIds.length === 0 || agentIds.includes(userId) || agentIds.includes(fakeAgentId(userId));
  return team.agents.filter(matcherOf(selection)).filter(isNamed);
}

function historyPeople(core: FakeBridge['core'], who: HistoryWho): readonly Agent[] {
  const view = who.kind === 'view' ? core.views.views.find(({ id }) => id === who.id) : undefined;
  const selection = who.kind === 'filter' ? { ...EVERYBODY, filter: who.filter } : (view ?? EVERYBODY);
  const { queueIds } = selection.filter;
  const serving = new Set(queueIds.flatMap((id) => servingQueue(core.team.agents, Number(id.replace(/\D/g, '')))));
  return selectedBy(core, selection).filter((agent) => queueIds.length === 0 || serving.has(agent));
}

function defaultAnswers(core: FakeBridge['core'], push: FakeBridge['push']): Answers {
  const connect = (state: ConnectionState): CommandResult<'connection:get'> => ok((core.connection = state));
  return {
    'app:info': () =>
      ok({
        version: '0.0.0',
        surface: 'browser',
        platform: 'linux',
        timeZone: 'UTC',
        timeZoneProblem: null,
        dataFolder: '/home/ana/.config/Rollcall',
      }),
    'team:snapshot': () => ok(core.team),
    'team:refresh': () => ok({ runsAt: null }),
    'rate-limit:get': () => ok(fakeRateLimit(core.connection.profile?.copies)),
    'trend:get': () => ok(trendOfLast(0, NO_COUNTS)),
    'accuracy:get': () => ok(fakeAccuracy()),
    ...viewAnswers(core),
    'directory:get': () => ok(core.directory),
    'directory:refresh': () => ok(core.directory),
    'queue:agents': (queueId) => servingIn(core, queueId),
    'agent:get': (userId) => cardOf(core, userId),
    'agent:bands': (userIds) => ok(bandsOf(core, userIds)),
    'connection:get': () => ok(core.connection),
    'connection:list': () => ok(listOf(core)),
    'connection:open': () => ok(core.connection),
    'connection:forget': () => ok(core.connection),
    'connection:check': () => ok({}),
    'connection:test': () =>
      ok({ availability: { ok: true, detail: '24 agents' }, statusDetails: { ok: true, detail: '24 agents' } }),
    'connection:save': () => connect(ACCOUNT),
    'connection:update': () => ok(core.connection),
    'connection:remove': () => connect(NO_CONNECTION),
    'connection:retry': () => ok(core.connection),
    'connection:demo': () => connect(DEMO),
    ...alertAnswers(core),
    ...historyAnswers({
      state: core,
      peopleOf: (who) => historyPeople(core, who),
      timeZone: () => core.connection.profile?.timeZone ?? 'UTC',
      limits: () => core.settings.limits,
      now: Date.now,
      onProgress: (progress) => push('history:progress', progress),
      onChange: () => push('history:changed', null),
    }),
    'settings:get': () => ok(core.settings),
    'settings:update': (patch) => ok((core.settings = { ...core.settings, ...patch })),
    'storage:get': () => ok({ retentionDays: 30, problem: null }),
    'storage:purge': () => ok({ retentionDays: 30, problem: null }),
    'desktop:get': () => ok(NO_DESKTOP),
    'login:set': (startsAtLogin) => ok({ ...NO_DESKTOP, startsAtLogin }),
    'update:check': () => ok(NO_DESKTOP),
  };
}

function cardOf({ team, directory }: FakeBridge['core'], userId: string): CommandResult<'agent:get'> {
  const agent = team.agents.find((each) => each.userId === userId);
  return agent === undefined ? fail('not-found') : ok(fakeCard(agent, directory, Date.now()));
}

function bandsOf({ team }: FakeBridge['core'], userIds: readonly string[]): AgentBands {
  const agents = new Map(team.agents.map((agent) => [agent.userId, agent]));
  const dayOf = (agent: Agent | undefined) => (agent === undefined ? null : fakeDay(agent, Date.now()));
  return Object.fromEntries(userIds.map((userId) => [userId, dayOf(agents.get(userId))]));
}

function servingIn({ team }: FakeBridge['core'], queueId: string): CommandResult<'queue:agents'> {
  if (!team.queues.some(({ id }) => id === queueId)) return fail('not-found');
  return ok(servingQueue(team.agents, Number(queueId.replace(/\D/g, ''))).map(({ userId }) => userId));
}

/** The list as the core would return it: the open connection first, unless a test has put it among the others. */
export function listOf({ connection, others, team }: FakeBridge['core']): readonly ConnectionSummary[] {
  const { kind, profile, secret } = connection;
  if (profile === null) return others;
  const home = kind === 'demo' ? 'demo' : secret === 'session' ? 'session' : 'saved';
  const { health, counts, asOf } = team;
  const view = team.view?.name ?? null;
  return [
    { profile, home, isOpen: true, secret, health, counts: asOf === null ? null : counts, asOf, view },
    ...others,
  ];
}

/** Registers and calls listeners. Messages are cloned, as between processes. */
function createBus() {
  const listeners = new Map<EventName, Set<(value: never) => void>>();
  function on<E extends EventName>(event: E, listener: (value: Events[E]) => void): () => void {
    const set = listeners.get(event) ?? new Set();
    listeners.set(event, set.add(listener));
    return () => void set.delete(listener);
  }
  function push<E extends EventName>(event: E, value: Events[E]): void {
    for (const listener of listeners.get(event) ?? []) listener(structuredClone(value) as never);
  }
  return { on, push, count: () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0) };
}

function createFakeLink(): FakeLink {
  const lost = new Set<(error: FakeLinkError) => void>();
  const back = new Set<() => void>();
  return {
    onReconnect: (listener) => (back.add(listener), () => void back.delete(listener)),
    onDisconnect: (listener) => (lost.add(listener), () => void lost.delete(listener)),
    drop: (error) => lost.forEach((listener) => listener(error)),
    restore: () => back.forEach((listener) => listener()),
  };
}

/** Makes a fake bridge with 24 live agents, or with the given state. */
export function createFakeBridge(given: Partial<FakeBridge['core']> = {}): FakeBridge {
  const now = Date.now();
  const team = given.team ?? fakeSnapshot(fakeAgents(24, now), now);
  const core = {
    team,
    connection: given.connection ?? ACCOUNT,
    views: given.views ?? NO_VIEWS,
    directory: given.directory ?? EMPTY_DIRECTORY,
    others: given.others ?? [],
    alerts: given.alerts ?? fakeAlerts(team.agents, now),
    history: given.history ?? ALL_READ,
    settings: given.settings ?? { ...DEFAULT_PREFERENCES, notify: 'team-needs-me' },
  } satisfies FakeBridge['core'];
  const calls: { command: CommandName; args: readonly unknown[] }[] = [];
  const bus = createBus();
  const answers = defaultAnswers(core, bus.push);

  async function invoke<C extends CommandName>(command: C, ...args: CommandArgs<C>): Promise<CommandResult<C>> {
    const crossed = structuredClone(args);
    calls.push({ command, args: crossed });
    const answer = answers[command];
    return structuredClone(answer === undefined ? ok(null as never) : await answer(...crossed));
  }

  return {
    bridge: { invoke, on: bus.on },
    link: createFakeLink(),
    core,
    calls,
    answer: (command, answer) => Object.assign(answers, { [command]: answer }),
    push: bus.push,
    poll: (change) => {
      const [team, delta] = advance(core.team, change);
      core.team = team;
      bus.push('team:changed', delta);
    },
    listenerCount: bus.count,
  };
}
