/**
 * The tables of an account's queues and skills, per connection: names, whose members were read, and the members by user
 * id alone. `seen_at` is null while somebody is a member, and then says when they last were.
 */
export const DIRECTORY_TABLES = `
  CREATE TABLE directory (
    id INTEGER PRIMARY KEY,
    connection_id TEXT NOT NULL,
    account TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    queues_as_of INTEGER,
    skills_as_of INTEGER,
    UNIQUE (connection_id, account)
  ) STRICT;
  CREATE TABLE directory_name (
    directory_id INTEGER NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('queue', 'skill')),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (directory_id, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE directory_queue_skill (
    directory_id INTEGER NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    queue_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (directory_id, queue_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE directory_list (
    directory_id INTEGER NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('queue', 'skill')),
    id TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    PRIMARY KEY (directory_id, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE directory_member (
    directory_id INTEGER NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('queue', 'skill')),
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    seen_at INTEGER,
    PRIMARY KEY (directory_id, kind, id, user_id)
  ) STRICT, WITHOUT ROWID;
`;

/** Whether names may be missing, because the lists repeated their pages. */
export const DIRECTORY_CUT = 'ALTER TABLE directory ADD COLUMN is_cut INTEGER NOT NULL DEFAULT 0';

/** What goes when it is too old (1) or dated into the future (2). */
export const DIRECTORY_PURGE = 'DELETE FROM directory WHERE as_of < ?1 OR as_of > ?2';
