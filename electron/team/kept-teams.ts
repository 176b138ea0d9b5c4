import type { Database, Value } from '../storage/types.ts';
import type { Agent, KnownCounts, SincePrecision, Status } from '../shared/model.ts';
import { NO_COUNTS } from '../shared/counts.ts';
import { nameAdditions } from '../shared/name-additions.ts';
import type { MinuteSample } from './trend.ts';

/** Which team: another account or another selection is another one. */
export interface TeamKey {
  readonly connectionId: string;
  /** Stands for host, account and bot without naming them. */
  readonly account: string;
  /** Of the whole selection of a view, see `selectionKey`. */
  readonly filter: string;
}

/** How many were in which status when a team of a connection was last read, whatever its filter. */
export interface KeptCounts {
  readonly counts: KnownCounts;
  readonly asOf: number;
  /** Of which selection, see `selectionKey`. */
  readonly filter: string;
}

/** A team as it was when it was last read. */
export interface KeptTeam {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly ignored: number;
  readonly asOf: number;
}

/** The teams of one database; what fails there keeps nothing and knows nothing (see `Database`). */
export interface KeptTeams {
  /** Runs changes in one transaction: all of it is kept, or nothing. False when the database fails. */
  write(action: () => void): boolean;
  /** What is kept of a team, or null. */
  load(key: TeamKey): KeptTeam | null;
  /** The counts of the team that was read last of a connection and account; null when none is kept. */
  lastCounts(connectionId: string, account: string): KeptCounts | null;
  /** When the kept team was read; null when none is kept. To be called inside of `write`. */
  asOf(key: TeamKey): number | null;
  /** Puts the facts of a team down, which makes its place. To be called inside of `write`. */
  putFacts(key: TeamKey, facts: Pick<KeptTeam, 'ignored' | 'asOf'>): void;
  putAgents(key: TeamKey, agents: Iterable<Agent>): void;
  removeAgents(key: TeamKey, userIds: Iterable<string>): void;
  /** Puts the counts of a minute down; the last of a minute stays, and none is later, since no clock runs twice. */
  putMinute(key: TeamKey, sample: MinuteSample): void;
  /** The counts from a minute on, oldest first. */
  minutes(key: TeamKey, from: number): readonly MinuteSample[];
  /** Forgets every team of a connection. */
  forget(connectionId: string): void;
  /** Ids of the connections that something is kept of. */
  connectionIds(): readonly string[];
}

interface AgentRow {
  readonly user_id: string;
  readonly name: string;
  readonly status: Status;
  readonly raw_status: string;
  readonly secondary_status: string | null;
  readonly since_at: number | null;
  readonly since_precision: SincePrecision;
  readonly since_tolerance_ms: number;
  readonly reported_primary: string | null;
  readonly reported_secondary: string | null;
  readonly reported_since: number | null;
  readonly changed_after: number | null;
  readonly addition: string | null;
}

type MinuteRow = Readonly<Record<'minute' | 'pace_ms' | Lowercase<Status>, number>>;

const ID = '(SELECT id FROM team WHERE connection_id = ? AND account = ? AND filter = ?)';
/** Two processes end a minute some milliseconds apart; a clock that was set back is further off. */
const CLOCK_SLACK_MINUTES = 2;

/** Opens the tables of `tables.ts` in a database. */
export function openKeptTeams(database: Database): KeptTeams {
  const statements = prepareAll(database);
  return {
    write: (action) => database.write(action),
    load: (key) =>
      database.read(() => {
        const facts = statements.facts.get(...parts(key));
        if (facts === undefined) return null;
        const agents = agentsOf(statements.agents.all(...parts(key)));
        return {
          agents: new Map(agents.map((agent) => [agent.userId, agent])),
          ignored: facts.ignored,
          asOf: facts.as_of,
        };
      }, null),
    lastCounts: (connectionId, account) =>
      database.read(() => {
        const last = statements.lastTeam.get(connectionId, account);
        if (last === undefined) return null;
        const rows = statements.statuses.all(last.id);
        const found = Object.fromEntries(rows.map(({ status, agents }) => [status, agents]));
        const total = rows.reduce((sum, { agents }) => sum + agents, 0);
        return { counts: { ...NO_COUNTS, ...found, total }, asOf: last.as_of, filter: last.filter };
      }, null),
    asOf: (key) => statements.facts.get(...parts(key))?.as_of ?? null,
    putFacts: (key, { asOf, ignored }) => statements.putFacts.run(...parts(key), asOf, ignored),
    putAgents(key, agents) {
      for (const agent of agents) statements.putAgent.run(...parts(key), ...agentValues(agent));
    },
    removeAgents(key, userIds) {
      for (const userId of userIds) statements.removeAgent.run(...parts(key), userId);
    },
    putMinute(key, { minute, counts, paceMs }) {
      const { AVAILABLE, BUSY, AWAY, OFFLINE, OTHER } = counts;
      statements.removeLater.run(...parts(key), minute + CLOCK_SLACK_MINUTES);
      statements.putMinute.run(...parts(key), minute, AVAILABLE, BUSY, AWAY, OFFLINE, OTHER, paceMs);
    },
    minutes: (key, from) => database.read(() => statements.minutes.all(...parts(key), from).map(sampleOf), []),
    forget: (connectionId) => void database.write(() => statements.forget.run(connectionId)),
    connectionIds: () =>
      database.read(() => statements.connections.all().map(({ connection_id }) => connection_id), []),
  };
}

