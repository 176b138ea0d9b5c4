import { stat } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { lockFile } from '../files/lock-file.ts';
import { isOrdinaryFile, makePrivate, setAside } from './files.ts';
import { sqliteReason, verdictOf, type FileVerdict } from './database.ts';
import type { Schema } from './types.ts';

/** The module `node:sqlite`, which is loaded late. */
export type Sqlite = typeof import('node:sqlite');

/** The outcome of opening a file. */
export type OpenedFile =
  | { readonly kind: 'open'; readonly connection: DatabaseSync; readonly setAsideAs: string | null }
  | { readonly kind: 'newer' }
  /** It can only be read; the connection is a copy of it in memory. */
  | { readonly kind: 'copied'; readonly connection: DatabaseSync; readonly reason: string }
  | { readonly kind: 'locked' | 'unusable'; readonly reason: string };

/** What is needed to open one file. */
export interface FileParts {
  readonly sqlite: Sqlite;
  readonly file: string;
  readonly schema: Schema;
  /** A database in memory that has just been made by all steps. */
  readonly reference: DatabaseSync;
  readonly now: () => number;
}

type Attempt = OpenedFile | { readonly kind: 'damaged' };

/** Marks a file as ours in its header ("Roll"), so that another program's database is not taken for one. */
const APPLICATION_ID = 0x526f_6c6c;

/** What a file holds, found without changing it. */
type Content = 'ours' | 'newer' | 'damaged';

/** How long a statement waits for another process. It blocks this process meanwhile, so not long. */
const BUSY_TIMEOUT_MS = 250;
const TRIES = 4;
const TRY_PAUSE_MS = 150;

/**
 * Opens a database file that other processes may have open too. A damaged one is renamed, never deleted, and begun
 * anew; one of a newer version is left as it is. One that cannot be written, on a full disk for example, is still read.
 */
export async function openFile(parts: FileParts): Promise<OpenedFile> {
  const first = await tryOften(parts);
  if (first.kind === 'unusable') {
    const connection = await copyOf(parts);
    return connection === null ? first : { kind: 'copied', connection, reason: first.reason };
  }
  if (first.kind !== 'damaged') return first;
  // Two processes that find the same damage must not rename each other's new file.
  const release = await lockFile(parts.file);
  try {
    // Another process may have repaired it while this one waited for the lock.
    const second = await tryOften(parts);
    if (second.kind !== 'damaged') return second;
    const setAsideAs = await setAside(parts.file, parts.now());
    const third = await tryOften(parts);
    if (third.kind === 'damaged') return { kind: 'unusable', reason: 'damaged again' };
    return third.kind === 'open' ? { ...third, setAsideAs } : third;
  } catch (error) {
    return { kind: 'unusable', reason: sqliteReason(error) };
  } finally {
    await release?.();
  }
}

/** Another process of Rollcall holds its lock for milliseconds; a lock that stays is another program's. */
async function tryOften(parts: FileParts): Promise<Attempt> {
  for (let tries = 1; ; tries += 1) {
    const attempt = await tryOpen(parts);
    if (attempt.kind !== 'locked' || tries === TRIES) return attempt;
    await pause(TRY_PAUSE_MS);
  }
}

async function tryOpen(parts: FileParts): Promise<Attempt> {
  try {
    await makePrivate(parts.file);
    if (!(await isOrdinaryFile(parts.file))) return { kind: 'damaged' };
    const content = contentOf(parts);
    return content === 'ours' ? connect(parts) : { kind: content };
  } catch (error) {
    return failedBy(verdictOf(error), error);
  }
}

function failedBy(verdict: FileVerdict, error: unknown): Attempt {
  return verdict === 'damaged' ? { kind: verdict } : { kind: verdict, reason: sqliteReason(error) };
}

