import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAnswerKeeper } from '../../electron/history/cache/answer-keeper.ts';
import { openHistoryRepository, type HistoryRepository } from '../../electron/history/cache/history-repository.ts';
import { createHistory, type History } from '../../electron/history/history.ts';
import { requestedDays, sameOffsetRuns } from '../../electron/history/requested-days.ts';
import type { HistorySource } from '../../electron/history/scene.ts';
import type { DetailsRow } from '../../electron/kore/types.ts';
import { DEFAULT_PREFERENCES, NOTHING_LEARNED, type HistoryRequest } from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { DATABASE_FILE, openStorage } from '../../electron/storage/open.ts';
import { STORAGE_SCHEMA } from '../../electron/alerts/storage-schema.ts';
import { datesBetween } from '../../electron/time/days.ts';
import type { Finding } from './finding.ts';
import { quantile } from './rounds.ts';

const AGENTS = 500;
const PAGE = 50;
const RECORDS = 20;
const DATES = datesBetween('2026-10-01', '2026-10-31');
const ZONE = 'Asia/Kolkata';
const NOW = Date.UTC(2026, 10, 1, 9);
const HOUR_MS = 3_600_000;
const LENGTH_MS = 1_500_000;
const STATUSES = [
  ['AVAILABLE', 'Available'],
  ['AWAY', 'Lunch'],
  ['BUSY', 'NBK'],
] as const;
const REQUEST: HistoryRequest = { dates: DATES, who: { kind: 'everybody' }, timeZone: null, apiTimes: null };

/** Fifty agents with all their records of a month. */
function pageOf(from: number): DetailsRow[] {
  return Array.from({ length: PAGE }, (_, index) => {
    const number = from + index;
    const records = DATES.flatMap((date) =>
      Array.from({ length: RECORDS }, (_unused, at) => {
        const [primaryStatus, secondaryStatus] = STATUSES[(at + number) % STATUSES.length] ?? STATUSES[0];
        const start = Date.parse(date) + 8 * HOUR_MS + at * LENGTH_MS + number * 1_000;
        const wall = (ms: number) => ({ kind: 'wall', ms }) as const;
        return { primaryStatus, secondaryStatus, start: wall(start), end: wall(start + LENGTH_MS) };
      }),
    );
    return { userId: `u-${number}`, name: `Agent ${number}`, email: `agent${number}@example.com`, records };
  });
}

/** Saves a month of a team as it comes from a server that takes ranges. */
async function saveMonth(source: HistorySource): Promise<void> {
  const [run] = sameOffsetRuns(requestedDays(DATES, ZONE, NOW));
  if (run === undefined) throw new Error('The month has no days.');
  const read = { userIds: null, position: null, isToTheEnd: true };
  const keeper = createAnswerKeeper(source, read, { onRows: () => undefined, onKept: () => undefined });
  const answer = { notUnderstood: [], receivedAt: NOW };
  for (let pages = 1; pages <= AGENTS / PAGE; pages += 1) {
    keeper.page(run, { ...answer, rows: pageOf((pages - 1) * PAGE), received: pages * PAGE, pages });
    await keeper.saved();
  }
  const end = { ...answer, rows: [], stopped: null, isEndSaid: true, sentAt: NOW, date: run[0].date };
  const { timeZoneOffset, startsAt } = run[0];
  keeper.end(run, { ...end, covered: run, timeZoneOffset, startsAt, endsAt: NOW });
  await keeper.saved();
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

/** Reads all rows of a month and nothing else. */
function readRows(repository: HistoryRepository, { key }: HistorySource): number {
  let rows = 0;
  for (const day of requestedDays(DATES, ZONE, NOW)) {
    const saved = repository.day(key, day);
    rows += saved === null ? 0 : repository.rows(saved.id, 0, AGENTS).length;
  }
  return rows;
}

/** How long a month of a team takes from the cache, beside reading its rows alone, and how long the app waits at a time. */
export async function historyMonth(): Promise<Finding[]> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-month-'));
  const storage = await openStorage({ dataFolder, clock: { now: () => NOW }, schema: STORAGE_SCHEMA });
  const repository = openHistoryRepository(storage.disk);
  const memory = { ...NOTHING_LEARNED, rangeDates: 'accepted', recordsListedBy: 'overlap' } as const;
  const key = { connectionId: 'c-1', account: 'a-1' };
  const source: HistorySource = { key, repository, timeZone: ZONE, apiTimes: 'request', memory, isDemo: false };
  try {
    await saveMonth(source);
    const history = historyOf(source);
    const read = async (): Promise<void> => {
      const days = await history.days(REQUEST);
      if (!days.ok) throw new Error(days.error.message);
      for await (const { agents } of days.value)
        if (agents.length !== AGENTS) throw new Error('A day is not complete.');
    };
    const totals = async (): Promise<void> => {
      const rows = await history.totals(REQUEST);
      if (!rows.ok || rows.value.length !== AGENTS) throw new Error('The totals are not complete.');
    };
    const rowsMs: number[] = [];
    const daysMs: number[] = [];
    const totalsMs: number[] = [];
    let pauses: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const before = performance.now();
      if (readRows(repository, source) !== AGENTS * DATES.length) throw new Error('Rows are missing.');
      rowsMs.push(performance.now() - before);
      daysMs.push((await pausesWhile(read)).ms);
      const last = await pausesWhile(totals);
      totalsMs.push(last.ms);
      ({ pauses } = last);
    }
    const { size } = await stat(path.join(dataFolder, DATABASE_FILE));
    const [rows, days, all] = [rowsMs, daysMs, totalsMs].map((times) => Math.min(...times)) as [number, number, number];
    return [
      {
        what: `history of ${AGENTS} agents in ${DATES.length} days, ${AGENTS * DATES.length * RECORDS} intervals`,
        here: `days ${days.toFixed(0)} ms, totals ${all.toFixed(0)} ms, pauses p95 ${quantile(pauses, 0.95).toFixed(0)} ms`,
        peer: `rows alone ${rows.toFixed(0)} ms, ${(size / 1e6).toFixed(1)} MB`,
        result: `${(days / rows).toFixed(1)} x; totals ${(all / rows).toFixed(1)} x`,
        goal: '',
        isMet: true,
      },
    ];
  } finally {
    storage.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** Lets the rest of the process run in between, again and again, and says how long it had to wait each time. */
async function pausesWhile(action: () => Promise<void>): Promise<{ readonly pauses: number[]; readonly ms: number }> {
  const pauses: number[] = [];
  let isDone = false;
  const began = performance.now();
  let before = began;
  const check = (): void => {
    const now = performance.now();
    pauses.push(now - before);
    before = now;
    if (!isDone) setImmediate(check);
  };
  setImmediate(check);
  await action();
  isDone = true;
  return { pauses, ms: performance.now() - began };
}
