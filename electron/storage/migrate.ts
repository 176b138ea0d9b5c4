import type { DatabaseSync } from 'node:sqlite';
import type { Schema } from './types.ts';

/** Marks a file as ours in its header ("Roll"), so that another program's database is not taken for one. */
const APPLICATION_ID = 0x526f_6c6c;

/** What a file holds, found without changing it. */
export type Content = 'ours' | 'newer' | 'damaged';

/**
 * Looks at a database through a connection that only reads: ours, of a newer version, or damaged, which a database of
 * another program counts as too. Throws SQLite's errors.
 */
export function lookAt(connection: DatabaseSync, { steps }: Schema): Content {
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
export function migrate(connection: DatabaseSync, { steps }: Schema, reference: DatabaseSync): boolean {
  connection.exec('BEGIN IMMEDIATE');
  try {
    // Read inside of the transaction: another process may have been here in between.
    for (const step of steps.slice(header(connection, 'user_version'))) connection.exec(step);
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`);
    const isWhole = structure(connection) === structure(reference);
    connection.exec(isWhole ? 'COMMIT' : 'ROLLBACK');
    return isWhole;
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK');
    if (isStatementError(error)) return false;
    throw error;
  }
}

function header(connection: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(connection.prepare(`PRAGMA ${name}`).get()?.[name]);
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
