import {
  STATUSES,
  type SincePrecision,
  type Agent,
  type KnownCounts,
  type SelfReported,
  type Status,
} from '../../shared/model.ts';
import { nameAdditions, withoutEmail } from '../../shared/names/names.ts';
import type { Value } from '../../storage/types.ts';
import { DIRECTORY_CUT, DIRECTORY_PURGE, DIRECTORY_TABLES } from '../directory/directory-tables.ts';
import type { MinuteSample } from '../trend.ts';

const MINUTE_MS = 60_000;
const FIRST_PRECISIONS: readonly SincePrecision[] = ['exact', 'observed', 'at-least', 'unknown'];
const PRECISIONS: readonly SincePrecision[] = [...FIRST_PRECISIONS, 'assumed'];
const oneOf = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/**
 * The tables of this folder: a team is one connection, account and selection (`filter`); its agents
 * are the last good team; its minutes are the counts over time. No phone number, e-mail or address has a column.
 */
const TABLES = `
  CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    connection_id TEXT NOT NULL,
    account TEXT NOT NULL,
    filter TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    ignored INTEGER NOT NULL,
    UNIQUE (connection_id, account, filter)
  ) STRICT;
  CREATE TABLE team_agent (
    team_id INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN (${oneOf(STATUSES)})),
    raw_status TEXT NOT NULL,
    secondary_status TEXT,
    since_at REAL,
    since_precision TEXT NOT NULL CHECK (since_precision IN (${oneOf(FIRST_PRECISIONS)})),
    since_tolerance_ms REAL NOT NULL,
    reported_primary TEXT,
    reported_secondary TEXT,
    reported_since REAL,
    CHECK ((reported_primary IS NULL) = (reported_since IS NULL)),
    PRIMARY KEY (team_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE team_minute (
    team_id INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    minute INTEGER NOT NULL,
    available INTEGER NOT NULL,
    busy INTEGER NOT NULL,
    away INTEGER NOT NULL,
    offline INTEGER NOT NULL,
    other INTEGER NOT NULL,
    pace_ms INTEGER NOT NULL,
    PRIMARY KEY (team_id, minute)
  ) STRICT, WITHOUT ROWID;
`;

/** Counts of a minute are those of one poll, at this many milliseconds of it; null where an older version saved them. */
const POLL_INSTANT = 'ALTER TABLE team_minute ADD COLUMN polled_ms INTEGER';

const WHEN_SEEN_OTHERWISE = 'ALTER TABLE team_agent ADD COLUMN changed_after REAL';

const SERVER_CLOCK = 'ALTER TABLE team ADD COLUMN clock_offset_ms INTEGER';

/** SQLite cannot change a CHECK: the table is made anew. */
const ASSUMED_TIMES = `
  CREATE TABLE team_agent_anew (
    team_id INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN (${oneOf(STATUSES)})),
    raw_status TEXT NOT NULL,
    secondary_status TEXT,
    since_at REAL,
    since_precision TEXT NOT NULL CHECK (since_precision IN (${oneOf(PRECISIONS)})),
    since_tolerance_ms REAL NOT NULL,
    since_seen_at REAL,
    reported_primary TEXT,
    reported_secondary TEXT,
    reported_since REAL,
    reported_precision TEXT CHECK (reported_precision IN (${oneOf(PRECISIONS)})),
    changed_after REAL,
    addition TEXT,
    CHECK ((reported_primary IS NULL) = (reported_since IS NULL)),
    PRIMARY KEY (team_id, user_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO team_agent_anew
    SELECT team_id, user_id, name, status, raw_status, secondary_status, since_at, since_precision, since_tolerance_ms,
      NULL, reported_primary, reported_secondary, reported_since, NULL, changed_after, addition
    FROM team_agent;
  DROP TABLE team_agent;
  ALTER TABLE team_agent_anew RENAME TO team_agent;
`;
const WHAT_TELLS_APART = 'ALTER TABLE team_agent ADD COLUMN addition TEXT';

/** The steps of the storage's schema that make these tables. */
export const TEAM_STEPS: readonly string[] = [
  TABLES,
  WHEN_SEEN_OTHERWISE,
  WHAT_TELLS_APART,
  SERVER_CLOCK,
  ASSUMED_TIMES,
  DIRECTORY_TABLES,
  DIRECTORY_CUT,
];

/** Those that came after the steps of other folders. */
export const LATER_TEAM_STEPS: readonly string[] = [POLL_INSTANT];

