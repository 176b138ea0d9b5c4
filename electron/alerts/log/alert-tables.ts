import type { AlertEvent, HeldReason, RuleKind } from '../../shared/model.ts';

/**
 * The log of alerts, and what their evaluation remembers of a connection and account, as JSON. A name is saved as the
 * team saves it, without e-mail addresses, and apart from the rest of the text, so that it can be hidden.
 */
const TABLES = `
  CREATE TABLE alert_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id TEXT NOT NULL,
    account TEXT NOT NULL,
    at INTEGER NOT NULL,
    rule_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    event TEXT NOT NULL,
    user_id TEXT,
    name TEXT,
    addition TEXT,
    fact TEXT NOT NULL,
    held TEXT,
    excused TEXT,
    is_seen INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX alert_entry_of ON alert_entry (connection_id, account, id);
  CREATE TABLE alert_memory (
    connection_id TEXT NOT NULL,
    account TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    memory TEXT NOT NULL,
    PRIMARY KEY (connection_id, account)
  ) STRICT, WITHOUT ROWID;
`;

/** What rules count is large and saved now and then, beside what is saved whenever it is another one. */
const COUNTS = `
  CREATE TABLE alert_counts (
    connection_id TEXT NOT NULL,
    account TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (connection_id, account)
  ) STRICT, WITHOUT ROWID;
`;

/** The steps of the storage's schema that make these tables. */
export const ALERT_STEPS: readonly string[] = [TABLES];
export const LATER_ALERT_STEPS: readonly string[] = [COUNTS];

/** What goes when it is too old (1) or dated into the future (2), both epoch milliseconds. */
export const ALERT_PURGES: readonly string[] = [
  'DELETE FROM alert_entry WHERE at < ?1 OR at > ?2',
  'DELETE FROM alert_memory WHERE saved_at < ?1 OR saved_at > ?2',
  'DELETE FROM alert_counts WHERE saved_at < ?1 OR saved_at > ?2',
];

/** An entry as a row of the database. */
export interface EntryRow {
  readonly id: number;
  readonly at: number;
  readonly rule_id: string;
  readonly kind: RuleKind;
  readonly event: AlertEvent;
  readonly user_id: string | null;
  readonly name: string | null;
  readonly addition: string | null;
  readonly fact: string;
  readonly held: HeldReason | null;
  readonly excused: string | null;
}