function prepareAll(database: Database) {
  return {
    facts: database.prepare<{ readonly as_of: number; readonly ignored: number }>(
      `SELECT as_of, ignored FROM team WHERE id = ${ID}`,
    ),
    lastTeam: database.prepare<{ readonly id: number; readonly as_of: number; readonly filter: string }>(
      'SELECT id, as_of, filter FROM team WHERE connection_id = ? AND account = ? ORDER BY as_of DESC LIMIT 1',
    ),
    statuses: database.prepare<{ readonly status: Status; readonly agents: number }>(
      'SELECT status, COUNT(*) AS agents FROM team_agent WHERE team_id = ? GROUP BY status',
    ),
    putFacts: database.prepare(
      `INSERT INTO team (connection_id, account, filter, as_of, ignored) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET as_of = excluded.as_of, ignored = excluded.ignored`,
    ),
    agents: database.prepare<AgentRow>(`SELECT * FROM team_agent WHERE team_id = ${ID}`),
    putAgent: database.prepare(
      `INSERT OR REPLACE INTO team_agent VALUES (${ID}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    removeAgent: database.prepare(`DELETE FROM team_agent WHERE team_id = ${ID} AND user_id = ?`),
    putMinute: database.prepare(`INSERT OR REPLACE INTO team_minute VALUES (${ID}, ?, ?, ?, ?, ?, ?, ?)`),
    removeLater: database.prepare(`DELETE FROM team_minute WHERE team_id = ${ID} AND minute > ?`),
    minutes: database.prepare<MinuteRow>(
      `SELECT * FROM team_minute WHERE team_id = ${ID} AND minute >= ? ORDER BY minute`,
    ),
    forget: database.prepare('DELETE FROM team WHERE connection_id = ?'),
    connections: database.prepare<{ readonly connection_id: string }>('SELECT DISTINCT connection_id FROM team'),
  };
}

function parts({ connectionId, account, filter }: TeamKey): [string, string, string] {
  return [connectionId, account, filter];
}

function agentValues(agent: Agent): Value[] {
  const { userId, name, addition, status, rawStatus, secondaryStatus, since, selfReported, changedAfter } = agent;
  return [
    ...[userId, withoutEmail(name), status, rawStatus, secondaryStatus],
    ...[since.at, since.precision, since.toleranceMs],
    ...[selfReported?.primaryStatus ?? null, selfReported?.secondaryStatus ?? null, selfReported?.startedAt ?? null],
    changedAfter ?? null,
    addition === undefined ? null : withoutEmail(addition),
  ];
}

/** Kore.ai's agents without a name are called by their e-mail (kore-facts 4.2), of which only the first half is kept. */
function withoutEmail(name: string): string {
  return name.replaceAll(/(\S)@\S+/g, '$1');
}

/** Half of an e-mail may be too little to tell two people apart: then it is the id again. */
function agentsOf(rows: readonly AgentRow[]): readonly Agent[] {
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
    since: { at: row.since_at, precision: row.since_precision, toleranceMs: row.since_tolerance_ms },
  };
}

function reportOf(row: AgentRow): Pick<Agent, 'selfReported'> {
  const { reported_primary: primaryStatus, reported_secondary: secondaryStatus, reported_since: startedAt } = row;
  if (primaryStatus === null || startedAt === null) return {};
  return { selfReported: { primaryStatus, secondaryStatus, startedAt } };
}

function sampleOf({ minute, pace_ms: paceMs, ...row }: MinuteRow): MinuteSample {
  const { available: AVAILABLE, busy: BUSY, away: AWAY, offline: OFFLINE, other: OTHER } = row;
  const counts: KnownCounts = {
    AVAILABLE,
    BUSY,
    AWAY,
    OFFLINE,
    OTHER,
    total: AVAILABLE + BUSY + AWAY + OFFLINE + OTHER,
  };
  return { minute, counts, paceMs };
}
