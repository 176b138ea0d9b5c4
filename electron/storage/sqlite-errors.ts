/** Primary result codes of SQLite (sqlite.org/rescode.html) that decide what becomes of a file. */
const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** What an error says about a database file: it holds nonsense, somebody else has it, or it cannot be used here. */
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
