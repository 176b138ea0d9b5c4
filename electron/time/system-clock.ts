import type { Clock } from '../shared/clock.ts';

/** The longest delay a Node timer takes; a longer one would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The computer's own clock and timers. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, action) {
      const timer = setTimeout(action, Math.min(Math.max(0, delayMs), MAX_DELAY_MS));
      return () => clearTimeout(timer);
    },
  };
}
