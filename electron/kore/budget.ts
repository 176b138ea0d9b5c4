import type { BudgetUse } from '../shared/model.ts';
import { RETRY_MAX_MS } from './retry-after.ts';
import { shareOf, type CallWindow, type Share } from './share.ts';
import { feltCopies, stretchAfterLimit, type Stretch } from './stretch.ts';
import type { BudgetAnswer, CallPriority } from './types.ts';

/** What is remembered of one account's calls. */
export interface BudgetState {
  /** When calls started in the last hour, epoch milliseconds, oldest first. */
  readonly starts: readonly number[];
  /** Those of them that were not for availability. */
  readonly lesser: readonly number[];
  /** No call before this instant, because the server sent a limit answer; 0 when none did. */
  readonly blockedUntil: number;
  /** Availability waits for its turn: until this instant no other call may be before it; 0 when it does not. */
  readonly heldUntil: number;
  /** What limit answers have taught; null when there were none. */
  readonly stretch: Stretch | null;
  /** How many copies the share is for, and since when it is not larger. */
  readonly share: { readonly copies: number; readonly since: number };
}

/** One step of a budget. */
export interface BudgetChange<T> {
  readonly state: BudgetState;
  /** The part of `state` that is new. */
  readonly added: BudgetState;
  readonly answer: T;
}

/** The budget of an account that was never called. */
export const FRESH_BUDGET: BudgetState = {
  starts: [],
  lesser: [],
  blockedUntil: 0,
  heldUntil: 0,
  stretch: null,
  share: { copies: 1, since: 0 },
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Longer than the longest window. */
const REMEMBERED_MS = HOUR_MS + 1_000;
/** Who waits for its turn takes it this soon after it has come. */
const HOLD_MS = 2_000;

/**
 * Counts one call that wants to start at `now`, or says when it may.
 * @param told copies sharing this account, as the user said
 */
export function takeCall(
  before: BudgetState,
  priority: CallPriority,
  now: number,
  told = 1,
): BudgetChange<BudgetAnswer> {
  const state = atTime(before, now, told);
  if (state.blockedUntil > now) return refuse(state, FRESH_BUDGET, state.blockedUntil, 'limit');
  const retryAt = turnAt(state, priority);
  if (retryAt > now) {
    const added = priority === 'availability' ? { ...FRESH_BUDGET, heldUntil: retryAt + HOLD_MS } : FRESH_BUDGET;
    return refuse(addCalls(state, added), added, retryAt, 'pace');
  }
  const isLesser = priority !== 'availability';
  const added = { ...FRESH_BUDGET, starts: [now], lesser: isLesser ? [now] : [] };
  const heldUntil = isLesser ? state.heldUntil : 0;
  return { state: { ...addCalls(state, added), heldUntil }, added, answer: { ok: true } };
}

function refuse(
  state: BudgetState,
  added: BudgetState,
  retryAt: number,
  reason: 'pace' | 'limit',
): BudgetChange<BudgetAnswer> {
  return { state, added, answer: { ok: false, retryAt, reason } };
}

/**
 * Stops every call until `until`, 15 min at most, because of a limit answer; a shorter stop never ends a longer one.
 * Answers to calls that were under way when the first one came teach nothing new.
 */
export function blockCalls(before: BudgetState, until: number, now: number, told = 1): BudgetChange<void> {
  const state = atTime(before, now, told);
  const isNews = state.blockedUntil <= now;
  const stretch = isNews ? stretchAfterLimit(state.stretch, state.share.copies, now) : null;
  const added = { ...FRESH_BUDGET, blockedUntil: until, stretch };
  return { state: atTime(addCalls(state, added), now, told), added, answer: undefined };
}

/** Two parts of one account's calls as one; the share is that of the first, which is the older part. */
export function addCalls(a: BudgetState, b: BudgetState): BudgetState {
  const isNewer = b.stretch !== null && b.stretch.at >= (a.stretch?.at ?? 0);
  return {
    starts: inOrder(a.starts, b.starts),
    lesser: inOrder(a.lesser, b.lesser),
    blockedUntil: Math.max(a.blockedUntil, b.blockedUntil),
    heldUntil: Math.max(a.heldUntil, b.heldUntil),
    stretch: isNewer ? b.stretch : a.stretch,
    share: a.share,
  };
}

function inOrder(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...a, ...b].sort((x, y) => x - y);
}

