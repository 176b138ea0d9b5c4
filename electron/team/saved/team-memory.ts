import { createHash } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import { isKnown } from '../../shared/team/counts.ts';
import { diffAgents } from '../../shared/team/delta.ts';
import {
  selectionKey,
  selectionOf,
  type Agent,
  type ConnectionHome,
  type ConnectionProfile,
  type ConnectionState,
  type Counts,
  type TeamDelta,
  type TeamSnapshot,
  type Trend,
  type View,
} from '../../shared/model.ts';
import type { SavedCounts, SavedTeam, TeamKey, TeamRepository } from './team-repository.ts';
import { buildTrend, TREND_LEAD_MS, trendSpan, type MinuteSample } from '../trend.ts';

/** Whose team it is, and whether it may outlive this run: the demo and connections of a session may not. */
export interface TeamSource {
  readonly connectionId: string;
  /** Stands for host, account and bot without naming them. */
  readonly account: string;
  readonly isPersistent: boolean;
}

/** Hexadecimal digits that tell the accounts of one connection apart. */
const ACCOUNT_DIGITS = 16;

/** Whose team the present connection shows; null without one. */
export function teamSource({ kind, profile, secret }: ConnectionState): TeamSource | null {
  if (kind === 'none') return null;
  return teamSourceOf(profile, kind === 'account' && secret !== 'session' ? 'saved' : 'session');
}

/**
 * Whose team a connection shows. One that was edited for another account or bot keeps its id but not its team. The
 * demo and connections of a session leave nothing on disk.
 */
export function teamSourceOf({ id, host, accountId, botId }: ConnectionProfile, home: ConnectionHome): TeamSource {
  const account = createHash('sha256').update(`${host}\n${accountId}\n${botId}`).digest('hex').slice(0, ACCOUNT_DIGITS);
  return { connectionId: id, account, isPersistent: home === 'saved' };
}

/** Remembers the last good team and the counts over time, for a restart and for the trend. */
export interface TeamMemory {
  /**
   * Saves what is not saved yet of the present team; the team of this view as it was last read, null when nothing is
   * known, or when its time lies ahead.
   */
  recall(view: View | null): SavedTeam | null;
  /** Hears every change of the live team; saves the counts of each minute, and the team at most every 30 s. */
  follow(delta: TeamDelta): void;
  /** Saves what is not saved yet. */
  flush(): void;
  /** The counts of any connection's team as it was last read; null when nothing is known, or when its time lies ahead. */
  lastCounts(of: TeamSource): SavedCounts | null;
  /** Counts of the last hours of the present team. */
  trend(hours: number): Trend;
  /** The counts of each minute of a view that was ever open, from an instant on, the oldest first. */
  samples(view: View | null, from: number): readonly MinuteSample[];
  /** Forgets a connection. */
  forget(connectionId: string): void;
  /** Forgets every connection but these. */
  forgetOthers(connectionIds: readonly string[]): void;
  /** What was saved is gone: the next poll begins anew. */
  reset(): void;
}

/** Where a team is saved. */
interface Target {
  readonly teams: TeamRepository;
  readonly key: TeamKey;
}

const SAVE_EVERY_MS = 30_000;
const MINUTE_MS = 60_000;

