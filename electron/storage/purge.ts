import type { Database } from './types.ts';

const DAY_MS = 86_400_000;
/** How long anything is kept (design: Storage). */
export const KEPT_DAYS = 30;

/**
 * Deletes what is too old, and what a clock that ran ahead has dated into the future: now, and then at most once a day
 * when the answer is called. No timer: one of a day is late by every sleep, and there is always a next poll.
 */
export function purgeDaily(databases: readonly Database[], purges: readonly string[], now: () => number): () => void {
  let purgedAt = Number.NEGATIVE_INFINITY;

  function purgeWhenDue(): void {
    const at = now();
    if (Math.abs(at - purgedAt) < DAY_MS) return;
    purgedAt = at;
    for (const database of databases) {
      database.write(() => purges.forEach((sql) => database.prepare(sql).run(at - KEPT_DAYS * DAY_MS, at + DAY_MS)));
    }
  }

  purgeWhenDue();
  return purgeWhenDue;
}

/** Empties every table and the file behind it; false when another process keeps that from happening. */
export function deleteAll(database: Database): boolean {
  const isEmptied = database.write(() => {
    const tables = database.prepare<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    for (const { name } of tables) database.prepare(`DELETE FROM "${name}"`).run();
  });
  // Deleted rows are overwritten (secure_delete), but older copies of their pages are still in the write-ahead log.
  const checkpoint = (): { busy: number } | undefined =>
    database.prepare<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').get();
  return isEmptied && database.read(() => checkpoint()?.busy !== 1, false);
}
