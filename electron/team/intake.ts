import type { AvailabilityAnswer } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import { statusChanges } from '../shared/delta.ts';
import type { Agent } from '../shared/model.ts';
import { countOnce, type TeamMember } from './count-once.ts';
import { observe } from './since-clock.ts';

/** One availability answer turned into a team. */
export interface Arrival {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly members: ReadonlyMap<string, TeamMember>;
  /** The first answer, or the first after a gap: nothing in it is news. */
  readonly isBaseline: boolean;
  readonly ignored: number;
  /** User ids that were there before in another status. */
  readonly changed: readonly string[];
}

/** Turns answers into teams and remembers when the last one came. */
export interface Intake {
  take(answer: AvailabilityAnswer, before: ReadonlyMap<string, Agent>, intervalMs: number): Arrival;
  /** What comes next is a baseline. */
  forget(): void;
}

/** A silence longer than this many intervals is a gap: what happened in it was not seen. */
const GAP_INTERVALS = 3;
const GAP_MIN_MS = 120_000;

/** Creates an intake whose first answer is a baseline. */
export function createIntake(clock: Clock): Intake {
  let previousAt: number | null = null;
  let members: ReadonlyMap<string, TeamMember> = new Map();

  function isGap(now: number, intervalMs: number): boolean {
    return (
      previousAt === null || now < previousAt || now - previousAt > Math.max(GAP_MIN_MS, GAP_INTERVALS * intervalMs)
    );
  }

  return {
    take(answer, before, intervalMs) {
      const now = clock.now();
      const isBaseline = isGap(now, intervalMs);
      const { ignored } = answer;
      if (answer.isUnchanged && !isBaseline) {
        previousAt = now;
        return { agents: before, members, isBaseline, ignored, changed: [] };
      }
      members = countOnce(answer.rows);
      const agents = observe(before, members, { now, previousAt: isBaseline ? null : previousAt });
      previousAt = now;
      return {
        agents,
        members,
        isBaseline,
        ignored,
        changed: statusChanges(before, agents).map(({ after }) => after.userId),
      };
    },
    forget() {
      previousAt = null;
      members = new Map();
    },
  };
}
