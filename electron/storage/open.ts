import path from 'node:path';
import type { Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { emptyDatabase, wrapDatabase, sqliteReason } from './database.ts';
import { removeLeftovers } from './files.ts';
import { openFile, type FileParts, type OpenedFile, type Sqlite } from './open-file.ts';
import type { OwnedDatabase, Schema, Storage, Database } from './types.ts';

export interface StorageParts {
  readonly dataFolder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly schema: Schema;
  /** Loads SQLite; late, because only a running app keeps anything. */
  readonly loadSqlite?: () => Promise<Sqlite>;
}

/** The database of a data folder. */
const FILE_NAME = 'rollcall.db';
const DAY_MS = 86_400_000;
/** How long anything is kept. */
const KEPT_DAYS = 30;

const KEPT = 'The last team and the trend';
const UNTIL_CLOSED = `${KEPT} are kept in memory until Rollcall is closed.`;

/** What a person is told about the database: what happened, and what that means for what they see. */
const PROBLEMS = {
  noSqlite: `Rollcall has no database here, so ${KEPT.toLowerCase()} are not kept.`,
  newer: (used: string) =>
    `The database rollcall.db was written by a newer version of Rollcall and is left alone. This version keeps its own in ${used}.`,
  failing: (reason: string) =>
    `The database of Rollcall cannot be written at the moment (${reason}). ${KEPT} are not kept meanwhile.`,
  notDeleted: (reason: string) =>
    `Not everything could be deleted (${reason}). Close other windows and commands of Rollcall and try again.`,
  newerNotDeleted:
    'What this version kept is deleted. What a newer version of Rollcall kept in rollcall.db is not; delete it there.',
  /** Null for a file that was opened as it should be. */
  of(opened: OpenedFile): string | null {
    switch (opened.kind) {
      case 'open':
        return opened.setAsideAs === null ? null : damaged(opened.setAsideAs);
      case 'newer':
        return `A database of a newer version is in the way. ${UNTIL_CLOSED}`;
      case 'locked':
        return `Another program holds the database of Rollcall. ${UNTIL_CLOSED}`;
      case 'unusable':
        return `The database of Rollcall cannot be used (${opened.reason}). ${UNTIL_CLOSED}`;
    }
  },
} as const;

/**
 * Opens the database of the data folder; never fails, see `state`. What is older than 30 days goes now and with
 * `purgeWhenDue`. Several processes may share the file.
 */
export async function openStorage(parts: StorageParts): Promise<Storage> {
  const { dataFolder, clock, schema, loadSqlite = () => import('node:sqlite') } = parts;
  const sqlite = await loadSqlite().catch(() => null);
  if (sqlite === null) {
    return assemble(parts, { disk: emptyDatabase(), memory: emptyDatabase(), file: null, problem: PROBLEMS.noSqlite });
  }
  const inMemory = (): OwnedDatabase => wrapDatabase(memoryConnection(sqlite, schema));
  const file = path.join(dataFolder, FILE_NAME);
  const reference = memoryConnection(sqlite, schema);
  const { opened, used, problem } = await openBest({ sqlite, file, schema, reference, now: clock.now });
  reference.close();
  return opened.kind === 'open'
    ? assemble(parts, { disk: wrapDatabase(opened.connection), memory: inMemory(), file: used, problem })
    : assemble(parts, { disk: inMemory(), memory: inMemory(), file: null, problem });
}

interface Best {
  readonly opened: OpenedFile;
  /** The file that is used in the end. */
  readonly used: string;
  readonly problem: string | null;
}

/** Opens the file, or beside one of a newer version a file of our own version. */
async function openBest(parts: FileParts): Promise<Best> {
  const opened = await openFile(parts);
  if (opened.kind !== 'newer') return { opened, used: parts.file, problem: PROBLEMS.of(opened) };
  const used = parts.file.replace(/\.db$/, `.v${parts.schema.steps.length}.db`);
  const own = await openFile({ ...parts, file: used });
  const problem = [PROBLEMS.newer(path.basename(used)), PROBLEMS.of(own)].filter((text) => text !== null).join(' ');
  return { opened: own, used, problem };
}

function memoryConnection(sqlite: Sqlite, { steps }: Schema): InstanceType<Sqlite['DatabaseSync']> {
  const connection = new sqlite.DatabaseSync(':memory:');
  for (const step of steps) connection.exec(step);
  return connection;
}

interface Found {
  readonly disk: OwnedDatabase;
  readonly memory: OwnedDatabase;
  /** The file behind `disk`; null when there is none. */
  readonly file: string | null;
  readonly problem: string | null;
}

function assemble({ clock, schema }: StorageParts, found: Found): Storage {
  const { disk, memory, file } = found;
  let { problem } = found;
  const databases = [disk, memory];
  const purgeWhenDue = purgeDaily(databases, schema.purges, clock.now);

  async function purgeEverything(): Promise<Result<null>> {
    const isEmptied = databases.map(deleteAll).every(Boolean);
    if (file === null) return notDeleted('the database cannot be used');
    if (!isEmptied) return notDeleted(disk.failure() ?? 'it is in use');
    try {
      await removeLeftovers(file);
    } catch (error) {
      return notDeleted(sqliteReason(error));
    }
    if (path.basename(file) !== FILE_NAME) return fail('storage', { message: PROBLEMS.newerNotDeleted });
    problem = null; // what it told about is gone
    return ok(null);
  }

  return {
    disk,
    memory,
    state() {
      const failure = disk.failure();
      const failing = failure === null ? null : PROBLEMS.failing(failure);
      return { keptDays: KEPT_DAYS, problem: problem ?? failing };
    },
    purgeEverything,
    purgeWhenDue,
    close: () => databases.forEach((database) => database.close()),
  };
}

function notDeleted(reason: string): Result<null> {
  return fail('storage', { message: PROBLEMS.notDeleted(reason) });
}

/**
 * Deletes what is too old, and what a clock that ran ahead has dated into the future: now, and then at most once a day
 * when the answer is called. No timer: one of a day is late by every sleep, and there is always a next poll.
 */
function purgeDaily(databases: readonly Database[], purges: readonly string[], now: () => number): () => void {
  let purgedAt = Number.NEGATIVE_INFINITY;

  function purgeWhenDue(): void {
    const at = now();
    if (Math.abs(at - purgedAt) < DAY_MS) return;
    purgedAt = at;
    for (const database of databases) {
      database.write(() => purges.forEach((sql) => database.prepare(sql).run(at - KEPT_DAYS * DAY_MS, at + DAY_MS)));
    }
  }

  purgeWhenDue();
  return purgeWhenDue;
}

/** Empties every table and the file behind it; false when another process keeps that from happening. */
function deleteAll(database: Database): boolean {
  const isEmptied = database.write(() => {
    const tables = database.prepare<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    for (const { name } of tables) database.prepare(`DELETE FROM "${name}"`).run();
  });
  // Deleted rows are overwritten (secure_delete), but older copies of their pages are still in the write-ahead log.
  const checkpoint = (): { busy: number } | undefined =>
    database.prepare<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').get();
  return isEmptied && database.read(() => checkpoint()?.busy !== 1, false);
}

function damaged(setAsideAs: string): string {
  return `The database of Rollcall was damaged. It was kept as ${setAsideAs}, and a new one was begun: the trend starts afresh.`;
}
