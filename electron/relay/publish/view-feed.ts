import { changeBetween, composed } from '../wire/changes.ts';
import type { TeamChange, TeamContent, TeamFacts } from '../wire/types.ts';

/** What is said of a view at one revision. A snapshot comes first, so that whoever asks for it finds it. */
export interface ViewStep {
  /** Null while the retained one is still a good start. */
  readonly snapshot: TeamContent | null;
  /** From the revision before the retained snapshot on: who has that needs no snapshot. */
  readonly catchUp: TeamChange;
  /** From the revision that was said before; from this one, which nobody has yet, where there is none. */
  readonly delta: TeamChange;
}

/** One view as one audience is told of it. */
export interface ViewFeed {
  /** The next step; `isCold` has nothing but a snapshot, whatever was said before. */
  step(content: TeamContent, revision: number, now: number, isCold?: boolean): ViewStep;
  /** The broker may not have what was said last: the next step has a snapshot, and a change for those who got it. */
  sayAgain(): void;
}

const MAX_CATCH_UP_MS = 60_000;
const MAX_CATCH_UP_DELTAS = 20;
/** The broker may lose what it has retained, or somebody may replace it. */
export const SAY_AGAIN_MS = 5 * 60_000;

export function createViewFeed(): ViewFeed {
  let last: { readonly content: TeamContent; readonly revision: number; readonly catchUp: TeamChange } | null = null;
  let isLost = false;
  let snapshotAt = 0;
  let deltas = 0;

  function isSnapshotDue(catchUp: TeamChange, now: number): boolean {
    const ageMs = now - snapshotAt;
    const isOld = ageMs < 0 || ageMs >= MAX_CATCH_UP_MS || deltas >= MAX_CATCH_UP_DELTAS;
    // Without a change in it, the retained snapshot is as good as a new one, as long as it is there.
    return ageMs >= SAY_AGAIN_MS || (isOld && hasChange(catchUp));
  }

  return {
    step(content, revision, now, isCold = false) {
      const before = isCold ? null : last;
      const delta =
        before === null ? nothing(content, revision) : changeBetween(before.content, content, before.revision);
      const soFar = before === null ? delta : composed(before.catchUp, delta);
      deltas += 1;
      const isNew = before === null || isLost || isSnapshotDue(soFar, now);
      if (isNew) {
        snapshotAt = now;
        deltas = 0;
        isLost = false;
      }
      const catchUp = isNew ? delta : soFar;
      last = { content, revision, catchUp };
      return { snapshot: isNew ? content : null, catchUp, delta };
    },
    sayAgain() {
      isLost = true;
    },
  };
}

function hasChange({ changed, removed, queues, queueIds }: TeamChange): boolean {
  return changed.length + removed.length > 0 || queues !== undefined || queueIds !== undefined;
}

function nothing(content: TeamFacts, revision: number): TeamChange {
  const { counts, ignored, unread, health, paceMs, clockOffsetMs } = content;
  return { base: revision, counts, ignored, unread, health, paceMs, clockOffsetMs, changed: [], removed: [] };
}
