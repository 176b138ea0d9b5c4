import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { sqliteReason } from './sqlite-errors.ts';
import type { OwnedDatabase, Statement } from './types.ts';

/** Wraps an open connection as the narrow thing a room gets. */
export function wrapDatabase(connection: DatabaseSync): OwnedDatabase {
  let failure: string | null = null;
  let isOpen = true;

  function attempt<T>(action: () => T, otherwise: T): T {
    // After close a late poll may still want to keep something; there is nowhere left.
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
      // STRICT tables give what the room's CREATE TABLE says, and their structure was compared at opening.
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

/** Stands in where there is no SQLite at all: keeps nothing and knows nothing. */
export function emptyDatabase(): OwnedDatabase {
  return {
    prepare: () => ({ run: () => undefined, get: () => undefined, all: () => [] }),
    read: (_action, otherwise) => otherwise,
    write: () => false,
    failure: () => null,
    close: () => undefined,
  };
}
