import type { LiveConnection } from '../connections/types.ts';
import type { DetailsRow } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type {
  AgentHistory,
  AgentTotals,
  CoverageDay,
  CoverageFloor,
  HistoryDay,
  HistoryExport,
  HistoryOverview,
  HistoryProgress,
  HistoryRequest,
  Limits,
  RateLimitUse,
  StatusLengths,
} from '../shared/model.ts';
import { masked } from '../shared/names/names.ts';
import { fail, ok, type AppError, type Result } from '../shared/result.ts';
import {
  agentHistory,
  agentTotals,
  coverageDays,
  fileOf,
  historyDays,
  historyParts,
  type HistoryPart,
} from './answers.ts';
import { createAnswerKeeper, type AnswerKeeper } from './cache/answer-keeper.ts';
import type { HistoryRepository } from './cache/history-repository.ts';
import { createChanges } from './changes.ts';
import { createDayLengths } from './day-lengths.ts';
import { createKnownTeam } from './known-team.ts';
import { isListDoubtful, overviewOf } from './overview.ts';
import type { HistoryTeam } from './people.ts';
import type { DaysCall, DaysRequest } from './read/read-days.ts';
import { readMissing, settleLists, type MissingRead } from './read/read-missing.ts';
import { createScene, saveAdditions, scenePeople, type HistorySource, type Scene } from './scene.ts';

/** How a read of history may wait and be stopped. */
export type HistoryCall = Omit<DaysCall, 'onProgress'> & Pick<DaysRequest, 'pages'>;

/** Status history from what was read before, and reading the rest. Only `read` makes calls. */
export interface History {
  get(request: HistoryRequest): Promise<Result<HistoryOverview>>;
  /**
   * Reads what is missing, and answers when that has ended; a newer read stops this one. Fails as `not-connected` where
   * no account can be called, and as `cancelled` when the connection is another one by then.
   */
  read(request: HistoryRequest, call?: HistoryCall): Promise<Result<HistoryOverview>>;
  /**
   * The same, and reads again what was read before, also of finished days. What the new answer does not name stays as it
   * was.
   */
  readAgain(request: HistoryRequest): Promise<Result<HistoryOverview>>;
  /** One day; its date must be of the request. */
  day(request: HistoryRequest, date: string): Promise<Result<HistoryDay>>;
  /** All days, one after the other. */
  days(request: HistoryRequest): Promise<Result<AsyncIterable<HistoryDay>>>;
  /** The same in parts of some agents, for a file. */
  parts(request: HistoryRequest): Promise<Result<AsyncIterable<HistoryPart>>>;
  agent(request: HistoryRequest, userId: string): Promise<Result<AgentHistory>>;
  totals(request: HistoryRequest): Promise<Result<readonly AgentTotals[]>>;
  coverage(request: HistoryRequest, floor: CoverageFloor): Promise<Result<readonly CoverageDay[]>>;
  /** How long agents were away in these days, where that was often enough. */
  lengths(request: HistoryRequest): Promise<Result<readonly StatusLengths[]>>;
  export(request: HistoryRequest, what: HistoryExport): Promise<Result<string>>;
  /** Stops the read in flight; it answers with what it has. */
  cancel(): void;
  /** The present connection may be another one, or the zone of its answers' times. */
  connectionChanged(): void;
  /** Forgets a connection. */
  forget(connectionId: string): void;
  /** Deletes what is saved of a connection whose history is switched off. */
  forgetSaved(connectionId: string): void;
  /** Forgets every connection but these. */
  forgetOthers(connectionIds: readonly string[]): void;
  /** Where it is cached; null without a connection. */
  source(): HistorySource | null;
  /** What keeps a read of today that the live team makes anyway; undefined without a connection. */
  keeperOf(read: Pick<DaysRequest, 'agents' | 'pages' | 'rest'>): AnswerKeeper | undefined;
}

