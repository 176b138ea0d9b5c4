import type { Clock } from '../../electron/shared/clock.ts';

// Read when the module loads, before vi.useFakeTimers can replace it and make advanceAsync hang.
const { setImmediate } = globalThis;

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time forward and runs due timers in order. Each timer sees its own due time as now. */
  advance(ms: number): void;
  /** Like `advance`, and lets promises and I/O callbacks settle before, between and after the timers. */
  advanceAsync(ms: number): Promise<void>;
  /** Sets the time without running timers, as after a sleep or a change of the wall clock; may go back. */
  jump(ms: number): void;
  /** The remaining delays of the timers, soonest first. */
  pending(): number[];
}

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** Runs everything that is ready: microtasks and one iteration of the event loop. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Makes a clock that starts at `start` (epoch milliseconds; default 2026-03-02T09:00:00Z, a Monday). */
export function createFakeClock(start = Date.UTC(2026, 2, 2, 9)): FakeClock {
  let now = start;
  const timers = new Set<Timer>();

  /** The next timer; of two at the same instant the one that was set first. */
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
