import type { LogStart } from '../../shared/contract/socket.ts';
import { MAX_DIGEST_ALERTS, type AlertEntry, type AlertList, type Digest } from '../../shared/model.ts';
import { withoutEmail } from '../../shared/names/names.ts';
import type { Database } from '../../storage/types.ts';
import type { TeamSource } from '../../team/saved/team-memory.ts';
import type { EntryRow } from './alert-tables.ts';
import { entryText, type LogLine } from '../delivery/notice-drafts.ts';

/** Whose log it is: another account is another team. */
export type AlertKey = Pick<TeamSource, 'connectionId' | 'account'>;

/** What is remembered of a connection, as JSON. */
export interface SavedMemory {
  readonly memory: string;
  /** What rules count, which is older where the program was killed; null where none were saved. */
  readonly counts: string | null;
}

/** The log of one database, and what the evaluation remembers; where it fails, nothing is saved and nothing known. */
export interface AlertRepository {
  /**
   * Adds lines to the log and saves what is remembered after them, all or nothing: what was told must not be told
   * again. Without counts the last ones stay. The ids of the lines, none where that fails.
   */
  save(key: AlertKey, at: number, saved: SavedMemory, lines: readonly LogLine[]): readonly number[];
  /** The system did not show the notice of an entry. */
  fail(key: AlertKey, id: number): void;
  /** At most so many entries before an id, or the latest with null; the latest first. */
  entries(key: AlertKey, before: number | null, limit: number, isMasked: boolean): readonly AlertEntry[];
  /** What came after, the earliest first. */
  entriesAfter(key: AlertKey, after: LogStart, isMasked: boolean): readonly AlertEntry[];
  /** What was decided from one instant until another, for a digest: each rule's last word about a team or agent, the latest of them. */
  between(key: AlertKey, from: number, to: number, isMasked: boolean): Pick<Digest, 'alerts' | 'alertCount'>;
  /** Marks an entry as excused with a note, or no longer with null; null where there is no such entry. */
  excuse(key: AlertKey, id: number, note: string | null, isMasked: boolean): AlertEntry | null;
  /** How many delivered entries nobody has looked at, and when the first of them was decided. */
  unseen(key: AlertKey): Pick<AlertList, 'unseen' | 'unseenSince'>;
  markSeen(key: AlertKey): void;
  /** What was saved last; null when there is none. */
  memory(key: AlertKey): SavedMemory | null;
  /** Forgets a connection. */
  forget(connectionId: string): void;
  /** Ids of the connections of which anything is saved. */
  connectionIds(): readonly string[];
}

const COLUMNS = 'id, at, rule_id, kind, event, user_id, name, addition, fact, held, excused';
export const NOTHING_UNSEEN = { unseen: 0, unseenSince: null } as const;
const OF = 'connection_id = ? AND account = ?';