/** A file in memory, if it is ours and of this version; null where it cannot be read either. */
async function copyOf(parts: FileParts): Promise<DatabaseSync | null> {
  const log = await stat(`${parts.file}-wal`).catch(() => null);
  // SQLite wants a side file even to read, unless it is said that nobody writes; then it does not look into the log.
  const ways = log === null || log.size === 0 ? ['mode=ro', 'immutable=1'] : ['mode=ro'];
  for (const way of ways) {
    const copy = new parts.sqlite.DatabaseSync(':memory:', { enableForeignKeyConstraints: false });
    try {
      if (fill(copy, parts, way)) return copy;
    } catch (error) {
      verdictOf(error); // throws what is a mistake of ours
    }
    copy.close();
  }
  return null;
}

function fill(copy: DatabaseSync, { file, schema: { steps } }: FileParts, way: string): boolean {
  for (const step of steps) copy.exec(step);
  copy.prepare('ATTACH ? AS saved').run(`${pathToFileURL(file).href}?${way}`);
  const isOurs = header(copy, 'application_id', 'saved') === APPLICATION_ID;
  if (!isOurs || header(copy, 'user_version', 'saved') !== steps.length) return false;
  const tables = copy.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables) {
    const table = `"${String(name)}"`;
    copy.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM saved.${table}`);
  }
  copy.exec('DETACH saved; PRAGMA foreign_keys = ON');
  return true;
}

function contentOf({ sqlite, file, schema }: FileParts): Content {
  const reader = new sqlite.DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    return inspect(reader, schema);
  } finally {
    reader.close();
  }
}

function connect({ sqlite, file, schema, reference }: FileParts): Attempt {
  const connection = new sqlite.DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    // A kill loses nothing in WAL mode; a power cut may lose the last seconds, which is not worth a flush per poll.
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON');
    if (migrate(connection, schema, reference)) return { kind: 'open', connection, setAsideAs: null };
    connection.close();
    return { kind: 'damaged' };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Inspects a database through a connection that only reads: ours, of a newer version, or damaged, which a database of
 * another program counts as too. Throws SQLite's errors.
 */
function inspect(connection: DatabaseSync, { steps }: Schema): Content {
  const isEmpty = connection.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  if (isEmpty) return 'ours';
  if (header(connection, 'application_id') !== APPLICATION_ID) return 'damaged';
  if (header(connection, 'user_version') > steps.length) return 'newer';
  return connection.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok' ? 'ours' : 'damaged';
}

/**
 * Brings a file to the present version, all steps or none; false when its tables are not those that its version
 * promises. Throws SQLite's errors.
 * @param reference a database that has just been made by all steps
 */
function migrate(connection: DatabaseSync, { steps }: Schema, reference: DatabaseSync): boolean {
  connection.exec('BEGIN IMMEDIATE');
  try {
    // Read inside of the transaction: another process may have been here in between.
    for (const step of steps.slice(header(connection, 'user_version'))) connection.exec(step);
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`);
    const isSame = structure(connection) === structure(reference);
    connection.exec(isSame ? 'COMMIT' : 'ROLLBACK');
    return isSame;
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK');
    if (isStatementError(error)) return false;
    throw error;
  }
}

type HeaderField = 'user_version' | 'application_id';

function header(connection: DatabaseSync, name: HeaderField, database = 'main'): number {
  return Number(connection.prepare(`PRAGMA ${database}.${name}`).get()?.[name]);
}

/** SQLITE_ERROR: a step met a table that is there already, or missed one. */
function isStatementError(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 1;
}

/** Every table with its columns and their types, in one text; how its SQL was written does not count. */
function structure(connection: DatabaseSync): string {
  const columns = connection
    .prepare(
      `SELECT tables.name AS "table", columns.name AS "column", columns.type AS "type"
       FROM sqlite_schema AS tables JOIN pragma_table_xinfo(tables.name) AS columns
       WHERE tables.type = 'table' ORDER BY tables.name, columns.cid`,
    )
    .all();
  return JSON.stringify(columns);
}
