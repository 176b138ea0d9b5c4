import type { BudgetUse } from '../shared/model.ts';
import { addCalls, allStarts, atTime, copiesAt, FRESH_BUDGET, type BudgetState } from './budget-state.ts';
import { shareOf, stretchAfterLimit, type CallWindow, type Share } from './share.ts';
import type { BudgetAnswer, CallPriority } from './types.ts';

/** One step of a budget. */
export interface BudgetChange<T> {
  readonly state: BudgetState;
  /** The part of `state` that is new. */
  readonly added: BudgetState;
  readonly answer: T;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Who waits for its turn takes it this soon after it has come. */
const HOLD_MS = 2_000;
/**
 * Somebody waits for a history, and one call of it must not take many minutes: what limit answers have taught slows it
 * down by so much less, to about a quarter of the full share after the first one.
 */
const HISTORY_EASE = 10;

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
  const retryAt = turnAt(state, priority, told);
  if (retryAt > now) {
    const added = priority === 'availability' ? { ...FRESH_BUDGET, heldUntil: retryAt + HOLD_MS } : FRESH_BUDGET;
    return refuse(addCalls(state, added), added, retryAt, 'pace');
  }
  const isAvailability = priority === 'availability';
  const call = { starts: [now], lesser: isAvailability ? [] : [now] };
  const added = { ...FRESH_BUDGET, ...(priority === 'history' ? { history: [now] } : call) };
  const heldUntil = isAvailability ? 0 : state.heldUntil;
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

/** This copy's share as it is at `now`. */
export function shareAt(state: BudgetState, now: number, told: number): Share {
  return shareOf(copiesAt(state.stretch, now, told));
}

/** What to show of a budget. */
export function useAt(before: BudgetState, now: number, told: number): BudgetUse {
  const state = atTime(before, now, told);
  const { perMinute, perHour } = shareOf(state.share.copies);
  const freeAt = Math.max(state.blockedUntil, turnAt(state, 'availability', told));
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

/**
 * When it is this priority's turn, the blocked time aside; in the past when that is now. What goes on by itself keeps to
 * the share as limit answers have slowed it; all calls together keep to the one that holds for a history.
 */
function turnAt(state: BudgetState, priority: CallPriority, told: number): number {
  const { starts, lesser, history, share, heldUntil } = state;
  const copies = Math.max(told, Math.ceil(share.copies / HISTORY_EASE));
  const isEased = copies < share.copies;
  const [isHistory, isLesser] = [priority === 'history', priority !== 'availability'];
  const free = (of: number, calls: readonly number[], allowed: (window: CallWindow) => number): number[] =>
    shareOf(of).windows.map((window) => freeAt(calls, countedSince(state, window), window, allowed(window)));
  const most = (window: CallWindow): number => window.calls - window.kept[priority];
  const part = (window: CallWindow): number => window.lesser;
  const all = free(copies, allStarts(state), most);
  if (isHistory && isEased) return Math.max(...all);
  if (isHistory) return Math.max(heldUntil, ...all, ...free(copies, history, part));
  const own = free(share.copies, starts, most);
  return isLesser ? Math.max(heldUntil, ...all, ...own, ...free(share.copies, lesser, part)) : Math.max(...all, ...own);
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

function startsSince(state: BudgetState, from: number): number {
  return allStarts(state).filter((start) => start > from).length;
}
