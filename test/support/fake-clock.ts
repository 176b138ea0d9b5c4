import type { Clock } from '../../electron/shared/clock.ts';

// Taken when the module loads, so that vi.useFakeTimers cannot replace it and hang advanceAsync.
const { setImmediate } = globalThis;

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time forward and runs the timers that fall due, in order; a timer sees the instant it was set for. */
  advance(ms: number): void;
  /** Like `advance`, and lets promises and I/O callbacks settle before, between and after the timers. */
  advanceAsync(ms: number): Promise<void>;
  /** Jumps without running anything, as a computer that slept or a wall clock that was set; may go back. */
  jump(ms: number): void;
  /** Delays until the waiting timers, soonest first. */
  pending(): number[];
}

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** Lets everything that is ready run: microtasks and one turn of the event loop. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Makes a clock that starts at `start` (epoch milliseconds; default 2026-03-02T09:00:00Z, a Monday). */
export function createFakeClock(start = Date.UTC(2026, 2, 2, 9)): FakeClock {
  let now = start;
  const timers = new Set<Timer>();

  /** Of timers of the same instant the one that was set first. */
  function soonest(): Timer | null {
    let found: Timer | null = null;
    for (const timer of timers) if (found === null || timer.at < found.at) found = timer;
    return found;
  }

  function runNext(until: number): boolean {
    const timer = soonest();
    if (timer === null || timer.at > until) return false;
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.action();
    return true;
  }

  return {
    now: () => now,
    after(delayMs, action) {
      const timer: Timer = { at: now + Math.max(0, delayMs), action };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const until = now + ms;
      while (runNext(until));
      now = Math.max(now, until);
    },
    async advanceAsync(ms) {
      const until = now + ms;
      await settle();
      while (runNext(until)) await settle();
      now = Math.max(now, until);
      await settle();
    },
    jump(ms) {
      now += ms;
    },
    pending: () => [...timers].map(({ at }) => at - now).sort((a, b) => a - b),
  };
}
