import type { Database } from '../../storage/types.ts';
import type { Agent, KnownCounts, Status } from '../../shared/model.ts';
import { NO_COUNTS } from '../../shared/team/counts.ts';
import { agentsOf, agentValues, sampleOf, type AgentRow, type FactsRow, type MinuteRow } from './team-tables.ts';
import type { MinuteSample } from '../trend.ts';

/** Which team: another account or another selection is another one. */
export interface TeamKey {
  readonly connectionId: string;
  /** Stands for host, account and bot without naming them. */
  readonly account: string;
  /** The selection of a view, see `selectionKey`. */
  readonly filter: string;
}

/** How many were in which status when a team of a connection was last read, whatever its filter. */
export interface SavedCounts {
  readonly counts: KnownCounts;
  readonly asOf: number;
  /** Of which selection, see `selectionKey`. */
  readonly filter: string;
}

/** A team as it was when it was last read. */
export interface SavedTeam {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly ignored: number;
  readonly asOf: number;
  /** As in the snapshot. */
  readonly clockOffsetMs?: number | undefined;
}

/** The saved teams of one database; where that fails, nothing is saved and nothing known (see `Database`). */
export interface TeamRepository {
  /** Runs changes in one transaction: all of them are saved, or none. False when the database fails. */
  write(action: () => void): boolean;
  /** A saved team, or null. */
  load(key: TeamKey): SavedTeam | null;
  /** The counts of the team that was read last of a connection and account; null when none is saved. */
  lastCounts(connectionId: string, account: string): SavedCounts | null;
  /** When the saved team was read; null when none is saved. To be called inside of `write`. */
  asOf(key: TeamKey): number | null;
  /** Saves the facts of a team, which its agents and minutes refer to. To be called inside of `write`. */
  putFacts(key: TeamKey, facts: Pick<SavedTeam, 'ignored' | 'asOf' | 'clockOffsetMs'>): void;
  putAgents(key: TeamKey, agents: Iterable<Agent>): void;
  removeAgents(key: TeamKey, userIds: Iterable<string>): void;
  /** Saves the counts of a minute; the last of a minute stays, and none is later, since no clock runs twice. */
  putMinute(key: TeamKey, sample: MinuteSample): void;
  /** The counts from a minute on, oldest first. */
  minutes(key: TeamKey, from: number): readonly MinuteSample[];
  /** Forgets every team of a connection. */
  forget(connectionId: string): void;
  /** Ids of the connections that have saved teams. */
  connectionIds(): readonly string[];
}

const MINUTE_MS = 60_000;
const ID = '(SELECT id FROM team WHERE connection_id = ? AND account = ? AND filter = ?)';
/** Two processes end a minute some milliseconds apart; a clock that was set back differs by more. */
const CLOCK_SLACK_MINUTES = 2;

/** Opens the tables of `team-tables.ts` in a database. */
export function openTeamRepository(database: Database): TeamRepository {
  const statements = prepareAll(database);
  return {
    write: (action) => database.write(action),
    load: (key) =>
      database.read(() => {
        const facts = statements.facts.get(...keyValues(key));
        if (facts === undefined) return null;
        const agents = agentsOf(statements.agents.all(...keyValues(key)));
        return {
          agents: new Map(agents.map((agent) => [agent.userId, agent])),
          ignored: facts.ignored,
          asOf: facts.as_of,
          clockOffsetMs: facts.clock_offset_ms ?? undefined,
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
    asOf: (key) => statements.facts.get(...keyValues(key))?.as_of ?? null,
    putFacts: (key, { asOf, ignored, clockOffsetMs = null }) =>
      statements.putFacts.run(...keyValues(key), asOf, ignored, clockOffsetMs),
    putAgents(key, agents) {
      for (const agent of agents) statements.putAgent.run(...keyValues(key), ...agentValues(agent));
    },
    removeAgents(key, userIds) {
      for (const userId of userIds) statements.removeAgent.run(...keyValues(key), userId);
    },
    putMinute(key, { minute, polledAt, counts, intervalMs }) {
      const { AVAILABLE, BUSY, AWAY, OFFLINE, OTHER } = counts;
      statements.removeLater.run(...keyValues(key), minute + CLOCK_SLACK_MINUTES);
      const polledMs = polledAt === null ? null : polledAt - minute * MINUTE_MS;
      const values = [minute, AVAILABLE, BUSY, AWAY, OFFLINE, OTHER, intervalMs, polledMs];
      statements.putMinute.run(...keyValues(key), ...values);
    },
    minutes: (key, from) => database.read(() => statements.minutes.all(...keyValues(key), from).map(sampleOf), []),
    forget: (connectionId) => void database.write(() => statements.forget.run(connectionId)),
    connectionIds: () =>
      database.read(() => statements.connections.all().map(({ connection_id }) => connection_id), []),
  };
}

function prepareAll(database: Database) {
  return {
    facts: database.prepare<FactsRow>(`SELECT as_of, ignored, clock_offset_ms FROM team WHERE id = ${ID}`),
    lastTeam: database.prepare<{ readonly id: number; readonly as_of: number; readonly filter: string }>(
      'SELECT id, as_of, filter FROM team WHERE connection_id = ? AND account = ? ORDER BY as_of DESC LIMIT 1',
    ),
    statuses: database.prepare<{ readonly status: Status; readonly agents: number }>(
      'SELECT status, COUNT(*) AS agents FROM team_agent WHERE team_id = ? GROUP BY status',
    ),
    putFacts: database.prepare(
      `INSERT INTO team (connection_id, account, filter, as_of, ignored, clock_offset_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         as_of = excluded.as_of, ignored = excluded.ignored, clock_offset_ms = excluded.clock_offset_ms`,
    ),
    agents: database.prepare<AgentRow>(`SELECT * FROM team_agent WHERE team_id = ${ID}`),
    putAgent: database.prepare(`INSERT OR REPLACE INTO team_agent VALUES (${ID}, ${Array(15).fill('?').join(', ')})`),
    removeAgent: database.prepare(`DELETE FROM team_agent WHERE team_id = ${ID} AND user_id = ?`),
    putMinute: database.prepare(`INSERT OR REPLACE INTO team_minute VALUES (${ID}, ?, ?, ?, ?, ?, ?, ?, ?)`),
    removeLater: database.prepare(`DELETE FROM team_minute WHERE team_id = ${ID} AND minute > ?`),
    minutes: database.prepare<MinuteRow>(
      `SELECT * FROM team_minute WHERE team_id = ${ID} AND minute >= ? ORDER BY minute`,
    ),
    forget: database.prepare('DELETE FROM team WHERE connection_id = ?'),
    connections: database.prepare<{ readonly connection_id: string }>('SELECT DISTINCT connection_id FROM team'),
  };
}

function keyValues({ connectionId, account, filter }: TeamKey): [string, string, string] {
  return [connectionId, account, filter];
}
