import { withoutEmail } from '../../shared/names/names.ts';
import type { Database, Value } from '../../storage/types.ts';
import type { PackedRecords } from './packed-records.ts';

/** Whose history: another account of one connection is another one. */
export interface HistoryKey {
  readonly connectionId: string;
  /** Stands for host, account and bot without naming them. */
  readonly account: string;
}

/** A day as it is requested. */
export interface DayKey {
  readonly date: string;
  readonly timeZoneOffset: number;
}

/** How far a list of everybody was read. */
export interface ListPosition {
  readonly received: number;
  readonly pages: number;
  /** When its first page was read, by the server's clock. */
  readonly begunAt: number;
}

/** What is known of a requested day beside its rows. */
export interface SavedDay {
  readonly id: number;
  /** When a list of everybody began that was read to its end; null without one. */
  readonly completeAt: number | null;
  /**
   * Whether whoever is not in that list has no records: it came to an end on one page, or the team was asked about beside
   * it. Where agents leave a list between two pages, others move to a page that was read before.
   */
  readonly isProof: boolean;
  /** Whether its records begin at times without a zone (1), with one (2), or both (3); 0 without records. */
  readonly kinds: number;
  /** Where a list broke off; null where none did. */
  readonly list: ListPosition | null;
}

/** Somebody whose history is saved. */
export interface SavedAgent {
  readonly userId: string;
  readonly name: string;
  readonly customId: string | null;
}

/** What was answered for an agent and a day. */
export interface SavedRow extends PackedRecords {
  readonly userId: string;
  /** By the server's clock. */
  readonly readAt: number;
}

/** The cache of status details of one database; where that fails, nothing is saved and nothing known (see `Database`). */
export interface HistoryRepository {
  /** Runs changes in one transaction. */
  write(action: () => void): boolean;
  agents(of: HistoryKey): readonly SavedAgent[];
  day(of: HistoryKey, day: DayKey): SavedDay | null;
  /** Who was read of a day, and when. */
  readsOf(dayId: number): ReadonlyMap<string, number>;
  /** At most `max` rows of a day, in an order that stays; `after` is the place of the last row before them, 0 at first. */
  rows(dayId: number, after: number, max: number): readonly (SavedRow & { readonly place: number })[];
  row(dayId: number, userId: string): SavedRow | null;
  /** How many different things of these days were not understood. */
  oddCount(dayIds: readonly number[]): number;

  // Inside of `write`.
  /** The id of a day, which is made where there is none. */
  openDay(of: HistoryKey, day: DayKey): number;
  /** A null name stays what it was. */
  putAgent(of: HistoryKey, agent: Omit<SavedAgent, 'name'> & { readonly name: string | null }): void;
  /** The agent must have been put. */
  putRow(of: HistoryKey, dayId: number, row: SavedRow): void;
  putDay(day: SavedDay): void;
  putOdd(dayId: number, digest: string): void;

  /** Forgets everything of a connection. */
  forget(connectionId: string): void;
  connectionIds(): readonly string[];
}

interface DayRow {
  readonly id: number;
  readonly complete_at: number | null;
  readonly is_end_said: number;
  readonly kinds: number;
  readonly list_received: number | null;
  readonly list_pages: number | null;
  readonly list_begun_at: number | null;
}

interface RecordRow {
  readonly agent_id: number;
  readonly user_id: string;
  readonly read_at: number;
  readonly statuses: string;
  readonly times: Uint8Array;
}

/** Opens the tables of `history-tables.ts` in a database. */
export function openHistoryRepository(database: Database): HistoryRepository {
  const statements = prepareAll(database);
  return {
    write: (action) => database.write(action),
    agents: (of) =>
      database.read(
        () =>
          statements.agents
            .all(...keyValues(of))
            .map(({ user_id, name, custom_id }) => ({ userId: user_id, name, customId: custom_id })),
        [],
      ),
    day: (of, { date, timeZoneOffset }) =>
      database.read(() => {
        const row = statements.day.get(...keyValues(of), date, timeZoneOffset);
        return row === undefined ? null : dayOf(row);
      }, null),
    readsOf: (dayId) =>
      database.read(
        () => new Map(Object.entries(JSON.parse(statements.reads.get(dayId)?.reads ?? '{}') as Record<string, number>)),
        new Map(),
      ),
    rows: (dayId, after, max) =>
      database.read(
        () => statements.rows.all(dayId, after, max).map((row) => ({ ...rowOf(row), place: row.agent_id })),
        [],
      ),
    row: (dayId, userId) =>
      database.read(() => {
        const row = statements.row.get(dayId, userId);
        return row === undefined ? null : rowOf(row);
      }, null),
    oddCount: (dayIds) =>
      database.read(() => new Set(dayIds.flatMap((id) => statements.odd.all(id).map(({ digest }) => digest))).size, 0),
    openDay(of, { date, timeZoneOffset }) {
      const values = [...keyValues(of), date, timeZoneOffset] as const;
      const found = statements.day.get(...values);
      if (found !== undefined) return found.id;
      statements.putHistory.run(...keyValues(of));
      statements.newDay.run(...values);
      return statements.day.get(...values)?.id ?? 0;
    },
    putAgent(of, { userId, name, customId }) {
      statements.putHistory.run(...keyValues(of));
      const saved = [withoutEmail(name ?? userId), customId === null ? null : withoutEmail(customId)];
      statements.putAgent.run(...keyValues(of), userId, ...saved, name === null ? 0 : 1);
    },
    putRow(of, dayId, { userId, readAt, statuses, times }) {
      statements.putRow.run(dayId, ...keyValues(of), userId, readAt, statuses, times);
    },
    putDay({ id, completeAt, isProof, kinds, list }) {
      const position = list === null ? [null, null, null] : [list.received, list.pages, list.begunAt];
      statements.putDay.run(completeAt, Number(isProof), kinds, ...position, id);
    },
    putOdd: (dayId, digest) => statements.putOdd.run(dayId, digest),
    forget(connectionId) {
      if (!database.write(() => statements.forget.run(connectionId))) return;
      // Deleted rows are overwritten (secure_delete), but older copies of their pages are still in the write-ahead log.
      database.read(() => statements.truncateLog.get(), undefined);
    },
    connectionIds: () =>
      database.read(() => statements.connections.all().map(({ connection_id }) => connection_id), []),
  };
}

