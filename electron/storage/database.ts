import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { OwnedDatabase, Statement } from './types.ts';

/** Wraps an open connection in the narrow interface of a module. */
export function wrapDatabase(connection: DatabaseSync): OwnedDatabase {
  let failure: string | null = null;
  let isOpen = true;

  function attempt<T>(action: () => T, otherwise: T): T {
    // A late poll may still want to save something after close; it is dropped.
    if (!isOpen) return otherwise;
    try {
      const result = action();
      failure = null;
      return result;
    } catch (error) {
      failure = sqliteReason(error);
      return otherwise;
    }
  }

  function transact(action: () => void): boolean {
    connection.exec('BEGIN IMMEDIATE');
    try {
      action();
      connection.exec('COMMIT');
      return true;
    } catch (error) {
      // Some errors, a full disk among them, have rolled back already.
      if (connection.isTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    prepare<Row>(sql: string): Statement<Row> {
      const statement = connection.prepare(sql);
      // STRICT tables give what the module's CREATE TABLE says, and their structure was compared at opening.
      return {
        run: (...values: readonly SQLInputValue[]) => void statement.run(...values),
        get: (...values: readonly SQLInputValue[]) => statement.get(...values) as Row | undefined,
        all: (...values: readonly SQLInputValue[]) => statement.all(...values) as Row[],
      };
    },
    read: attempt,
    write: (action) => attempt(() => transact(action), false),
    failure: () => failure,
    close() {
      if (!isOpen) return;
      isOpen = false;
      connection.close();
    },
  };
}

/** The database where SQLite is missing: it saves nothing and finds nothing. */
export function emptyDatabase(): OwnedDatabase {
  return {
    prepare: () => ({ run: () => undefined, get: () => undefined, all: () => [] }),
    read: (_action, otherwise) => otherwise,
    write: () => false,
    failure: () => null,
    close: () => undefined,
  };
}

/** Primary result codes of SQLite (sqlite.org/rescode.html) that decide what becomes of a file. */
const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** What an error says about a database file: it is damaged, another process has locked it, or it cannot be used here. */
export type FileVerdict = 'damaged' | 'locked' | 'unusable';

/** Judges an error of SQLite or of the file system. Throws what is neither. */
export function verdictOf(error: unknown): FileVerdict {
  const code = primaryCode(error);
  if (code === CORRUPT || code === NOT_A_DATABASE) return 'damaged';
  if (code === BUSY || code === LOCKED) return 'locked';
  sqliteReason(error);
  return 'unusable';
}

/**
 * What went wrong in SQLite's or the system's short words, for example `database or disk is full` or `EACCES`. It never
 * holds a value. Throws the error itself when it comes from neither, since then it is a mistake of ours.
 */
export function sqliteReason(error: unknown): string {
  if (primaryCode(error) !== null && error instanceof Error) {
    return 'errstr' in error && typeof error.errstr === 'string' ? error.errstr : 'SQLite failed';
  }
  if (error instanceof Error && 'syscall' in error && 'code' in error) return String(error.code);
  throw error;
}

function primaryCode(error: unknown): number | null {
  const isOfSqlite = error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
  // The low byte is the primary code, the rest of an extended one only adds detail.
  return isOfSqlite && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}
