import { isStatusChange } from './agent-change.ts';
import { ONLINE_GRACE_MS } from './conditions.ts';
import type { AgentDiff, EvaluationState } from './types.ts';
import { createWakeQueue, type WakeQueue } from './wake-queue.ts';

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
  const [onlineEnds, changeEnds] = [createWakeQueue(), createWakeQueue()];

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
      forget(cameOnline, onlineEnds, at);
      forget(changed, changeEnds, at);
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

function forget(record: Record<string, unknown>, ends: WakeQueue, at: number): void {
  for (const userId of ends.take(at)) delete record[userId];
}
