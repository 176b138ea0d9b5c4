import { RETRY_MAX_MS } from './retry-after.ts';
import { feltCopies, type Stretch } from './share.ts';

/** What is remembered of one account's calls. */
export interface BudgetState {
  /** When calls started in the last hour that go on by themselves, epoch milliseconds, oldest first. */
  readonly starts: readonly number[];
  /** Those of them that were not for availability. */
  readonly lesser: readonly number[];
  /** When calls started in the last hour for a history that somebody waits for. */
  readonly history: readonly number[];
  /** No call before this instant, because the server sent a limit answer; 0 when none did. */
  readonly blockedUntil: number;
  /** Availability waits for its turn: until this instant no other call may be before it; 0 when it does not. */
  readonly heldUntil: number;
  /** What limit answers have taught; null when there were none. */
  readonly stretch: Stretch | null;
  /** How many copies the share is for, and since when it is not larger. */
  readonly share: { readonly copies: number; readonly since: number };
}

/** The budget of an account that was never called. */
export const FRESH_BUDGET: BudgetState = {
  starts: [],
  lesser: [],
  history: [],
  blockedUntil: 0,
  heldUntil: 0,
  stretch: null,
  share: { copies: 1, since: 0 },
};

/** Longer than the longest window, which is an hour and a second. */
const REMEMBERED_MS = 3_601_001;

/** Two parts of one account's calls as one; the share is that of the first, which is the older part. */
export function addCalls(a: BudgetState, b: BudgetState): BudgetState {
  const isNewer = b.stretch !== null && b.stretch.at >= (a.stretch?.at ?? 0);
  return {
    starts: inOrder(a.starts, b.starts),
    lesser: inOrder(a.lesser, b.lesser),
    history: inOrder(a.history, b.history),
    blockedUntil: Math.max(a.blockedUntil, b.blockedUntil),
    heldUntil: Math.max(a.heldUntil, b.heldUntil),
    stretch: isNewer ? b.stretch : a.stretch,
    share: a.share,
  };
}

function inOrder(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...a, ...b].sort((x, y) => x - y);
}

/** All calls of the last hour, oldest first. */
export function allStarts({ starts, history }: BudgetState): readonly number[] {
  return inOrder(starts, history);
}

/** Whether nothing of an account counts any more at `now`, so that it need not be remembered. */
export function isIdle(state: BudgetState, now: number): boolean {
  const { starts, history, blockedUntil, stretch } = atTime(state, now, 1);
  return starts.length + history.length === 0 && blockedUntil <= now && feltCopies(stretch, now) === 1;
}

/**
 * The state as it counts at `now`: calls older than an hour are forgotten.
 * @param told copies sharing the account, as the user said
 */
export function atTime(before: BudgetState, now: number, told: number): BudgetState {
  const { starts, lesser, history, blockedUntil, heldUntil, stretch, share } = inTimeOf(now, before);
  const remembered = (start: number): boolean => now - start <= REMEMBERED_MS;
  const copies = copiesAt(stretch, now, told);
  return {
    starts: starts.filter(remembered),
    lesser: lesser.filter(remembered),
    history: history.filter(remembered),
    blockedUntil: Math.min(blockedUntil, now + RETRY_MAX_MS),
    heldUntil: Math.min(heldUntil, now + RETRY_MAX_MS),
    stretch,
    share: { copies, since: copies > share.copies ? now : share.since },
  };
}

/**
 * A state of one clock in the time of that clock as it is now. Something past that lies in the future says that it was
 * set back, by as much at least: everything is moved together, so that calls are as far apart as they were, none counts
 * as older than it is, and nothing waits for a time that has been taken back.
 */
export function inTimeOf(now: number, state: BudgetState): BudgetState {
  const { starts, lesser, history, blockedUntil, heldUntil, stretch, share } = state;
  const backMs = Math.max(starts.at(-1) ?? 0, history.at(-1) ?? 0, stretch?.at ?? 0, share.since) - now;
  if (backMs <= 0) return state;
  const moved = (at: number): number => at - backMs;
  return {
    starts: starts.map(moved),
    lesser: lesser.map(moved),
    history: history.map(moved),
    blockedUntil: moved(blockedUntil),
    heldUntil: moved(heldUntil),
    stretch: stretch && { ...stretch, at: moved(stretch.at) },
    share: { ...share, since: moved(share.since) },
  };
}

/** How many copies to reckon with at `now`: as many as were said, or more where limit answers say so. */
export function copiesAt(stretch: Stretch | null, now: number, told: number): number {
  return Math.max(told, feltCopies(stretch, now));
}
