import { createHash } from 'node:crypto';
import type { DetailsPart, DetailsRow, StatusRecord } from '../../kore/types.ts';
import { instantOf } from '../../time/api-time.ts';
import { mapInChunks } from '../chunks.ts';
import type { DaysKeeper } from '../read/read-days.ts';
import type { DayRun, RequestedDay } from '../requested-days.ts';
import type { CacheOf } from './day-states.ts';
import type { HistoryKey, HistoryRepository, SavedDay } from './history-repository.ts';
import { AGENTS_PER_PAGE, type ListRest } from './missing.ts';
import { packRecords, unpackRecords } from './packed-records.ts';

/** Whom a read is about. */
export interface KeptRead {
  /** User ids of those whose e-mails were requested; null for everybody. */
  readonly userIds: readonly string[] | null;
  /** Where a list of everybody went on; null at its beginning. */
  readonly position: ListRest | null;
  /** Whether the read goes to the end of its list; one of some pages does not. */
  readonly isToTheEnd: boolean;
}

/** Saves what a read brings, a page at a time; the work is done in chunks. */
export interface AnswerKeeper extends DaysKeeper {
  /** Resolves when everything so far is saved; false where something could not be. */
  saved(): Promise<boolean>;
  /** Whether a list that went on was found to have moved meanwhile: agents may be missing at the seam. */
  hasMoved(): boolean;
}

/** Creates a keeper for one read. `onKept` hears of each page that was saved. */
export function createAnswerKeeper(
  { repository, key }: CacheOf,
  { userIds, position, isToTheEnd }: KeptRead,
  {
    onRows,
    onKept,
  }: {
    /** Hears of each row as it comes, e-mails too. */
    readonly onRows: (rows: readonly DetailsRow[]) => void;
    readonly onKept: () => void;
  },
): AnswerKeeper {
  let saving = Promise.resolve();
  let isSaved = true;
  let begunAt = position?.begunAt ?? null;
  let isMoved = false;
  let pages = 0;
  /** Of each day, who came with a row. */
  const named = new Set<string>();

  function enqueue(jobs: readonly (() => void)[]): void {
    saving = saving.then(async () => {
      const written = await mapInChunks(jobs, (job) => repository.write(job));
      isSaved &&= !written.includes(false);
      onKept();
    });
  }

  function savedDay(day: RequestedDay): SavedDay {
    const id = repository.openDay(key, day);
    return repository.day(key, day) ?? { id, completeAt: null, isProof: true, kinds: 0, list: null };
  }

  return {
    page(covered, part) {
      const { rows, receivedAt, received } = part;
      ({ pages } = part);
      onRows(rows);
      const isFirst = begunAt === null || named.size === 0;
      begunAt ??= receivedAt;
      if (position !== null && isFirst) isMoved = !rows.some(({ userId }) => position.rest.known.has(userId));
      for (const { userId } of rows) named.add(userId);
      const list = { received, pages, begunAt };
      const kinds = kindsOf(rows);
      const digests = part.notUnderstood.map(digestOf);
      enqueue([
        () => rows.forEach((row) => putAgent(repository, key, row)),
        ...covered.map((day) => () => {
          const known = savedDay(day);
          for (const row of rows) putRow({ repository, key }, known.id, row, day, { part, covered, position });
          for (const digest of day === covered[0] ? digests : []) repository.putOdd(known.id, digest);
          const isList = userIds === null && isToTheEnd && !isMoved;
          repository.putDay({ ...known, kinds: known.kinds | kinds, ...(isList && { list }) });
        }),
      ]);
    },
    end(covered, { isEndSaid, receivedAt }) {
      if (!isToTheEnd || isMoved) return;
      const at = begunAt ?? receivedAt;
      // An answer that repeats or breaks off does not prove that somebody has no record. Nor does one of several pages,
      // unless it is about so few that the server has ignored their names.
      const isProof = isEndSaid && (pages <= 1 || (userIds?.length ?? Infinity) <= AGENTS_PER_PAGE);
      const absent = isProof ? (userIds ?? []).filter((userId) => !named.has(userId)) : [];
      enqueue([
        () => absent.forEach((userId) => repository.putAgent(key, { userId, name: null, customId: null })),
        ...covered.map((day) => () => {
          // Where a page could not be saved, whoever was on it would seem to have no record.
          if (!isSaved) return;
          const known = savedDay(day);
          for (const userId of absent) repository.putRow(key, known.id, { userId, readAt: at, ...packRecords([]) });
          if (userIds === null) repository.putDay({ ...known, completeAt: at, isProof, list: null });
        }),
      ]);
      begunAt = null;
      pages = 0;
      named.clear();
    },
    async saved() {
      await saving;
      return isSaved;
    },
    hasMoved: () => isMoved,
  };
}

function putAgent(repository: HistoryRepository, key: HistoryKey, { userId, name, customId, email }: DetailsRow): void {
  // An e-mail or id in place of a name is none.
  const isNamed = name !== email && name !== userId;
  repository.putAgent(key, { userId, name: isNamed ? name : null, customId: customId ?? null });
}

function putRow(
  { repository, key }: CacheOf,
  dayId: number,
  { userId, records }: DetailsRow,
  day: RequestedDay,
  { part, covered, position }: Pick<KeptRead, 'position'> & { readonly part: DetailsPart; readonly covered: DayRun },
): void {
  const ofDay = covered.length === 1 ? records : records.filter((record) => mayTouch(record, day));
  // An agent may have rows on several pages of a list, of which an earlier read brought some.
  const before = position?.rest.known.has(userId) === true ? repository.row(dayId, userId) : null;
  const all = before === null ? ofDay : union(unpackRecords(before), ofDay);
  repository.putRow(key, dayId, { userId, readAt: part.receivedAt, ...packRecords(all) });
}

/** See `SavedDay`. */
function kindsOf(rows: readonly DetailsRow[]): number {
  const hasKind = (kind: 'wall' | 'instant'): boolean =>
    rows.some(({ records }) => records.some(({ start }) => start.kind === kind));
  return (hasKind('wall') ? 1 : 0) | (hasKind('instant') ? 2 : 0);
}

/** Whether a record lies in a day in any zone its times may be in. A page of a month asks this a million times. */
function mayTouch({ start, end }: StatusRecord, { timeZoneOffset, startsAt, endsAt }: RequestedDay): boolean {
  const shiftMs = instantOf({ kind: 'wall', ms: 0 }, 'request', timeZoneOffset);
  const first = start.kind === 'wall' ? Math.min(start.ms, start.ms + shiftMs) : start.ms;
  if (first >= endsAt) return false;
  return end === null || (end.kind === 'wall' ? Math.max(end.ms, end.ms + shiftMs) : end.ms) > startsAt;
}

function union(before: readonly StatusRecord[], after: readonly StatusRecord[]): StatusRecord[] {
  const keyOf = ({ primaryStatus, secondaryStatus, start, end }: StatusRecord): string =>
    JSON.stringify([primaryStatus, secondaryStatus, start.kind, start.ms, end?.ms]);
  const known = new Set(after.map(keyOf));
  return [...before.filter((record) => !known.has(keyOf(record))), ...after];
}

/** The same for what came twice; it says nothing of whom it was about. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
