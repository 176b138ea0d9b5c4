import type { AvailabilityAnswer } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import { statusChanges } from '../shared/delta.ts';
import type { Agent, Status } from '../shared/model.ts';
import { membersOf, type TeamMember } from '../kore/members.ts';
import { observe } from './since-clock.ts';

/** One availability answer turned into a team. */
export interface Arrival {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly members: ReadonlyMap<string, TeamMember>;
  /** The first answer, or the first after a gap: nothing in it is news. */
  readonly isBaseline: boolean;
  /**
   * The silence before it, when it was long enough for something to happen unseen; null also when no team was known. It
   * alone makes times in status uncertain, whether it was a sleep, a lost network or the time between two runs.
   */
  readonly gap: Gap | null;
  readonly ignored: number;
  /** Statuses whose lists could not be understood: who is in them is not known. */
  readonly unread: readonly Status[];
  /** User ids that were there before in another status. */
  readonly changed: readonly string[];
}

/** A stretch in which the team was not watched: between two complete answers, epoch milliseconds by the server's clock. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Turns answers into teams and remembers when the last one came. */
export interface Intake {
  /**
   * @param asOf when `before` was read, if it was: also in the last run, or before a wake
   * @param clockOffsetMs how far the server's clock is ahead of this computer's: what is seen is dated by the server's
   */
  take(
    answer: AvailabilityAnswer,
    before: ReadonlyMap<string, Agent>,
    intervalMs: number,
    asOf?: number | null,
    clockOffsetMs?: number,
  ): Arrival;
  /** What comes next is a baseline: nothing in it is news. What is known of the team stays known, unless it is a gap. */
  forget(): void;
}

/** A silence longer than this many intervals is a gap: what happened in it was not seen. */
const GAP_INTERVALS = 3;
const GAP_MIN_MS = 120_000;

/** Whether so long a time between two answers is a gap, at a pace of `intervalMs`. */
export function isSilence(from: number, to: number, intervalMs: number): boolean {
  return to - from > Math.max(GAP_MIN_MS, GAP_INTERVALS * intervalMs);
}

/** Creates an intake whose first answer is a baseline. */
export function createIntake(clock: Clock): Intake {
  let previousAt: number | null = null;
  let previousIntervalMs = 0;
  let members: ReadonlyMap<string, TeamMember> = new Map();

  return {
    take(answer, before, intervalMs, asOf = null, clockOffsetMs = 0) {
      const now = clock.now();
      const { ignored, unread } = answer;
      // Judged by the slower of the two paces: a poll that was not due yet has not been missed.
      const slowerMs = Math.max(intervalMs, previousIntervalMs);
      const from = previousAt ?? asOf;
      const isBack = from !== null && now < from;
      const byServer = (at: number): number => at + clockOffsetMs;
      const isGap = from !== null && isSilence(from, now, slowerMs);
      const gap = isGap ? { from: byServer(from), to: byServer(now) } : null;
      const isBaseline = previousAt === null || isBack || isGap;
      const times = { now: byServer(now), previousAt: from === null || isBack ? null : byServer(from), isGap };
      previousAt = now;
      previousIntervalMs = intervalMs;
      if (answer.isUnchanged && !isBaseline) {
        return { agents: before, members, isBaseline, gap, ignored, unread, changed: [] };
      }
      members = membersOf(answer.rows);
      const agents = observe(before, members, times);
      const changed = statusChanges(before, agents).map(({ after }) => after.userId);
      return { agents, members, isBaseline, gap, ignored, unread, changed };
    },
    forget() {
      previousAt = null;
      members = new Map();
    },
  };
}