/** Creates a memory that has seen nothing yet. */
export function createTeamMemory({
  clock,
  disk,
  session,
  source,
  snapshot,
  views,
  countsOf,
}: {
  readonly clock: Pick<Clock, 'now'>;
  /** For what may outlive this run. */
  readonly disk: TeamRepository;
  /** For what may not. */
  readonly session: TeamRepository;
  /** Null without a connection. */
  readonly source: () => TeamSource | null;
  readonly snapshot: () => TeamSnapshot;
  /** The views of the present connection. */
  readonly views: () => readonly View[];
  /** The counts of any view by the present answer; null where that does not tell. */
  readonly countsOf: (view: View | null) => Counts | null;
}): TeamMemory {
  // The team that was written last, as it stands in the database unless another process has written since.
  let saved: SavedTeam | null = null;
  let savedAt = Number.NEGATIVE_INFINITY;
  /** Where the live team belongs that has changed since; null when all of it is saved. */
  let unsaved: Target | null = null;
  let countedAt: number | null = null;

  function targetOf(view: View | null): Target | null {
    const team = source();
    if (team === null) return null;
    const { connectionId, account, isPersistent } = team;
    return {
      teams: isPersistent ? disk : session,
      key: { connectionId, account, filter: selectionKey(selectionOf(view)) },
    };
  }

  function save({ teams, key }: Target): void {
    const { asOf, ignored, agents, counts, clockOffsetMs } = snapshot();
    // An answer with a list that could not be understood is not worth saving.
    if (asOf === null || !isKnown(counts)) return;
    const next = {
      asOf,
      ignored,
      clockOffsetMs,
      agents: new Map(agents.map((agent) => [agent.userId, withoutSlots(agent)])),
    };
    const isSaved = teams.write(() => writeTeam(teams, key, { saved, next, now: clock.now() }));
    saved = isSaved ? next : null;
    savedAt = clock.now();
  }

  function flush(): void {
    if (unsaved !== null) save(unsaved);
    unsaved = null;
  }

  /** Counts every view that has a team here, so that the trend of one goes on while another one is open. */
  function count({ teams, key }: Target, { view, counts, intervalMs }: TeamDelta, asOf: number): void {
    const minute = Math.floor(asOf / MINUTE_MS);
    const others = new Map([null, ...views()].map((of) => [selectionKey(selectionOf(of)), of]));
    others.delete(key.filter);
    teams.write(() => {
      for (const [filter, of] of [[key.filter, view] as const, ...others]) {
        const keyOf = { ...key, filter };
        if (teams.asOf(keyOf) === null) continue;
        const now = of === view ? counts : countsOf(of);
        if (now !== null && isKnown(now)) teams.putMinute(keyOf, { minute, polledAt: asOf, counts: now, intervalMs });
      }
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
      const target = targetOf(view);
      const loaded = target?.teams.load(target.key) ?? null;
      if (loaded === null || loaded.asOf > clock.now()) return null;
      saved = loaded;
      return loaded;
    },
    follow(delta) {
      const { asOf } = delta;
      const target = asOf === null || delta.health.state !== 'live' ? null : targetOf(delta.view);
      if (asOf === null || target === null) return;
      unsaved = target;
      if (clock.now() - savedAt >= SAVE_EVERY_MS || clock.now() < savedAt) flush();
      if (asOf !== countedAt) count(target, delta, asOf);
      countedAt = asOf;
    },
    flush,
    lastCounts({ connectionId, account, isPersistent }) {
      const last = (isPersistent ? disk : session).lastCounts(connectionId, account);
      return last === null || last.asOf > clock.now() ? null : last;
    },
    trend(hours) {
      const target = targetOf(snapshot().view);
      const now = clock.now();
      const from = Math.floor((trendSpan(hours, now).startsAt - TREND_LEAD_MS) / MINUTE_MS);
      return buildTrend(target?.teams.minutes(target.key, from) ?? [], hours, now);
    },
    samples(view, from) {
      const target = targetOf(view);
      return target?.teams.minutes(target.key, Math.floor(from / MINUTE_MS)) ?? [];
    },
    forget(connectionId) {
      if (unsaved?.key.connectionId === connectionId) reset();
      for (const teams of [disk, session]) teams.forget(connectionId);
    },
    forgetOthers(connectionIds) {
      for (const id of disk.connectionIds()) if (!connectionIds.includes(id)) disk.forget(id);
    },
    reset,
  };
}

/** Slots are of the moment: they are not saved, so that a contact more or less is no change to save. */
function withoutSlots(agent: Agent): Agent {
  if (agent.freeSlots === undefined) return agent;
  const { freeSlots: _, ...saved } = agent;
  return saved;
}

interface Change {
  readonly saved: SavedTeam | null;
  readonly next: SavedTeam;
  readonly now: number;
}

/**
 * Writes the difference to the saved team, which another process may have written since. A newer team
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
