import type { Clock } from '../shared/clock.ts';
import { RETRY_MAX_MS } from './retry-after.ts';
import type { Budget, BudgetAnswer, CallPriority } from './types.ts';

/** What is remembered of one account's calls. */
export interface BudgetState {
  /** When calls started in the last hour, epoch milliseconds, oldest first. */
  readonly starts: readonly number[];
  /** No call before this instant, because the server sent a limit answer; 0 when none did. */
  readonly blockedUntil: number;
}

/** One step of a budget. */
export interface BudgetChange<T> {
  readonly state: BudgetState;
  /** The part of `state` that is new. */
  readonly added: BudgetState;
  readonly answer: T;
}

/** The budget of an account that was never called. */
export const FRESH_BUDGET: BudgetState = { starts: [], blockedUntil: 0 };

/** The server sees a call later than we start it, by a delay that varies: this much keeps its windows clear too. */
const SLACK_MS = 1_000;
/**
 * A third of the documented 60 a minute and most of the 1,800 an hour, which every tool of the account shares
 * (kore-facts 3.1). `kept` is what a priority leaves for the more urgent ones (design: Budget).
 */
const WINDOWS = [
  { lengthMs: 60_000 + SLACK_MS, calls: 20, kept: { availability: 0, details: 4, history: 6 } },
  { lengthMs: 3_600_000 + SLACK_MS, calls: 1_500, kept: { availability: 0, details: 60, history: 120 } },
] as const;
const LONGEST_MS = 3_600_000 + SLACK_MS;

/** Counts one call that wants to start at `now`, or says when it may. */
export function takeCall(before: BudgetState, priority: CallPriority, now: number): BudgetChange<BudgetAnswer> {
  const state = atTime(before, now);
  const refuse = (retryAt: number, reason: 'pace' | 'limit'): BudgetChange<BudgetAnswer> => ({
    state,
    added: FRESH_BUDGET,
    answer: { ok: false, retryAt, reason },
  });
  if (state.blockedUntil > now) return refuse(state.blockedUntil, 'limit');
  const retryAt = Math.max(...WINDOWS.map((window) => freeAt(state.starts, window, priority)));
  if (retryAt > now) return refuse(retryAt, 'pace');
  const added = { starts: [now], blockedUntil: 0 };
  return { state: addCalls(state, added), added, answer: { ok: true } };
}

/** Stops every call until `until`, 15 min at most; a shorter stop never ends a longer one. */
export function blockCalls(before: BudgetState, until: number, now: number): BudgetChange<void> {
  const added = { starts: [], blockedUntil: until };
  return { state: atTime(addCalls(before, added), now), added, answer: undefined };
}

/** Two parts of one account's calls as one. */
export function addCalls(a: BudgetState, b: BudgetState): BudgetState {
  const starts = [...a.starts, ...b.starts].sort((x, y) => x - y);
  return { starts, blockedUntil: Math.max(a.blockedUntil, b.blockedUntil) };
}

/** Whether nothing of an account counts any more at `now`, so that it need not be remembered. */
export function isIdle(state: BudgetState, now: number): boolean {
  const { starts, blockedUntil } = atTime(state, now);
  return starts.length === 0 && blockedUntil <= now;
}

/**
 * The state as it counts at `now`: calls older than an hour are forgotten. What lies in the future comes from a clock
 * that was set back; it counts as just now, so that the budget holds but nothing waits for the old time to return.
 */
function atTime(state: BudgetState, now: number): BudgetState {
  const starts = state.starts.map((start) => Math.min(start, now)).filter((start) => now - start <= LONGEST_MS);
  return { starts, blockedUntil: Math.min(state.blockedUntil, now + RETRY_MAX_MS) };
}

/** When the window has room for one more call of this priority. */
function freeAt(starts: readonly number[], window: (typeof WINDOWS)[number], priority: CallPriority): number {
  const allowed = window.calls - window.kept[priority];
  const blocking = starts[starts.length - allowed];
  return blocking === undefined ? 0 : blocking + window.lengthMs + 1;
}

/** A budget that lives and dies with this process: for the demo, and for tests. */
export function createMemoryBudget(clock: Clock): Budget {
  let state = FRESH_BUDGET;
  function change<T>(next: BudgetChange<T>): Promise<T> {
    state = next.state;
    return Promise.resolve(next.answer);
  }
  return {
    take: (priority) => change(takeCall(state, priority, clock.now())),
    block: (until) => change(blockCalls(state, until, clock.now())),
  };
}
