import type { Clock } from '../shared/clock.ts';
import type { Database } from './types.ts';

const DAY_MS = 86_400_000;
/** How long anything is kept (design: Storage). */
export const KEPT_DAYS = 30;

/** Deletes what is too old now and once a day, and what a clock that ran ahead has dated into the future. */
export function purgeDaily(databases: readonly Database[], purges: readonly string[], clock: Clock): () => void {
  let cancel = (): void => undefined;

  function purge(): void {
    const now = clock.now();
    for (const database of databases) {
      database.write(() => {
        for (const sql of purges) database.prepare(sql).run(now - KEPT_DAYS * DAY_MS, now + DAY_MS);
      });
    }
    cancel = clock.after(DAY_MS, purge);
  }

  purge();
  return () => cancel();
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
