import type { StorageState } from '../shared/model.ts';
import type { Result } from '../shared/result.ts';

/** What a column gives and takes; instants are epoch milliseconds. */
export type Value = string | number | Uint8Array | null;

/** One prepared statement. Outside of `read` and `write` of its database it may throw. */
export interface Statement<Row> {
  run(...values: readonly Value[]): void;
  get(...values: readonly Value[]): Row | undefined;
  all(...values: readonly Value[]): readonly Row[];
}

/**
 * What a module keeps its own tables with. A database that fails (disk full, locked by another program) does not
 * throw: nothing is saved, `otherwise` is returned, and the storage says what is wrong.
 */
export interface Database {
  /** `Row` is what the module's own `CREATE TABLE` promises; tables are STRICT and checked when the file is opened. */
  prepare<Row = never>(sql: string): Statement<Row>;
  /** Runs `action`; `otherwise` when the database fails. */
  read<T>(action: () => T, otherwise: T): T;
  /** Runs `action` in one transaction: all of it is saved, or nothing. False when the database fails. */
  write(action: () => void): boolean;
}

/** The tables of all modules, as SQL. */
export interface Schema {
  /** Append-only: step N brings a file from version N - 1 to N. Every table is STRICT. */
  readonly steps: readonly string[];
  /** Statements that delete what is outside of two instants: parameters 1 (too old) and 2 (in the future). */
  readonly purges: readonly string[];
  /** A query for the newest instant by the server's clock (`at`) that the tables hold; null where they hold none. */
  readonly newest: string;
}

/** One database file of the data folder, and the same tables in memory. */
export interface Storage {
  /** On disk; in memory only, or keeping nothing, while the state has a problem. */
  readonly disk: Database;
  /** The same tables for what must not outlive this run: the demo, connections of a session. */
  readonly memory: Database;
  state(): StorageState;
  /** Deletes what is too old, once a day at most; to be called now and then. */
  purgeWhenDue(): void;
  /** Deletes everything that was saved, set-aside copies included; `storage` when something is left. */
  purgeEverything(): Promise<Result<null>>;
  close(): void;
}

/** A database and what only its owner may do with it. */
export interface OwnedDatabase extends Database {
  /** Why the last write failed, as SQLite or the system calls it; null after one that succeeded. */
  failure(): string | null;
  close(): void;
}
