import path from 'node:path';
import type { Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { storageTexts } from '../shared/texts/storage.ts';
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
export const DATABASE_FILE = 'rollcall.db';
const DAY_MS = 86_400_000;
/** How long anything is saved. */
const RETENTION_DAYS = 30;
/** A clock that is further than this from what was read last may be wrong: it deletes nothing before the next read. */
const TRUSTED_DAYS = 7;

const texts = storageTexts.database;

/**
 * Opens the database of the data folder; never fails, see `state`. What is older than 30 days goes now and with
 * `purgeWhenDue`. Several processes may share the file.
 */
export async function openStorage(parts: StorageParts): Promise<Storage> {
  const { dataFolder, clock, schema, loadSqlite = () => import('node:sqlite') } = parts;
  const sqlite = await loadSqlite().catch(() => null);
  if (sqlite === null) {
    return assemble(parts, { disk: emptyDatabase(), memory: emptyDatabase(), file: null, problem: texts.none });
  }
  const inMemory = (): OwnedDatabase => wrapDatabase(memoryConnection(sqlite, schema));
  const file = path.join(dataFolder, DATABASE_FILE);
  const reference = memoryConnection(sqlite, schema);
  const { opened, used, problem } = await openBest({ sqlite, file, schema, reference, now: clock.now });
  reference.close();
  if (opened.kind === 'copied') {
    return assemble(parts, { disk: wrapDatabase(opened.connection), memory: inMemory(), file: null, problem });
  }
  return opened.kind === 'open'
    ? assemble(parts, { disk: wrapDatabase(opened.connection), memory: inMemory(), file: used, problem })
    : assemble(parts, { disk: inMemory(), memory: inMemory(), file: null, problem });
}

/** The same tables for what must not outlive a command, without any file. */
export async function openMemory(schema: Schema): Promise<OwnedDatabase> {
  const sqlite = await import('node:sqlite').catch(() => null);
  return sqlite === null ? emptyDatabase() : wrapDatabase(memoryConnection(sqlite, schema));
}

interface Best {
  readonly opened: OpenedFile;
  /** The file that is used in the end. */
  readonly used: string;
  readonly problem: string | null;
}

/** Opens the file; where it belongs to a newer version, opens one of our own version beside it. */
async function openBest(parts: FileParts): Promise<Best> {
  const opened = await openFile(parts);
  if (opened.kind !== 'newer') return { opened, used: parts.file, problem: problemOf(opened) };
  const used = parts.file.replace(/\.db$/, `.v${parts.schema.steps.length}.db`);
  const own = await openFile({ ...parts, file: used });
  const problem = [texts.newer(path.basename(used)), problemOf(own)].filter((text) => text !== null).join(' ');
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
  const purgeWhenDue = purgeDaily(databases, schema, clock.now);

  async function purgeEverything(): Promise<Result<null>> {
    const isEmptied = databases.map(deleteAll).every(Boolean);
    if (file === null) return notDeleted(texts.reasons.unusable);
    if (!isEmptied) return notDeleted(disk.failure() ?? texts.reasons.inUse);
    try {
      await removeLeftovers(file);
    } catch (error) {
      return notDeleted(sqliteReason(error));
    }
    if (path.basename(file) !== DATABASE_FILE) return fail('storage', { message: texts.newerNotDeleted });
    problem = null; // the damaged file is gone
    return ok(null);
  }

  return {
    disk,
    memory,
    state() {
      const failure = disk.failure();
      const failing = failure === null ? null : texts.failing(failure);
      return { retentionDays: RETENTION_DAYS, problem: problem ?? failing };
    },
    purgeEverything,
    purgeWhenDue,
    close: () => databases.forEach((database) => database.close()),
  };
}

function notDeleted(reason: string): Result<null> {
  return fail('storage', { message: texts.notDeleted(reason) });
}

/**
 * Deletes what is too old, and what a clock that ran ahead has dated into the future: now, and then at most once a day
 * when the returned function is called. It needs no timer, which a sleep would delay: every poll calls it.
 */
function purgeDaily(databases: readonly Database[], schema: Schema, now: () => number): () => void {
  const purgedAt = new Map<Database, number>();

  function purgeWhenDue(): void {
    const at = now();
    for (const database of databases) {
      if (Math.abs(at - (purgedAt.get(database) ?? -Infinity)) < DAY_MS) continue;
      if (purge(database, schema, at)) purgedAt.set(database, at);
    }
  }

  purgeWhenDue();
  return purgeWhenDue;
}

/** Whether the clock could be trusted that this takes: see `TRUSTED_DAYS`. */
function purge(database: Database, { purges, newest }: Schema, at: number): boolean {
  const last = database.read(() => database.prepare<{ at: number | null }>(newest).get()?.at ?? null, null);
  if (last !== null && Math.abs(at - last) > TRUSTED_DAYS * DAY_MS) return false;
  database.write(() => purges.forEach((sql) => database.prepare(sql).run(at - RETENTION_DAYS * DAY_MS, at + DAY_MS)));
  return true;
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

/** The sentence about the file for the user; null where it was opened normally. */
function problemOf(opened: OpenedFile): string | null {
  switch (opened.kind) {
    case 'open':
      return opened.setAsideAs === null ? null : texts.damaged(opened.setAsideAs);
    case 'newer':
      return texts.newerInTheWay;
    case 'copied':
      return texts.readOnly(opened.reason);
    case 'locked':
      return texts.locked;
    case 'unusable':
      return texts.unusable(opened.reason);
  }
}
