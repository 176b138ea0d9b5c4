import { createHash } from 'node:crypto';
import { closeSync, openSync, renameSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from '../files/make-folder.ts';
import type { Clock } from '../shared/clock.ts';
import {
  mergeRecords,
  NO_CALLS,
  recordAt,
  REMEMBERED_MS,
  type CallRecord,
  type LimitAnswer,
  type StartedCall,
} from './rate-limit.ts';

/** Kore.ai counts calls per account. */
export interface Account {
  readonly host: string;
  readonly accountId: string;
}

/** The result of one step on a record: what it adds, and its answer. */
export interface CounterStep<T> {
  readonly added: CallRecord;
  readonly answer: T;
}

/** Counts the calls of each account for every process of a data folder. */
export interface CallCounter {
  /** One step on an account's record; the steps of other processes come before or after it. */
  change<T>(account: Account, step: (record: CallRecord) => CounterStep<T>): Promise<T>;
  /** An account's record as this process last saw it. */
  known(account: Account): CallRecord;
}

export interface CallCounterParts {
  readonly dataFolder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: () => number;
  /** Called once with the reason why this process counts alone. */
  readonly onSurprise: (error: unknown) => void;
}

const FILE_NAME = 'rate-limits.db';
/** SQLite's suffixes to the name. A folder with one of these names blocks the database too. */
const SUFFIXES = ['', '-journal', '-wal', '-shm'];

/** Other processes need a millisecond each. This does not wait for one that never releases its lock. */
const BUSY_TRIES = 60;
const BUSY_PAUSE_MS = { min: 5, max: 100 };

/** A limit answer has no effect any more after this (rate-limit.ts). */
const LIMIT_REMEMBERED_MS = 48 * REMEMBERED_MS;

/** Sorted by name, and exactly as SQLite stores them: a file with other tables is begun anew. */
const TABLES = [
  'CREATE TABLE calls (id TEXT PRIMARY KEY, account TEXT NOT NULL, at INTEGER NOT NULL, is_lower INTEGER NOT NULL) STRICT',
  'CREATE TABLE limits (account TEXT PRIMARY KEY, at INTEGER NOT NULL, blocked_until INTEGER NOT NULL, divisor REAL NOT NULL, eases_every_ms INTEGER NOT NULL) STRICT',
].join(';');

/** Deletes values that this code never writes: impossible instants, and limit answers that make no sense. */
const DELETE_NONSENSE = `
  DELETE FROM calls WHERE at NOT BETWEEN 0 AND 8640000000000000 OR is_lower NOT IN (0, 1);
  DELETE FROM limits WHERE at NOT BETWEEN 0 AND 8640000000000000 OR blocked_until NOT BETWEEN 0 AND 8640000000000000
    OR divisor NOT BETWEEN 1 AND 100 OR eases_every_ms NOT BETWEEN 900000 AND 2700000;`;

/**
 * Creates the counter of a data folder. Its file is a database of its own, because a purge holds the other one, and is
 * opened for each step: nothing has to be closed, and anybody may delete it. While it cannot be used (unwritable folder,
 * a lock that is never free) the counter goes on in memory, says so once, and writes its calls as soon as it can. A file
 * that makes no sense is emptied, and a folder in its place is moved aside. Neither loses what this process knows.
 */
export function createCallCounter({ dataFolder, clock, random, onSurprise }: CallCounterParts): CallCounter {
  const file = path.join(dataFolder, FILE_NAME);
  const known = new Map<string, CallRecord>();
  let isReported = false;

  const knownOf = (key: string): CallRecord => recordAt(known.get(key) ?? NO_CALLS, clock.now());

  function changeInFile<T>(database: DatabaseSync, key: string, step: (record: CallRecord) => CounterStep<T>): T {
    database.exec('PRAGMA synchronous = OFF; BEGIN IMMEDIATE');
    useTables(database);
    const now = clock.now();
    const stored = readRecord(database, key);
    const before = mergeRecords(recordAt(stored, now), knownOf(key));
    const { added, answer } = step(before);
    const after = mergeRecords(before, added);
    writeRecord(database, key, { stored, after, now });
    database.exec('COMMIT');
    known.set(key, after);
    return answer;
  }

  function changeInMemory<T>(key: string, step: (record: CallRecord) => CounterStep<T>, reason: unknown): T {
    if (!isReported) onSurprise(reason);
    isReported = true;
    const before = knownOf(key);
    const { added, answer } = step(before);
    known.set(key, mergeRecords(before, added));
    return answer;
  }

  async function change<T>(account: Account, step: (record: CallRecord) => CounterStep<T>): Promise<T> {
    // Loaded late: a command that asks a running app makes no calls.
    const { DatabaseSync: Database } = await import('node:sqlite');
    const key = keyOf(account);
    let reason: unknown = null;
    for (let tries = 1, isEmptied = false; tries <= BUSY_TRIES; tries += 1) {
      let database: DatabaseSync | null = null;
      try {
        makePrivate(file);
        // A wait inside SQLite would block everything else in this process.
        database = new Database(file, { timeout: 0 });
        return changeInFile(database, key, step);
      } catch (error) {
        reason = error;
        database?.close();
        const verdict = verdictOf(error);
        if (verdict === 'unusable' || (verdict === 'damaged' && (isEmptied || !empty(file)))) break;
        if (verdict === 'damaged') isEmptied = true;
        else await pause(BUSY_PAUSE_MS.min + random() * Math.min(BUSY_PAUSE_MS.max, 10 * tries));
      } finally {
        if (database?.isOpen === true) database.close();
      }
    }
    return changeInMemory(key, step, reason);
  }

  return { change, known: (account) => knownOf(keyOf(account)) };
}

/** The file names neither host nor account. */
function keyOf({ host, accountId }: Account): string {
  return createHash('sha256').update(`${host}\n${accountId}`).digest('hex');
}

/** Makes the tables of a new file; throws for one with others. */
function useTables(database: DatabaseSync): void {
  const rows = database.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name').all();
  const found = rows.map(({ sql }) => sql).join(';');
  if (found === '') database.exec(TABLES);
  else if (found !== TABLES) throw Object.assign(new Error('other tables'), { errcode: CODES.corrupt });
  database.exec(DELETE_NONSENSE);
}

function readRecord(database: DatabaseSync, key: string): CallRecord {
  const calls = database.prepare('SELECT id, at, is_lower FROM calls WHERE account = ? ORDER BY at').all(key);
  const limit = database
    .prepare('SELECT at, blocked_until, divisor, eases_every_ms FROM limits WHERE account = ?')
    .get(key);
  return {
    calls: calls.map((row): StartedCall => ({
      id: String(row['id']),
      at: Number(row['at']),
      isLower: row['is_lower'] !== 0,
    })),
    limit: limit === undefined ? null : toLimit(limit),
  };
}

function toLimit(row: Readonly<Record<string, unknown>>): LimitAnswer {
  const number = (column: string): number => Number(row[column]);
  return {
    at: number('at'),
    blockedUntil: number('blocked_until'),
    divisor: number('divisor'),
    easesEveryMs: number('eases_every_ms'),
  };
}

/** Writes what is new, or everything after the clock was set back. Deletes what is too old, of every account. */
function writeRecord(
  database: DatabaseSync,
  key: string,
  { stored, after, now }: { readonly stored: CallRecord; readonly after: CallRecord; readonly now: number },
): void {
  const storedAt = new Map(stored.calls.map(({ id, at }) => [id, at]));
  const fresh = after.calls.filter(({ id, at }) => storedAt.get(id) !== at);
  const put = database.prepare('INSERT OR REPLACE INTO calls (id, account, at, is_lower) VALUES (?, ?, ?, ?)');
  for (const { id, at, isLower } of fresh) put.run(id, key, at, isLower ? 1 : 0);
  const { limit } = after;
  if (limit !== null && (limit.at !== stored.limit?.at || limit.blockedUntil !== stored.limit.blockedUntil)) {
    database
      .prepare(
        'INSERT OR REPLACE INTO limits (account, at, blocked_until, divisor, eases_every_ms) VALUES (?, ?, ?, ?, ?)',
      )
      .run(key, limit.at, limit.blockedUntil, limit.divisor, limit.easesEveryMs);
  }
  if (fresh.length === 0) return;
  database.prepare('DELETE FROM calls WHERE at < ?').run(now - REMEMBERED_MS);
  database.prepare('DELETE FROM limits WHERE at < ?').run(now - LIMIT_REMEMBERED_MS);
}

/** Makes folder and file where there are none, readable by their owner only; SQLite's journal gets the same mode. */
function makePrivate(file: string): void {
  for (const suffix of SUFFIXES) if (isInTheWay(`${file}${suffix}`)) moveAside(`${file}${suffix}`);
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(path.dirname(file));
  closeSync(openSync(file, 'a', 0o600));
}

/** A folder, a pipe or a device. */
function isInTheWay(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isFile() === false;
}

function moveAside(name: string): void {
  try {
    renameSync(name, `${name}.aside`);
  } catch (error) {
    if (isInTheWay(name)) throw error; // else another process has just moved it
  }
}

/** Empties a file; an empty one is a good database. False where that is not possible. */
function empty(file: string): boolean {
  try {
    truncateSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Primary result codes of SQLite (sqlite.org/rescode.html), in the low byte of the extended ones. */
const CODES = {
  error: 1,
  busy: 5,
  locked: 6,
  /** Also of a file whose header says so; one that is really read-only cannot be emptied either. */
  readOnly: 8,
  corrupt: 11,
  constraint: 19,
  mismatch: 20,
  notADatabase: 26,
};
const PRIMARY_CODE = 0xff;

/** Another process writes; the file holds nonsense or other tables; or it cannot be used here. */
function verdictOf(error: unknown): 'busy' | 'damaged' | 'unusable' {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & PRIMARY_CODE : 0;
  if (code === CODES.busy || code === CODES.locked) return 'busy';
  return Object.values(CODES).includes(code) ? 'damaged' : 'unusable';
}