const ID = '(SELECT id FROM history WHERE connection_id = ? AND account = ?)';
const ROW =
  'SELECT agent_id, user_id, read_at, statuses, times FROM history_record JOIN history_agent ON id = agent_id';

function prepareAll(database: Database) {
  return {
    agents: database.prepare<{ readonly user_id: string; readonly name: string; readonly custom_id: string | null }>(
      `SELECT user_id, name, custom_id FROM history_agent WHERE history_id = ${ID}`,
    ),
    day: database.prepare<DayRow>(
      `SELECT id, complete_at, is_end_said, kinds, list_received, list_pages, list_begun_at FROM history_day
       WHERE history_id = ${ID} AND date = ? AND time_zone_offset = ?`,
    ),
    // One text, because a row for each agent of a month takes several times the time and memory.
    reads: database.prepare<{ readonly reads: string }>(
      `SELECT json_group_object(user_id, read_at) AS reads
       FROM history_record JOIN history_agent ON id = agent_id WHERE day_id = ?`,
    ),
    rows: database.prepare<RecordRow>(`${ROW} WHERE day_id = ? AND agent_id > ? ORDER BY agent_id LIMIT ?`),
    // Without the account SQLite would go through all rows of the day.
    row: database.prepare<RecordRow>(
      `${ROW} WHERE day_id = ?1 AND history_id = (SELECT history_id FROM history_day WHERE id = ?1) AND user_id = ?2`,
    ),
    odd: database.prepare<{ readonly digest: string }>('SELECT digest FROM history_odd WHERE day_id = ?'),
    putHistory: database.prepare('INSERT OR IGNORE INTO history (connection_id, account) VALUES (?, ?)'),
    newDay: database.prepare(`INSERT INTO history_day (history_id, date, time_zone_offset) VALUES (${ID}, ?, ?)`),
    putAgent: database.prepare(
      `INSERT INTO history_agent (history_id, user_id, name, custom_id) SELECT ${ID}, ?3, ?4, ?5 WHERE ?6 IS NOT NULL
       ON CONFLICT DO UPDATE SET name = CASE ?6 WHEN 1 THEN excluded.name ELSE name END,
         custom_id = coalesce(excluded.custom_id, custom_id)`,
    ),
    putRow: database.prepare(
      `INSERT OR REPLACE INTO history_record (day_id, agent_id, read_at, statuses, times)
       VALUES (?, (SELECT id FROM history_agent WHERE history_id = ${ID} AND user_id = ?), ?, ?, ?)`,
    ),
    putDay: database.prepare(
      `UPDATE history_day SET complete_at = ?, is_end_said = ?, kinds = ?, list_received = ?, list_pages = ?, list_begun_at = ?
       WHERE id = ?`,
    ),
    putOdd: database.prepare('INSERT OR IGNORE INTO history_odd (day_id, digest) VALUES (?, ?)'),
    forget: database.prepare('DELETE FROM history WHERE connection_id = ?'),
    truncateLog: database.prepare('PRAGMA wal_checkpoint(TRUNCATE)'),
    connections: database.prepare<{ readonly connection_id: string }>('SELECT DISTINCT connection_id FROM history'),
  };
}

function dayOf(row: DayRow): SavedDay {
  const { id, kinds, complete_at: completeAt } = row;
  const { list_received: received, list_pages: pages, list_begun_at: begunAt } = row;
  const list = received !== null && pages !== null && begunAt !== null ? { received, pages, begunAt } : null;
  return { id, completeAt, isProof: row.is_end_said === 1, kinds, list };
}

function rowOf({ user_id: userId, read_at: readAt, statuses, times }: RecordRow): SavedRow {
  return { userId, readAt, statuses, times };
}

function keyValues({ connectionId, account }: HistoryKey): [Value & string, Value & string] {
  return [connectionId, account];
}
