import type { Clock } from '../shared/clock.ts';
import { isKnown } from '../shared/counts.ts';
import { diffAgents } from '../shared/delta.ts';
import {
  selectionKey,
  selectionOf,
  type Agent,
  type TeamDelta,
  type TeamSnapshot,
  type Trend,
  type View,
  type ConnectionHome,
  type ConnectionProfile,
  type ConnectionState,
} from '../shared/model.ts';
import type { SavedCounts, SavedTeam, TeamRepository, TeamKey } from './team-repository.ts';
import { buildTrend, TREND_LEAD_MS, trendSpan } from './trend.ts';
import { createHash } from 'node:crypto';

/** Whose team is looked at, and whether it may outlive this run: the demo and connections of a session may not. */
export interface TeamSource {
  readonly connectionId: string;
  /** Stands for host, account and bot without naming them. */
  readonly account: string;
  readonly isKept: boolean;
}

/** What the memory is made of. */
export interface TeamMemoryParts {
  readonly clock: Pick<Clock, 'now'>;
  /** For what may outlive this run. */
  readonly disk: TeamRepository;
  /** For what may not. */
  readonly passing: TeamRepository;
  /** Null without a connection. */
  readonly source: () => TeamSource | null;
  readonly snapshot: () => TeamSnapshot;
}

/** Remembers the last good team and the counts over time, for a restart and for the trend. */
export interface TeamMemory {
  /**
   * Keeps what is not kept yet of the team that is looked at; the team of this view as it was last read, null when
   * nothing is known, or when its time lies ahead.
   */
  recall(view: View | null): SavedTeam | null;
  /** Hears every change of the live team; keeps counts of each minute, and the team at most every 30 s. */
  follow(delta: TeamDelta): void;
  /** Keeps what is not kept yet. */
  flush(): void;
  /** The counts of any connection's team as it was last read; null when nothing is known, or when its time lies ahead. */
  lastCounts(of: TeamSource): SavedCounts | null;
  /** Counts of the last hours of the team that is looked at now. */
  trend(hours: number): Trend;
  /** Forgets a connection. */
  forget(connectionId: string): void;
  /** Forgets every connection but these. */
  forgetOthers(connectionIds: readonly string[]): void;
  /** What was kept is gone: the next poll begins anew. */
  reset(): void;
}

interface Place {
  readonly teams: TeamRepository;
  readonly key: TeamKey;
}

const SAVE_EVERY_MS = 30_000;
const MINUTE_MS = 60_000;

/** Creates a memory that has seen nothing yet. */
export function createTeamMemory({ clock, disk, passing, source, snapshot }: TeamMemoryParts): TeamMemory {
  // The team that was written last, as it stands in the database unless another process has written since.
  let saved: SavedTeam | null = null;
  let savedAt = Number.NEGATIVE_INFINITY;
  /** Where the live team belongs that has changed since; null when all of it is kept. */
  let unsaved: Place | null = null;
  let countedAt: number | null = null;

  function placeOf(view: View | null): Place | null {
    const team = source();
    if (team === null) return null;
    const { connectionId, account, isKept } = team;
    return { teams: isKept ? disk : passing, key: { connectionId, account, filter: selectionKey(selectionOf(view)) } };
  }

  function save({ teams, key }: Place): void {
    const { asOf, ignored, agents, counts, clockOffsetMs } = snapshot();
    // An answer of which a list could not be understood is no team to come back to.
    if (asOf === null || !isKnown(counts)) return;
    const next = { asOf, ignored, clockOffsetMs, agents: new Map(agents.map((agent) => [agent.userId, agent])) };
    const isSaved = teams.write(() => writeTeam(teams, key, { saved, next, now: clock.now() }));
    saved = isSaved ? next : null;
    savedAt = clock.now();
  }

  function flush(): void {
    if (unsaved !== null) save(unsaved);
    unsaved = null;
  }

  function count({ teams, key }: Place, { counts, intervalMs }: TeamDelta, asOf: number): void {
    teams.write(() => {
      if (!isKnown(counts) || teams.asOf(key) === null) return;
      teams.putMinute(key, { minute: Math.floor(asOf / MINUTE_MS), counts, paceMs: intervalMs });
    });
  }

  function reset(): void {
    saved = null;
    savedAt = Number.NEGATIVE_INFINITY;
    unsaved = null;
    countedAt = null;
  }

  return {
    recall(view) {
      flush();
      reset();
      const place = placeOf(view);
      const kept = place?.teams.load(place.key) ?? null;
      if (kept === null || kept.asOf > clock.now()) return null;
      saved = kept;
      return kept;
    },
    follow(delta) {
      const { asOf } = delta;
      const place = asOf === null || delta.health.state !== 'live' ? null : placeOf(delta.view);
      if (asOf === null || place === null) return;
      unsaved = place;
      if (clock.now() - savedAt >= SAVE_EVERY_MS || clock.now() < savedAt) flush();
      if (asOf !== countedAt) count(place, delta, asOf);
      countedAt = asOf;
    },
    flush,
    lastCounts({ connectionId, account, isKept }) {
      const last = (isKept ? disk : passing).lastCounts(connectionId, account);
      return last === null || last.asOf > clock.now() ? null : last;
    },
    trend(hours) {
      const place = placeOf(snapshot().view);
      const now = clock.now();
      const from = Math.floor((trendSpan(hours, now).startsAt - TREND_LEAD_MS) / MINUTE_MS);
      return buildTrend(place?.teams.minutes(place.key, from) ?? [], hours, now);
    },
    forget(connectionId) {
      if (unsaved?.key.connectionId === connectionId) reset();
      for (const teams of [disk, passing]) teams.forget(connectionId);
    },
    forgetOthers(connectionIds) {
      for (const id of disk.connectionIds()) if (!connectionIds.includes(id)) disk.forget(id);
    },
    reset,
  };
}

interface Change {
  readonly saved: SavedTeam | null;
  readonly next: SavedTeam;
  readonly now: number;
}

/**
 * Writes the difference to what was saved, or to what is there when another process has written since. A newer team
 * stays, for example when this process slept while another one polled; one dated into the future does not.
 */
function writeTeam(teams: TeamRepository, key: TeamKey, { saved, next, now }: Change): void {
  const writtenAsOf = teams.asOf(key);
  if (writtenAsOf !== null && writtenAsOf > next.asOf && writtenAsOf <= now) return;
  const isOurs = saved !== null && writtenAsOf === saved.asOf;
  const before = isOurs ? saved.agents : (teams.load(key)?.agents ?? new Map<string, Agent>());
  const { changed, removed } = diffAgents(before, next.agents);
  teams.putFacts(key, next);
  teams.putAgents(key, changed);
  teams.removeAgents(key, removed);
}

/** Hexadecimal digits that tell the accounts of one connection apart. */
const ACCOUNT_DIGITS = 16;

/** Whose team the present connection shows; null without one. */
export function teamSource({ kind, profile, secret }: ConnectionState): TeamSource | null {
  if (kind === 'none') return null;
  return teamSourceOf(profile, kind === 'account' && secret !== 'session' ? 'saved' : 'session');
}

/**
 * Whose team a connection shows. One that was edited to look at another account or bot keeps its id but not its team. The
 * demo and connections of a session leave nothing on disk.
 */
export function teamSourceOf({ id, host, accountId, botId }: ConnectionProfile, home: ConnectionHome): TeamSource {
  const account = createHash('sha256').update(`${host}\n${accountId}\n${botId}`).digest('hex').slice(0, ACCOUNT_DIGITS);
  return { connectionId: id, account, isKept: home === 'saved' };
}