/** Opens the tables of `alert-tables.ts` in a database. */
export function openAlertRepository(database: Database): AlertRepository {
  const add = database.prepare<{ readonly id: number }>(
    `INSERT INTO alert_entry (connection_id, account, at, rule_id, kind, event, user_id, name, addition, fact, held)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  );
  const latest = database.prepare<EntryRow>(
    `SELECT ${COLUMNS} FROM alert_entry WHERE ${OF} AND id < ? ORDER BY id DESC LIMIT ?`,
  );
  const after = database.prepare<EntryRow>(
    `SELECT ${COLUMNS} FROM alert_entry WHERE ${OF} AND id > ? AND at >= ? ORDER BY id`,
  );
  const one = database.prepare<EntryRow>(`SELECT ${COLUMNS} FROM alert_entry WHERE ${OF} AND id = ?`);
  // SQLite takes the other columns from the row of the largest id. A summary has no agent; its parts have.
  const between = database.prepare<EntryRow>(
    `SELECT MAX(id) AS id, at, rule_id, kind, event, user_id, name, addition, fact, held, excused FROM alert_entry
     WHERE ${OF} AND at >= ? AND at < ? AND event <> 'recovered' AND held IS NOT 'baseline' AND held IS NOT 'told-by-another'
       AND (user_id IS NOT NULL OR kind IN ('below', 'above', 'stale', 'mass-change'))
     GROUP BY rule_id, user_id ORDER BY id`,
  );
  const excuse = database.prepare(`UPDATE alert_entry SET excused = ? WHERE ${OF} AND id = ?`);
  const fail = database.prepare(`UPDATE alert_entry SET held = 'failed' WHERE ${OF} AND id = ?`);
  // What the system did not show is on a page, or nowhere: it was not seen either.
  const unseen = database.prepare<{ readonly unseen: number; readonly unseenSince: number | null }>(
    `SELECT COUNT(*) AS unseen, MIN(at) AS unseenSince FROM alert_entry
     WHERE ${OF} AND (held IS NULL OR held = 'failed') AND event <> 'recovered' AND is_seen = 0`,
  );
  const markSeen = database.prepare(`UPDATE alert_entry SET is_seen = 1 WHERE ${OF} AND is_seen = 0`);
  const memory = database.prepare<SavedMemory>(
    `SELECT memory, counts FROM alert_memory LEFT JOIN alert_counts USING (connection_id, account) WHERE ${OF}`,
  );
  const saveMemory = database.prepare(
    'INSERT OR REPLACE INTO alert_memory (connection_id, account, saved_at, memory) VALUES (?, ?, ?, ?)',
  );
  const saveCounts = database.prepare(
    'INSERT OR REPLACE INTO alert_counts (connection_id, account, saved_at, counts) VALUES (?, ?, ?, ?)',
  );
  const forgetEntries = database.prepare('DELETE FROM alert_entry WHERE connection_id = ?');
  const forgetMemory = database.prepare('DELETE FROM alert_memory WHERE connection_id = ?');
  const forgetCounts = database.prepare('DELETE FROM alert_counts WHERE connection_id = ?');
  const connections = database.prepare<{ readonly connection_id: string }>(
    'SELECT connection_id FROM alert_entry UNION SELECT connection_id FROM alert_memory',
  );

  return {
    save({ connectionId, account }, at, saved, lines) {
      const ids: number[] = [];
      const isSaved = database.write(() => {
        for (const line of lines) ids.push(add.get(connectionId, account, ...valuesOf(line))?.id ?? 0);
        saveMemory.run(connectionId, account, at, saved.memory);
        if (saved.counts !== null) saveCounts.run(connectionId, account, at, saved.counts);
      });
      return isSaved ? ids : [];
    },
    entries: ({ connectionId, account }, before, limit, isMasked) =>
      database.read(
        () =>
          latest
            .all(connectionId, account, before ?? Number.MAX_SAFE_INTEGER, limit)
            .map((row) => entryOf(row, isMasked)),
        [],
      ),
    entriesAfter({ connectionId, account }, start, isMasked) {
      const [id, at] = start.kind === 'entry' ? [start.id, 0] : [0, start.at];
      return database.read(() => after.all(connectionId, account, id, at).map((row) => entryOf(row, isMasked)), []);
    },
    between({ connectionId, account }, from, to, isMasked) {
      const rows = database.read(() => between.all(connectionId, account, from, to), []);
      const alerts = rows.slice(-MAX_DIGEST_ALERTS).map((row) => entryOf(row, isMasked));
      return { alerts, alertCount: rows.length };
    },
    excuse({ connectionId, account }, id, note, isMasked) {
      database.write(() => excuse.run(note, connectionId, account, id));
      const row = database.read(() => one.get(connectionId, account, id), undefined);
      return row === undefined ? null : entryOf(row, isMasked);
    },
    fail: ({ connectionId, account }, id) => void database.write(() => fail.run(connectionId, account, id)),
    unseen: ({ connectionId, account }) =>
      database.read(() => ({ ...NOTHING_UNSEEN, ...unseen.get(connectionId, account) }), NOTHING_UNSEEN),
    markSeen: ({ connectionId, account }) => void database.write(() => markSeen.run(connectionId, account)),
    memory: ({ connectionId, account }) => database.read(() => memory.get(connectionId, account) ?? null, null),
    forget(connectionId) {
      database.write(() => {
        forgetEntries.run(connectionId);
        forgetMemory.run(connectionId);
        forgetCounts.run(connectionId);
      });
    },
    connectionIds: () => database.read(() => connections.all().map(({ connection_id }) => connection_id), []),
  };
}

function valuesOf({ at, ruleId, kind, event, userId, who, fact, held }: LogLine) {
  const name = who === null ? null : withoutEmail(who.name);
  const addition = who?.addition === undefined ? null : withoutEmail(who.addition);
  return [at, ruleId, kind, event, userId, name, addition, fact, held];
}

function entryOf(row: EntryRow, isMasked: boolean): AlertEntry {
  const { id, at, kind, event, fact, held, excused, name, addition } = row;
  const who = name === null ? null : { name, ...(addition === null ? {} : { addition }) };
  const text = entryText(who, fact, isMasked);
  return { id, at, ruleId: row.rule_id, kind, event, userId: row.user_id, text, held, excused };
}
