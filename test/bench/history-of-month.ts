import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAnswerKeeper } from '../../electron/history/cache/answer-keeper.ts';
import { openHistoryRepository } from '../../electron/history/cache/history-repository.ts';
import { createHistory, type History } from '../../electron/history/history.ts';
import { requestedDays, sameOffsetRuns } from '../../electron/history/requested-days.ts';
import type { HistorySource } from '../../electron/history/scene.ts';
import type { DetailsRow } from '../../electron/kore/types.ts';
import { DEFAULT_SETTINGS, type SettingsDocument } from '../../electron/settings/types.ts';
import { DEFAULT_PREFERENCES, NOTHING_LEARNED, type HistoryRequest } from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { DATABASE_FILE, openStorage } from '../../electron/storage/open.ts';
import { STORAGE_SCHEMA } from '../../electron/storage-schema.ts';
import { teamSourceOf } from '../../electron/team/saved/team-memory.ts';
import { datesBetween } from '../../electron/time/days.ts';
import { connectionProfile } from '../support/connection-profile.ts';

export const AGENTS = 500;
export const DATES = datesBetween('2026-10-01', '2026-10-31');
export const REQUEST: HistoryRequest = { dates: DATES, who: { kind: 'everybody' }, timeZone: null, apiTimes: null };
/** The morning after the month. */
export const NOW = Date.UTC(2026, 10, 1, 9);

const ZONE = 'Asia/Kolkata';
const PAGE = 50;
const HOUR_MS = 3_600_000;
const SHIFT_MS = 8 * HOUR_MS;
const STATUSES = [
  ['AVAILABLE', 'Available'],
  ['AWAY', 'Lunch'],
  ['BUSY', 'NBK'],
] as const;
const CONNECTION = connectionProfile({ timeZone: ZONE, apiTimes: 'request' });
const MEMORY = { ...NOTHING_LEARNED, rangeDates: 'accepted', recordsListedBy: 'overlap' } as const;

/** A data folder with a connection and a month of its team. */
export interface MonthOfHistory {
  readonly folder: string;
  readonly history: History;
  readonly databaseBytes: number;
  /** Reads all rows of the month and nothing else; says how long that took, in milliseconds. */
  readRows(): number;
  remove(): Promise<void>;
}

/** Makes a month of 500 agents as it comes from a server that takes ranges, with so many records an agent and day. */
export async function makeMonth(records: number): Promise<MonthOfHistory> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-month-'));
  const settings: SettingsDocument = {
    ...DEFAULT_SETTINGS,
    activeConnectionId: CONNECTION.id,
    connections: [{ profile: CONNECTION, isSecretStored: false, memory: MEMORY, views: [], activeViewId: null }],
  };
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings));
  const storage = await openStorage({ dataFolder: folder, clock: { now: () => NOW }, schema: STORAGE_SCHEMA });
  const repository = openHistoryRepository(storage.disk);
  const { connectionId, account } = teamSourceOf(CONNECTION, 'saved');
  const key = { connectionId, account };
  const source: HistorySource = {
    ...{ key, repository, timeZone: ZONE, apiTimes: CONNECTION.apiTimes, memory: MEMORY },
    isDemo: false,
    publisher: null,
  };
  await save(source, records);
  const days = requestedDays(DATES, ZONE, NOW);
  return {
    folder,
    history: historyOf(source),
    databaseBytes: (await stat(path.join(folder, DATABASE_FILE))).size,
    readRows() {
      const before = performance.now();
      let rows = 0;
      for (const day of days) {
        const saved = repository.day(key, day);
        rows += saved === null ? 0 : repository.rows(saved.id, 0, AGENTS).length;
      }
      if (rows !== AGENTS * DATES.length) throw new Error('Rows are missing.');
      return performance.now() - before;
    },
    async remove() {
      storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function save(source: HistorySource, records: number): Promise<void> {
  const [run] = sameOffsetRuns(requestedDays(DATES, ZONE, NOW));
  if (run === undefined) throw new Error('The month has no days.');
  const read = { userIds: null, position: null, isToTheEnd: true };
  const keeper = createAnswerKeeper(source, read, { onRows: () => undefined, onKept: () => undefined });
  const answer = { notUnderstood: [], receivedAt: NOW };
  for (let pages = 1; pages <= AGENTS / PAGE; pages += 1) {
    keeper.page(run, { ...answer, rows: pageOf((pages - 1) * PAGE, records), received: pages * PAGE, pages });
    await keeper.saved();
  }
  const end = { ...answer, rows: [], stopped: null, isEndSaid: true, sentAt: NOW, date: run[0].date };
  const { timeZoneOffset, startsAt } = run[0];
  keeper.end(run, { ...end, covered: run, timeZoneOffset, startsAt, endsAt: NOW });
  await keeper.saved();
}

/** Fifty agents with all their records of the month. */
function pageOf(from: number, records: number): DetailsRow[] {
  const lengthMs = Math.floor(SHIFT_MS / records);
  return Array.from({ length: PAGE }, (_, index) => {
    const number = from + index;
    const ofMonth = DATES.flatMap((date) =>
      Array.from({ length: records }, (_unused, at) => {
        const [primaryStatus, secondaryStatus] = STATUSES[(at + number) % STATUSES.length] ?? STATUSES[0];
        const start = Date.parse(date) + SHIFT_MS + at * lengthMs + number * 1_000;
        const wall = (ms: number) => ({ kind: 'wall', ms }) as const;
        return { primaryStatus, secondaryStatus, start: wall(start), end: wall(start + lengthMs) };
      }),
    );
    return { userId: `u-${number}`, name: `Agent ${number}`, email: `agent${number}@example.com`, records: ofMonth };
  });
}

function historyOf(source: HistorySource): History {
  const { repository } = source;
  return createHistory({
    clock: { now: () => NOW, after: () => () => undefined },
    disk: repository,
    session: repository,
    source: () => source,
    live: () => null,
    team: { people: () => [], testOf: () => ok(null) },
    limits: () => DEFAULT_PREFERENCES.limits,
    isMasked: () => false,
    rateLimit: () => Promise.resolve(null),
    onProgress: () => undefined,
    onChange: () => undefined,
  });
}
