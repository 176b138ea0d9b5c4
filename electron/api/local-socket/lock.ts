import { chmodSync } from 'node:fs';

/** A lock that lasts as long as its holder: the system takes it back however a process ends. */
export type LockOutcome =
  | { readonly kind: 'held'; readonly release: () => void }
  | { readonly kind: 'taken' }
  /** The file system knows no locks, or the file cannot be made. */
  | { readonly kind: 'unavailable' };

/** SQLITE_BUSY, in the low byte of the extended codes that say why (sqlite.org, "Result and Error Codes"). */
const BUSY = 5;
const PRIMARY_CODE = 0xff;

/**
 * Takes a lock without waiting. Node itself has none that a killed process lets go of, so SQLite is used for its own:
 * an exclusive transaction on an empty database, in which nothing is ever written.
 */
export async function takeLock(file: string): Promise<LockOutcome> {
  // Loaded late: whoever only asks needs no lock.
  const { DatabaseSync } = await import('node:sqlite');
  try {
    const database = new DatabaseSync(file, { timeout: 0 });
    try {
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw error;
    }
    closeToOthers(file);
    return { kind: 'held', release: () => (database.isOpen ? database.close() : undefined) };
  } catch (error) {
    return { kind: isBusy(error) ? 'taken' : 'unavailable' };
  }
}

/**
 * SQLite makes files as the umask says. By name: closing a handle of our own would let go of the lock (fcntl(2)). Where
 * modes cannot be set the folder around it keeps others out.
 */
function closeToOthers(file: string): void {
  try {
    chmodSync(file, 0o600);
  } catch {
    // There is nothing in the file to be read.
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & PRIMARY_CODE) === BUSY;
}
