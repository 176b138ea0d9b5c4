import path from 'node:path';
import type { Clock } from '../shared/clock.ts';
import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';
import { emptyDatabase, wrapDatabase } from './database.ts';
import { removeLeftovers } from './files.ts';
import { openFile, type FileParts, type OpenedFile, type Sqlite } from './open-file.ts';
import { deleteAll, KEPT_DAYS, purgeDaily } from './purge.ts';
import { PROBLEMS } from './sentences.ts';
import { sqliteReason } from './sqlite-errors.ts';
import type { OwnedDatabase, Schema, Storage } from './types.ts';

/** What the storage is made of. */
export interface StorageParts {
  readonly dataFolder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly schema: Schema;
  /** Loads SQLite; late, because only a running app keeps anything. */
  readonly loadSqlite?: () => Promise<Sqlite>;
}

/** The database of a data folder. */
const FILE_NAME = 'rollcall.db';

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
