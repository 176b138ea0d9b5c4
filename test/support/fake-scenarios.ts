import { countAgents, NO_COUNTS } from '../../electron/shared/team/counts.ts';
import { appError, type ErrorCode, ok } from '../../electron/shared/result.ts';
import {
  DEFAULT_PREFERENCES,
  type ConnectionState,
  type Health,
  type HealthState,
  type SecretState,
  type TeamSnapshot,
} from '../../electron/shared/model.ts';
import { ACCOUNT, DEMO, NO_CONNECTION, PROFILE, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { fakeConnections } from './fake-connections.ts';
import { HISTORY_SCENARIOS } from './fake-history-scenarios.ts';
import { FAKE_DIRECTORY } from './fake-cards.ts';
import { fakeDigest, fakeEntry } from './fake-digest.ts';
import { fakeView, queues } from './fake-views.ts';
import { fakeQueues } from './fake-queues.ts';
import { fakeTrend } from './fake-trend.ts';
import { fakeAgents, fakeSnapshot, hardAgents, namesakes, overdueAgents } from './fake-team.ts';

const LUNCH = fakeView({ id: 'v-2', name: 'At lunch', secondaryStatuses: ['Lunch'] });
const MINUTE_MS = 60_000;

/** 24 agents as they were before the fault, with the core's own message. */
function faulty(state: HealthState, code: ErrorCode | null, nextInMs: number | null): TeamSnapshot {
  const now = Date.now();
  const message = code === null ? 'Paused. The team is not being read.' : appError(code).message;
  const nextAt = nextInMs === null ? null : now + nextInMs;
  const health = { state, since: now - 6 * MINUTE_MS, nextAt, message };
  return fakeSnapshot(fakeAgents(24, now), now, { asOf: now - 6 * MINUTE_MS, health });
}

/** The same before the first answer. */
function unanswered(snapshot: TeamSnapshot): TeamSnapshot {
  return { ...snapshot, asOf: null, agents: [], counts: NO_COUNTS };
}

function starting(): TeamSnapshot {
  const now = Date.now();
  return unanswered(fakeSnapshot([], now, { health: { state: 'starting', since: now, nextAt: now, message: '' } }));
}

function team(size: number): FakeBridge {
  const now = Date.now();
  return createFakeBridge({ team: fakeSnapshot(fakeAgents(size, now), now) });
}

function centre(): FakeBridge {
  const now = Date.now();
  const agents = fakeAgents(16, now).map((agent, index) => ({
    ...agent,
    userId: `u-${index + 10}`,
    ...(index % 3 > 0 && {
      freeSlots: {
        voice: { free: index % 2, total: 1 },
        liveChat: { free: agent.status === 'BUSY' ? 0 : 2, total: 3 },
      },
    }),
  }));
  const views = {
    views: [fakeView({ filter: { ...queues(), agentIds: ['a-1'] }, name: 'My team' }), LUNCH],
    activeId: null,
  };
  const all = [...overdueAgents(now), ...agents];
  const team = fakeSnapshot(all, now, { queues: fakeQueues(all, 5, now) });
  return createFakeBridge({ team, directory: FAKE_DIRECTORY, views });
}

/** 500 agents and more queues than anybody reads. */
function largeCentre(): FakeBridge {
  const now = Date.now();
  const agents = fakeAgents(500, now);
  return createFakeBridge({ team: fakeSnapshot(agents, now, { queues: fakeQueues(agents, 212, now) }) });
}

function withSecret(secret: SecretState, code: ErrorCode): FakeBridge {
  const connection: ConnectionState = { kind: 'account', profile: PROFILE, secret };
  return createFakeBridge({ connection, team: faulty('keychain', code, null) });
}

function withTrend(fake: FakeBridge): FakeBridge {
  fake.answer('trend:get', () => ok(fakeTrend(countAgents(fake.core.team.agents))));
  return fake;
}

function withDigest(fake: FakeBridge): FakeBridge {
  const now = Date.now();
  const [entry] = fake.core.alerts.log;
  const alerts = [
    fakeEntry({ at: now - 70 * 60_000 }),
    ...(entry === undefined ? [] : [{ ...entry, held: 'locked' as const }]),
  ];
  const digest = fakeDigest(now, { causes: ['quiet-hours', 'not-read'], alerts, alertCount: alerts.length });
  fake.answer('digest:get', () => ok({ ...digest, from: digest.from - 60 * 60_000 }));
  return fake;
}

/** Situations of the whole app by name, for previews (`?scenario=`) and tests. */
export const SCENARIOS = {
  'team-24': () => team(24),
  'team-500': () => team(500),
  /** A centre whose queues and skills are known by name. */
  centre: () => withTrend(centre()),
  'centre-500': () => withTrend(largeCentre()),
  'team-0': () => team(0),
  'team-1': () => team(1),
  'team-5000': () => team(5_000),
  names: () => createFakeBridge({ team: fakeSnapshot(hardAgents(Date.now()), Date.now()) }),
  namesakes: () => createFakeBridge({ team: fakeSnapshot(namesakes(Date.now()), Date.now()) }),
  attention: () => createFakeBridge({ team: fakeSnapshot(overdueAgents(Date.now()), Date.now()) }),
  masked: () =>
    createFakeBridge({
      team: fakeSnapshot([...overdueAgents(Date.now()), ...hardAgents(Date.now())], Date.now()),
      settings: { ...DEFAULT_PREFERENCES, notify: 'team-needs-me', isMasked: true },
    }),
  filtered: () => {
    const view = fakeView({ filter: queues('qu-65e176a-b2ca-4844-9686-228cd1a54000') });
    const views = { views: [view, LUNCH], activeId: view.id };
    return createFakeBridge({ team: fakeSnapshot([], Date.now(), { view }), views });
  },
  views: () => {
    const now = Date.now();
    const agents = fakeAgents(24, now).filter(({ secondaryStatus }) => secondaryStatus === 'Lunch');
    const views = { views: [fakeView({ filter: queues('qu-1') }), LUNCH], activeId: LUNCH.id };
    return createFakeBridge({ team: fakeSnapshot(agents, now, { view: LUNCH }), views });
  },
  starting: () => createFakeBridge({ team: starting() }),
  stale: () => createFakeBridge({ team: faulty('stale', 'server-error', 45_000) }),
  offline: () => createFakeBridge({ team: faulty('offline', 'offline', 20_000) }),
  unauthorized: () => createFakeBridge({ team: faulty('unauthorized', 'token-refused', null) }),
  'rate-limited': () => createFakeBridge({ team: faulty('rate-limited', 'rate-limited', 52_000) }),
  paused: () => createFakeBridge({ team: faulty('paused', null, 5 * MINUTE_MS) }),
  'keychain-locked': () => withSecret('locked', 'keychain-locked'),
  'keychain-missing': () => withSecret('missing', 'keychain-missing'),
  'keychain-waiting': () => withSecret('waiting', 'keychain-waiting'),
  'never-answered': () => createFakeBridge({ team: unanswered(faulty('offline', 'host-not-found', 20_000)) }),
  trend: () => withTrend(team(24)),
  digest: () => withDigest(withTrend(createFakeBridge({ team: fakeSnapshot(overdueAgents(Date.now()), Date.now()) }))),
  restarted: () => {
    const now = Date.now();
    const asOf = now - 22 * MINUTE_MS;
    const health: Health = { state: 'starting', since: now, nextAt: now, message: '' };
    return withTrend(createFakeBridge({ team: fakeSnapshot(fakeAgents(24, asOf), asOf, { asOf, health }) }));
  },
  'connections-2': () => createFakeBridge({ others: fakeConnections(1, Date.now()) }),
  'connections-12': () => createFakeBridge({ others: fakeConnections(11, Date.now()) }),
  demo: () => createFakeBridge({ connection: DEMO }),
  'no-connection': () => createFakeBridge({ connection: NO_CONNECTION, team: starting() }),
  'first-run': () => createFakeBridge({ connection: ACCOUNT, settings: DEFAULT_PREFERENCES }),
  ...HISTORY_SCENARIOS,
} satisfies Readonly<Record<string, () => FakeBridge>>;

export type ScenarioName = keyof typeof SCENARIOS;

/** Whether a string from an address names a scenario. */
export function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name);
}