/** What goes when it is too old (1) or dated into the future (2), both epoch milliseconds. */
export const TEAM_PURGES: readonly string[] = [
  'DELETE FROM team_minute WHERE minute < ?1 / 60000 OR minute > ?2 / 60000',
  'DELETE FROM team WHERE as_of < ?1 OR as_of > ?2',
  DIRECTORY_PURGE,
];

/** The newest instant that these hold, by the server's clock. */
export const TEAM_NEWEST = 'SELECT max(as_of + coalesce(clock_offset_ms, 0)) AS at FROM team';

/** One agent as a row of the database. */
export interface AgentRow {
  readonly user_id: string;
  readonly name: string;
  readonly status: Status;
  readonly raw_status: string;
  readonly secondary_status: string | null;
  readonly since_at: number | null;
  readonly since_precision: SincePrecision;
  readonly since_tolerance_ms: number;
  readonly since_seen_at: number | null;
  readonly reported_primary: string | null;
  readonly reported_secondary: string | null;
  readonly reported_since: number | null;
  readonly reported_precision: NonNullable<SelfReported['precision']> | null;
  readonly changed_after: number | null;
  readonly addition: string | null;
}

/** A team without its agents. */
export interface FactsRow {
  readonly as_of: number;
  readonly ignored: number;
  readonly clock_offset_ms: number | null;
}

/** The counts of one minute. */
export type MinuteRow = Readonly<Record<'minute' | 'pace_ms' | Lowercase<Status>, number>> & {
  readonly polled_ms: number | null;
};

/** The values of an agent's row after the team's id. */
export function agentValues(agent: Agent): Value[] {
  const { userId, name, addition, status, rawStatus, secondaryStatus, since, selfReported, changedAfter } = agent;
  return [
    ...[userId, withoutEmail(name), status, rawStatus, secondaryStatus],
    ...[since.at, since.precision, since.toleranceMs, since.seenAt ?? null],
    ...[selfReported?.primaryStatus ?? null, selfReported?.secondaryStatus ?? null],
    ...[selfReported?.startedAt ?? null, selfReported?.precision ?? null],
    changedAfter ?? null,
    addition === undefined ? null : withoutEmail(addition),
  ];
}

/** Half of an e-mail may be too little to tell two people apart; the id is added then. */
export function agentsOf(rows: readonly AgentRow[]): readonly Agent[] {
  const people = rows.map((row) => ({ userId: row.user_id, name: row.name, customId: row.addition ?? undefined }));
  const additions = nameAdditions(people);
  return rows.map((row) => agentOf(row, additions.get(row.user_id)));
}

function agentOf(row: AgentRow, addition: string | undefined): Agent {
  return {
    ...reportOf(row),
    ...(addition === undefined ? {} : { addition }),
    ...(row.changed_after === null ? {} : { changedAfter: row.changed_after }),
    userId: row.user_id,
    name: row.name,
    status: row.status,
    rawStatus: row.raw_status,
    secondaryStatus: row.secondary_status,
    since: sinceOf(row),
  };
}

function sinceOf(row: AgentRow): Agent['since'] {
  const { since_at: at, since_precision: precision, since_tolerance_ms: toleranceMs, since_seen_at: seenAt } = row;
  return { at, precision, toleranceMs, ...(seenAt !== null && { seenAt }) };
}

function reportOf(row: AgentRow): Pick<Agent, 'selfReported'> {
  const { reported_primary: primaryStatus, reported_secondary: secondaryStatus, reported_since: startedAt } = row;
  const { reported_precision: precision } = row;
  if (primaryStatus === null || startedAt === null) return {};
  return { selfReported: { primaryStatus, secondaryStatus, startedAt, ...(precision !== null && { precision }) } };
}

/** The counts of a row. */
export function sampleOf({ minute, pace_ms: intervalMs, polled_ms: polledMs, ...row }: MinuteRow): MinuteSample {
  const { available: AVAILABLE, busy: BUSY, away: AWAY, offline: OFFLINE, other: OTHER } = row;
  const counts: KnownCounts = {
    AVAILABLE,
    BUSY,
    AWAY,
    OFFLINE,
    OTHER,
    total: AVAILABLE + BUSY + AWAY + OFFLINE + OTHER,
  };
  const polledAt = polledMs === null ? null : minute * MINUTE_MS + polledMs;
  return { minute, polledAt, counts, intervalMs };
}
