import { DatabaseSync } from 'node:sqlite';
import { openHistoryRepository } from '../../../electron/history/cache/history-repository.ts';
import { createHistory, type History } from '../../../electron/history/history.ts';
import type { HistorySource } from '../../../electron/history/scene.ts';
import type { HistoryTeam, TeamPerson } from '../../../electron/history/people.ts';
import type { LiveConnection } from '../../../electron/connections/types.ts';
import {
  DEFAULT_PREFERENCES,
  type ApiTimes,
  type HistoryProgress,
  type HistoryRequest,
  type HistoryWho,
} from '../../../electron/shared/model.ts';
import type { Result } from '../../../electron/shared/result.ts';
import { wrapDatabase } from '../../../electron/storage/database.ts';
import type { OwnedDatabase } from '../../../electron/storage/types.ts';
import { STORAGE_SCHEMA } from '../../../electron/storage-schema.ts';
import { personTest } from '../../../electron/team/views/selected-people.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createProbe } from '../../support/no-probe.ts';
import {
  createFakeDetails,
  createFakeMemory,
  type FakeAgent,
  type FakeBehaviour,
  type FakeDetails,
} from './fake-details.ts';

/** 11 March, 15:30 in India. */
export const NOW = Date.parse('2026-03-11T10:00:00Z');

/** A history over a fake server and a database in memory. */
export interface HistoryScene {
  readonly history: History;
  readonly clock: FakeClock;
  readonly client: FakeDetails;
  readonly database: OwnedDatabase;
  readonly memory: ReturnType<typeof createFakeMemory>;
  readonly progress: HistoryProgress[];
  /** How often it was announced that there is more to show. */
  readonly changes: () => number;
  /** Changes what the test controls, for example takes the connection away. */
  readonly set: (patch: Partial<SceneState>) => void;
}

interface SceneState {
  readonly isLive: boolean;
  readonly zone: string;
  readonly apiTimes: ApiTimes;
  readonly account: string;
  readonly people: readonly TeamPerson[];
  /** Of a desk. */
  readonly publisher?: HistorySource['publisher'];
}

export interface SceneParts extends Partial<Omit<FakeBehaviour, 'clock'>>, Partial<SceneState> {
  /** What is known of the server at first; without it, that it lists all records that overlap a day. */
  readonly memory?: Parameters<typeof createFakeMemory>[0];
  /** In place of that, a memory that another read goes on with. */
  readonly cell?: ReturnType<typeof createFakeMemory> | undefined;
  readonly now?: number;
  readonly database?: OwnedDatabase;
  readonly testOf?: HistoryTeam['testOf'];
}

export function openDatabase(): OwnedDatabase {
  const connection = new DatabaseSync(':memory:');
  for (const step of STORAGE_SCHEMA.steps) connection.exec(step);
  return wrapDatabase(connection);
}

export function createHistoryScene(agents: readonly FakeAgent[], parts: SceneParts = {}): HistoryScene {
  const { now = NOW, database = openDatabase(), testOf = testOfPeople, memory: learned, cell, ...behaviour } = parts;
  const clock = createFakeClock(now);
  const client = createFakeDetails(agents, { ...behaviour, clock });
  const memory = cell ?? createFakeMemory({ recordsListedBy: 'overlap', ...learned });
  const progress: HistoryProgress[] = [];
  let changes = 0;
  let state: SceneState = {
    isLive: true,
    zone: 'Asia/Kolkata',
    apiTimes: 'request',
    account: 'a-1',
    people: agents.map(personOf),
    ...parts,
  };
  const repository = openHistoryRepository(database);
  const live = (): LiveConnection | null =>
    state.isLive ? { profile: connectionProfile(), isDemo: false, memory, client, createProbe, feed: null } : null;
  const history = createHistory({
    clock,
    disk: repository,
    session: repository,
    source: () => ({
      key: { connectionId: 'c-1', account: state.account },
      isDemo: false,
      publisher: state.publisher ?? null,
      repository,
      timeZone: state.zone,
      apiTimes: state.apiTimes,
      memory: memory.get(),
    }),
    live,
    team: { people: () => state.people, testOf },
    limits: () => DEFAULT_PREFERENCES.limits,
    isMasked: () => false,
    rateLimit: () => Promise.resolve(null),
    onProgress: (step) => progress.push(step),
    onChange: () => (changes += 1),
  });
  const set: HistoryScene['set'] = (patch) => (state = { ...state, ...patch });
  return { history, clock, client, database, memory, progress, changes: () => changes, set };
}

/** Somebody as availability has them. */
function personOf({ userId, name = userId, customId }: FakeAgent): TeamPerson {
  return { userId, name, agentId: `a-${userId}`, customId: customId ?? null, email: `${userId}@example.com` };
}

function testOfPeople(who: HistoryWho): ReturnType<HistoryTeam['testOf']> {
  return personTest(who, { views: () => [], members: () => NOBODY_KNOWN, snapshotOf: () => null });
}

const NOBODY_KNOWN = {
  ofView: () => null,
  ofQueue: () => null,
  ofSkill: () => null,
  asOf: () => null,
  leftQueue: () => [],
};

export function everybody(...dates: string[]): HistoryRequest {
  return { dates, who: { kind: 'everybody' }, timeZone: null, apiTimes: null };
}

export function only(agentIds: readonly string[], ...dates: string[]): HistoryRequest {
  return { ...everybody(...dates), who: { kind: 'filter', filter: { queueIds: [], skillIds: [], agentIds } } };
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** What each agent did on each day of a request, as text; null where a day was not read. */
export async function summary({ history }: Pick<HistoryScene, 'history'>, request: HistoryRequest) {
  const { agents } = valueOf(await history.get(request));
  const minute = (instant: number | null): string =>
    instant === null ? '' : new Date(instant).toISOString().slice(5, 16);
  const found: Record<string, (readonly string[] | null)[]> = {};
  for (const { userId } of agents) {
    const { days } = valueOf(await history.agent(request, userId));
    found[userId] = days.map(
      ({ record }) =>
        record?.intervals.map((each) => `${each.primaryStatus} ${minute(each.start)}-${minute(each.end)}`) ?? null,
    );
  }
  return found;
}
