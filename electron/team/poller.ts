import type { Clock } from '../shared/clock.ts';
import type { Result } from '../shared/result.ts';
import { retryAt } from './pace.ts';

/** What the poller needs: how to do one cycle, how long to wait, and whom to tell. */
export interface PollerParts<T> {
  readonly clock: Clock;
  readonly random: () => number;
  /** One cycle. It must end when the signal aborts. */
  readonly cycle: (signal: AbortSignal) => Promise<Result<T>>;
  /** Milliseconds to the next cycle after a success. */
  readonly intervalMs: () => number;
  /** Told after each cycle with its outcome and the time of the next one. */
  readonly onEnd: (outcome: Result<T>, nextAt: number | null) => void;
}

/** Runs cycles one after the other: the next is scheduled after the last has ended, never two at once. */
export interface Poller {
  /** Runs now, or joins the cycle in flight; resolves when it has ended. */
  refresh(): Promise<void>;
  /** Drops the cycle in flight, whose answer no longer counts, and runs a fresh one. */
  restart(): Promise<void>;
  /** Runs once after `delayMs`, unless a cycle comes first. */
  runIn(delayMs: number): void;
  /**
   * Runs at `at` instead of by the pace. False while a cycle is in flight: if it succeeds before, the next one comes at
   * `at` at the latest.
   */
  runAt(at: number): boolean;
  /** The pace has changed: a cycle that would come too late by the new one comes earlier; then, else null. */
  hurry(): number | null;
  /** Stops without forgetting how to start again. */
  stop(): void;
}

/** Cycles of many copies that started together drift apart by up to this share of the interval. */
const JITTER = 0.05;

/** Creates a stopped poller; `refresh` starts it. */
export function createPoller<T>({ clock, random, cycle, intervalMs, onEnd }: PollerParts<T>): Poller {
  let flight: { readonly done: Promise<void>; readonly abort: AbortController } | null = null;
  let cancelTimer: (() => void) | null = null;
  let dueAt = Number.POSITIVE_INFINITY;
  /** Asked for while a cycle was in flight. */
  let wantedAt: number | null = null;
  let failures = 0;

  function clearTimer(): void {
    cancelTimer?.();
    cancelTimer = null;
    dueAt = Number.POSITIVE_INFINITY;
  }

  function schedule(at: number): void {
    clearTimer();
    dueAt = at;
    cancelTimer = clock.after(Math.max(0, at - clock.now()), () => void refresh());
  }

  async function run(abort: AbortController): Promise<void> {
    const outcome = await cycle(abort.signal);
    if (flight?.abort !== abort) return;
    flight = null;
    failures = outcome.ok ? 0 : failures + 1;
    const nextAt = nextTime(outcome);
    if (nextAt !== null) schedule(nextAt);
    onEnd(outcome, nextAt);
  }

  function nextTime(outcome: Result<T>): number | null {
    const now = clock.now();
    const wanted = wantedAt;
    wantedAt = null;
    if (!outcome.ok) return retryAt(outcome.error, failures, now, random());
    const byPace = now + Math.round(intervalMs() * (1 + JITTER * (2 * random() - 1)));
    return wanted === null || wanted <= now ? byPace : Math.min(wanted, byPace);
  }

  function refresh(): Promise<void> {
    if (flight !== null) return flight.done;
    clearTimer();
    const abort = new AbortController();
    // Assigned before the cycle can end: run() compares against it.
    flight = { abort, done: Promise.resolve().then(() => run(abort)) };
    return flight.done;
  }

  function stop(): void {
    clearTimer();
    flight?.abort.abort();
    flight = null;
    wantedAt = null;
    failures = 0;
  }

  return {
    refresh,
    restart() {
      stop();
      return refresh();
    },
    runIn(delayMs) {
      if (flight === null) schedule(clock.now() + delayMs);
    },
    runAt(at) {
      if (flight === null) schedule(at);
      else wantedAt = at;
      return flight === null;
    },
    hurry() {
      const soonest = clock.now() + intervalMs();
      if (flight !== null || failures > 0 || cancelTimer === null || dueAt <= soonest) return null;
      schedule(soonest);
      return soonest;
    },
    stop,
  };
}
