import { isStatusChange } from './agent-change.ts';
import type { AgentDiff, EvaluationState } from '../types.ts';
import { createTimetable } from './timetable.ts';

/** Who has just come online may still be shown as they were when they left. */
export const ONLINE_GRACE_MS = 2 * 60_000;
/** The secondary status of a change is known by then, or never. */
const DETAILS_WAIT_MS = 10 * 60_000;

/** Who changed a moment ago, as far as it is news. It goes on from one evaluation to the next. */
export interface Recent {
  readonly cameOnline: EvaluationState['cameOnline'];
  readonly changed: EvaluationState['changed'];
  follow(at: number, diffs: readonly AgentDiff[], isNews: boolean): void;
}

/** Goes on from what is remembered, as far as it is still a moment ago. */
export function createRecent(state: EvaluationState, now: number): Recent {
  const cameOnline: Record<string, number> = {};
  const changed: Record<string, EvaluationState['changed'][string]> = {};
  const [onlineEnds, changeEnds] = [createEnds(cameOnline), createEnds(changed)];

  function comesOnline(userId: string, at: number): void {
    cameOnline[userId] = at;
    onlineEnds.set(userId, at + ONLINE_GRACE_MS);
  }

  function changes(userId: string, change: EvaluationState['changed'][string]): void {
    changed[userId] = change;
    changeEnds.set(userId, change.at + DETAILS_WAIT_MS);
  }

  // Nothing is remembered of what will be: the clock was set back.
  for (const [userId, at] of Object.entries(state.cameOnline)) if (at <= now) comesOnline(userId, at);
  for (const [userId, change] of Object.entries(state.changed)) if (change.at <= now) changes(userId, change);
  return {
    cameOnline,
    changed,
    follow(at, diffs, isNews) {
      onlineEnds.forget(at);
      changeEnds.forget(at);
      if (!isNews) return;
      for (const { userId, before, after, change } of diffs) {
        if (before === undefined && after !== undefined) comesOnline(userId, at);
        if (change === null || !isStatusChange(change)) continue;
        changes(userId, { at, before: change.before });
        if (change.before.status === 'OFFLINE') comesOnline(userId, at);
      }
    },
  };
}

/** Forgets what a record says of an agent when its time has come. */
function createEnds(record: Record<string, unknown>) {
  const timetable = createTimetable();
  const agenda = timetable.agenda();
  return {
    set: (userId: string, at: number): void => agenda.wake(userId, at),
    forget(now: number): void {
      timetable.take(now);
      for (const userId of agenda.due()) delete record[userId];
      agenda.begin(false);
    },
  };
}
