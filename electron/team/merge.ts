import type { Gap } from '../history/gaps.ts';
import { membersOf, type TeamMember } from '../kore/members.ts';
import type { AvailabilityAnswer } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Agent, Status, TeamSnapshot } from '../shared/model.ts';
import { observe, type ObservedTeam } from './time-in-status.ts';

/** One availability answer merged with what was known of the team. */
export interface MergedAnswer extends ObservedTeam {
  readonly members: ReadonlyMap<string, TeamMember>;
  /** The first answer, or the first after a gap: nothing in it is news. */
  readonly isBaseline: boolean;
  /**
   * The gap before it, in which a change may have been missed; null also when no team was known. Times in status
   * become uncertain only through this, whether it was sleep, a lost network or the time between two runs.
   */
  readonly gap: Gap | null;
  readonly ignored: number;
  /** Statuses whose lists could not be understood: who is in them is not known. */
  readonly unread: readonly Status[];
}

/** The team before an answer. */
interface KnownTeam {
  readonly agents: ReadonlyMap<string, Agent>;
  /** When it was read, also in the last run or before a wake; null where nobody knows. */
  readonly asOf?: TeamSnapshot['asOf'];
  /** How far the server's clock is ahead of this computer's: what is seen is dated by the server's. */
  readonly clockOffsetMs?: TeamSnapshot['clockOffsetMs'];
}

/** Merges answers into the team and remembers when the last one came. */
export interface TeamMerge {
  merge(answer: AvailabilityAnswer, before: KnownTeam, intervalMs: number): MergedAnswer;
  /** The next answer is a baseline. What is known of the team stays known, unless there was a gap. */
  expectBaseline(): void;
}

/** A time of more than this many intervals is a gap: what happened in it was not seen. */
const GAP_INTERVALS = 3;
const GAP_MIN_MS = 120_000;

/** Whether so long a time between two answers is a gap, with polls every `intervalMs`. */
export function isGapBetween(from: number, to: number, intervalMs: number): boolean {
  return to - from > Math.max(GAP_MIN_MS, GAP_INTERVALS * intervalMs);
}

/** Creates a merge whose first answer is a baseline. */
export function createTeamMerge(clock: Pick<Clock, 'now'>): TeamMerge {
  let previousAt: number | null = null;
  let previousIntervalMs = 0;
  let members: ReadonlyMap<string, TeamMember> = new Map();

  return {
    merge(answer, { agents: before, asOf = null, clockOffsetMs = 0 }, intervalMs) {
      const now = clock.now();
      const { ignored, unread } = answer;
      // The longer of the two intervals counts: a poll that was not due yet was not missed.
      const longerMs = Math.max(intervalMs, previousIntervalMs);
      const from = previousAt ?? asOf;
      const isBack = from !== null && now < from;
      const byServer = (at: number): number => at + clockOffsetMs;
      const isGap = from !== null && isGapBetween(from, now, longerMs);
      const gap = isGap ? { from: byServer(from), to: byServer(now) } : null;
      const isBaseline = previousAt === null || isBack || isGap;
      const times = { now: byServer(now), previousAt: from === null || isBack ? null : byServer(from), isGap };
      previousAt = now;
      previousIntervalMs = intervalMs;
      if (answer.isUnchanged && !isBaseline) {
        const same = { agents: before, changed: [], removed: [], statusChanges: [] };
        return { ...same, members, isBaseline, gap, ignored, unread };
      }
      members = membersOf(answer.rows);
      return { ...observe(before, members, times), members, isBaseline, gap, ignored, unread };
    },
    expectBaseline() {
      previousAt = null;
      members = new Map();
    },
  };
}
