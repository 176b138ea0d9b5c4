import { HISTORY_DAYS_MORE } from '../../shared/model.ts';
import { addDays, todayIn } from '../../time/days.ts';

/**
 * The cache of status details, of one connection and account: each requested day (a date and the offset that was sent
 * with it), and of each agent what was answered for it, as it came. An agent has a name and the customer's own id; no
 * phone number, e-mail or address has a column.
 *
 * `complete_at` is when a list of everybody began that was read to its end: whoever has no row in it has no record
 * either. `kinds` says whether its records begin at times without a zone (1), with one (2), or both (3). The `list_...`
 * columns say how far a list was read that broke off. `history_odd` holds what was not understood,
 * as digests, so that each counts once.
 */
const TABLES = `
  CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    connection_id TEXT NOT NULL,
    account TEXT NOT NULL,
    UNIQUE (connection_id, account)
  ) STRICT;
  CREATE TABLE history_agent (
    id INTEGER PRIMARY KEY,
    history_id INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    custom_id TEXT,
    UNIQUE (history_id, user_id)
  ) STRICT;
  CREATE TABLE history_day (
    id INTEGER PRIMARY KEY,
    history_id INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
    date TEXT NOT NULL,
    time_zone_offset INTEGER NOT NULL,
    complete_at INTEGER,
    is_end_said INTEGER NOT NULL DEFAULT 1,
    kinds INTEGER NOT NULL DEFAULT 0,
    list_received INTEGER,
    list_pages INTEGER,
    list_begun_at INTEGER,
    UNIQUE (history_id, date, time_zone_offset)
  ) STRICT;
  CREATE TABLE history_record (
    day_id INTEGER NOT NULL REFERENCES history_day (id) ON DELETE CASCADE,
    agent_id INTEGER NOT NULL REFERENCES history_agent (id) ON DELETE CASCADE,
    read_at INTEGER NOT NULL,
    statuses TEXT NOT NULL,
    times BLOB NOT NULL,
    PRIMARY KEY (day_id, agent_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX history_record_read ON history_record (day_id, agent_id, read_at);
  CREATE INDEX history_record_agent ON history_record (agent_id);
  CREATE TABLE history_odd (
    day_id INTEGER NOT NULL REFERENCES history_day (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    PRIMARY KEY (day_id, digest)
  ) STRICT, WITHOUT ROWID;
`;

/** The steps of the storage's schema that make these tables. */
export const HISTORY_STEPS: readonly string[] = [TABLES];

/** What goes when its date is too old (1) or in the future (2), both epoch milliseconds. */
export const HISTORY_PURGES: readonly string[] = [
  `DELETE FROM history_day
   WHERE date < date(?1 / 1000, 'unixepoch', '-${HISTORY_DAYS_MORE} days') OR date > date(?2 / 1000, 'unixepoch', '+1 day')`,
  'DELETE FROM history_agent WHERE ?1 < ?2 AND id NOT IN (SELECT agent_id FROM history_record)',
  'DELETE FROM history WHERE ?1 < ?2 AND id NOT IN (SELECT history_id FROM history_day)',
];

/** The newest instant that these hold, by the server's clock. */
export const HISTORY_NEWEST = 'SELECT max(read_at) AS at FROM history_record';

/** The first date that these leave, at an instant. */
export function firstKeptDate(now: number, retentionDays: number): string {
  return addDays(todayIn('UTC', now), -retentionDays - HISTORY_DAYS_MORE);
}