/** Whether nothing of an account counts any more at `now`, so that it need not be remembered. */
export function isIdle(state: BudgetState, now: number): boolean {
  const { starts, blockedUntil, stretch } = atTime(state, now, 1);
  return starts.length === 0 && blockedUntil <= now && feltCopies(stretch, now) === 1;
}

/** This copy's share as it is at `now`. */
export function shareAt(state: BudgetState, now: number, told: number): Share {
  return shareOf(copiesAt(state.stretch, now, told));
}

/** What to show of a budget. */
export function useAt(before: BudgetState, now: number, told: number): BudgetUse {
  const state = atTime(before, now, told);
  const { perMinute, perHour } = shareOf(state.share.copies);
  const freeAt = Math.max(state.blockedUntil, turnAt(state, 'availability'));
  return {
    copies: told,
    perMinute,
    usedLastMinute: startsSince(state, now - MINUTE_MS),
    perHour,
    usedLastHour: startsSince(state, now - HOUR_MS),
    blockedUntil: state.blockedUntil > now ? state.blockedUntil : null,
    freeAt: freeAt > now ? freeAt : null,
    slowedSince: state.stretch !== null && state.share.copies > told ? state.stretch.at : null,
  };
}

/** The state as it counts at `now`: calls older than an hour are forgotten. */
function atTime(before: BudgetState, now: number, told: number): BudgetState {
  const { starts, lesser, blockedUntil, heldUntil, stretch, share } = inTimeOf(now, before);
  const remembered = (start: number): boolean => now - start <= REMEMBERED_MS;
  const copies = copiesAt(stretch, now, told);
  return {
    starts: starts.filter(remembered),
    lesser: lesser.filter(remembered),
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
  const { starts, lesser, blockedUntil, heldUntil, stretch, share } = state;
  const backMs = Math.max(starts.at(-1) ?? 0, stretch?.at ?? 0, share.since) - now;
  if (backMs <= 0) return state;
  const moved = (at: number): number => at - backMs;
  return {
    starts: starts.map(moved),
    lesser: lesser.map(moved),
    blockedUntil: moved(blockedUntil),
    heldUntil: moved(heldUntil),
    stretch: stretch && { ...stretch, at: moved(stretch.at) },
    share: { ...share, since: moved(share.since) },
  };
}

/** How many copies to reckon with: as many as were said, or more where limit answers say so. */
function copiesAt(stretch: Stretch | null, now: number, told: number): number {
  return Math.max(told, feltCopies(stretch, now));
}

/** When it is this priority's turn, the blocked time aside; in the past when that is now. */
function turnAt(state: BudgetState, priority: CallPriority): number {
  const isLesser = priority !== 'availability';
  const windowsAt = shareOf(state.share.copies).windows.flatMap((window) => {
    const since = countedSince(state, window);
    const all = freeAt(state.starts, since, window, window.calls - window.kept[priority]);
    return isLesser ? [all, freeAt(state.lesser, since, window, window.lesser)] : [all];
  });
  return Math.max(isLesser ? state.heldUntil : 0, ...windowsAt);
}

/** A share that has become smaller counts from then on: what was used before was allowed, nobody has to wait for it. */
function countedSince({ share }: BudgetState, { lengthMs }: CallWindow): number {
  return share.copies > 1 && lengthMs > 2 * MINUTE_MS ? share.since : 0;
}

/** When a window in which so many calls are allowed has room for one more. */
function freeAt(starts: readonly number[], since: number, { lengthMs }: CallWindow, allowed: number): number {
  const blocking = starts[starts.length - allowed];
  return blocking === undefined || blocking < since ? 0 : blocking + lengthMs + 1;
}

function startsSince({ starts }: BudgetState, from: number): number {
  return starts.filter((start) => start > from).length;
}