/** What a history is made of: effects, and what belongs to the layers above. */
export interface HistoryParts {
  readonly clock: Clock;
  /** What may outlive this run, and what may not. */
  readonly disk: HistoryRepository;
  readonly session: HistoryRepository;
  /** The present connection, whether it can be called or not; null without one. */
  readonly source: () => HistorySource | null;
  /** Null while nothing can be called. */
  readonly live: () => LiveConnection | null;
  readonly team: HistoryTeam;
  readonly limits: () => Limits;
  /** Whether files have initials in place of names. */
  readonly isMasked: () => boolean;
  /** What is used of the present account's calls; null where nobody knows. */
  readonly rateLimit: () => Promise<RateLimitUse | null>;
  readonly onProgress: (progress: HistoryProgress) => void;
  /** `get` has a new answer; while pages come at most once a second. */
  readonly onChange: () => void;
}

/** A person watches the progress and can stop it, so a month of a large team may wait for the rate limit. */
const WATCHED: HistoryCall = { maxWaitMs: 60 * 60_000 };

/** Creates the history of the present connection. */
export function createHistory(parts: HistoryParts): History {
  const { clock, disk, session, source, live, limits, rateLimit, onProgress } = parts;
  const team = createKnownTeam(parts.team, () => source()?.key ?? null);
  const changes = createChanges(clock, parts.onChange);
  const lengthsOf = createDayLengths();
  let flight: AbortController | null = null;
  let reading: LiveConnection | null = null;
  let lastStop: { readonly key: string; readonly error: AppError } | null = null;
  let zone = zoneKey();

  /** What decides from where the cached times come and how they are read. */
  function zoneKey(): string {
    const present = source();
    if (present === null) return '';
    const { repository, key, timeZone, apiTimes, memory } = present;
    const isSaved = repository === disk;
    const { recordsListedBy, apiTimesEvidence } = memory;
    const ofServer = [memory.apiTimes, apiTimesEvidence?.misfits, recordsListedBy];
    return JSON.stringify([isSaved, key, timeZone, apiTimes, ...ofServer]);
  }

  async function sceneOf(request: HistoryRequest): Promise<Result<Scene>> {
    const present = source();
    if (present === null) return fail('not-connected');
    return createScene(request, present, team, clock.now() + (live()?.client.clockOffsetMs() ?? 0));
  }

  async function overview(request: HistoryRequest): Promise<Result<HistoryOverview>> {
    const scene = await sceneOf(request);
    if (!scene.ok) return scene;
    const stopped = lastStop?.key === stopKey(request, scene.value) ? lastStop.error : null;
    return ok(overviewOf(scene.value, await rateLimit(), stopped));
  }

  /** The scene of a read; availability says whom a part of the team consists of, where nobody knows. */
  async function sceneToRead(
    request: HistoryRequest,
    connection: LiveConnection,
    call: HistoryCall,
  ): Promise<Result<Scene>> {
    const scene = await sceneOf(request);
    if (!scene.ok || scene.value.isEverybody || scene.value.present.size > 0) return scene;
    await team.read(connection.client, call);
    return sceneOf(request);
  }

  /** Reads what is missing. Whether a list lacks agents is known only beside the team. */
  async function readAll(
    first: Scene,
    renew: () => Promise<Result<Scene>>,
    missing: MissingRead,
  ): Promise<AppError | null> {
    const stopped = await readMissing(first, renew, missing);
    const after = stopped === null && first.isEverybody ? await renew() : null;
    if (after?.ok !== true || !isListDoubtful(after.value)) return stopped;
    if (after.value.present.size > 0) {
      settleLists(after.value);
      return null;
    }
    await team.read(missing.live.client, missing);
    const known = await renew();
    if (!known.ok) return known.error;
    const rest = await readMissing({ ...known.value, now: first.now }, renew, { ...missing, isAgain: false });
    const settled = rest === null ? await renew() : null;
    if (settled?.ok === true) settleLists(settled.value);
    return rest;
  }

  async function read(request: HistoryRequest, call: HistoryCall, isAgain: boolean): Promise<Result<HistoryOverview>> {
    const connection = live();
    if (connection === null) return fail('not-connected');
    flight?.abort();
    const abort = new AbortController();
    flight = abort;
    reading = connection;
    const signal = call.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, call.signal]);
    const scene = await sceneToRead(request, connection, { ...call, signal });
    if (!scene.ok) return scene;
    const use = await rateLimit();
    const hooks = { onProgress, onRows: team.learn, onKept: changes.soon };
    const isPresent = (): boolean => live()?.client === connection.client;
    const renew = async (): Promise<Result<Scene>> => (isPresent() ? sceneOf(request) : fail('cancelled'));
    const missing = { ...call, ...hooks, signal, live: connection, clock, use, isAgain };
    const stopped = await readAll(scene.value, renew, missing);
    if (flight === abort) flight = null;
    if (!isPresent()) return fail('cancelled');
    saveAdditions(scene.value.source, team, null);
    lastStop = stopped && { key: stopKey(request, scene.value), error: stopped };
    zone = zoneKey();
    changes.now();
    return overview(request);
  }

  return {
    get: overview,
    read: (request, call = WATCHED) => read(request, call, false),
    readAgain: (request) => read(request, WATCHED, true),
    async day(request, date) {
      if (!request.dates.includes(date)) return fail('invalid-input');
      const scene = await sceneOf({ ...request, dates: [date] });
      if (!scene.ok) return scene;
      for await (const day of historyDays(scene.value)) return ok(day);
      return fail('invalid-input');
    },
    async days(request) {
      const scene = await sceneOf(request);
      return scene.ok ? ok(historyDays(scene.value)) : scene;
    },
    async parts(request) {
      const scene = await sceneOf(request);
      return scene.ok ? ok(historyParts(scene.value)) : scene;
    },
    async agent(request, userId) {
      const scene = await sceneOf(request);
      if (!scene.ok) return scene;
      const person = scenePeople(scene.value).find((each) => each.userId === userId);
      return person === undefined ? fail('not-found') : ok(await agentHistory(scene.value, person));
    },
    async totals(request) {
      const scene = await sceneOf(request);
      return scene.ok ? ok(await agentTotals(scene.value, limits())) : scene;
    },
    async coverage(request, floor) {
      const scene = await sceneOf(request);
      return scene.ok ? ok(await coverageDays(scene.value, floor)) : scene;
    },
    async lengths(request) {
      const scene = await sceneOf(request);
      return scene.ok ? ok(await lengthsOf(scene.value)) : scene;
    },
    async export(request, what) {
      const scene = await sceneOf(request);
      if (!scene.ok) return scene;
      const shown = parts.isMasked() ? withoutNames(scene.value) : scene.value;
      return ok(await fileOf(shown, what, limits()));
    },
    cancel: () => flight?.abort(),
    connectionChanged() {
      if (live()?.client !== reading?.client) flight?.abort();
      if (zone === zoneKey()) return;
      zone = zoneKey();
      changes.now();
    },
    forget(connectionId) {
      for (const repository of [disk, session]) repository.forget(connectionId);
    },
    forgetSaved: disk.forget,
    source,
    forgetOthers(connectionIds) {
      for (const id of disk.connectionIds()) if (!connectionIds.includes(id)) disk.forget(id);
    },
    keeperOf({ agents, pages, rest }) {
      const present = source();
      if (present === null) return undefined;
      const wanted = new Set(agents.map((email) => email.toLowerCase()));
      const people = team.people().filter(({ email }) => email !== null && wanted.has(email.toLowerCase()));
      const isToTheEnd = rest === undefined && (pages === undefined || agents.length > 0);
      const position = rest === undefined ? null : { rest, begunAt: 0 };
      const userIds = agents.length > 0 ? people.map(({ userId }) => userId) : null;
      const read = { userIds, position, isToTheEnd };
      const names: string[] = [];
      const onRows = (rows: readonly DetailsRow[]): void => {
        team.learn(rows);
        for (const { name } of rows) names.push(name);
      };
      const keeper = createAnswerKeeper(present, read, { onRows, onKept: () => undefined });
      return {
        ...keeper,
        async saved() {
          const isSaved = await keeper.saved();
          saveAdditions(present, team, names);
          changes.now(); // one timer less than `soon`: the live team reads all day
          return isSaved;
        },
      };
    },
  };
}

/** A scene of people with initials and without what else identifies a person, except for the user id. */
function withoutNames(scene: Scene): Scene {
  const people = scene.people.map((person) => ({ ...masked(person), customId: null, email: null }));
  return { ...scene, people };
}

/** Tells a request of one connection from others. */
function stopKey(request: HistoryRequest, { source }: Scene): string {
  return JSON.stringify([source.key, request]);
}
