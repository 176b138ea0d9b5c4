import type { FakeClock } from './fake-clock.ts';

/** A clock whose time can be set without affecting its timers, like an operating system's. */
export interface WallClock extends FakeClock {
  /** Sets the wall clock forward or back by `ms` milliseconds. */
  set(ms: number): void;
}

/** Makes a wall clock over the true time of `base`. */
export function createWallClock(base: FakeClock): WallClock {
  let offsetMs = 0;
  return {
    ...base,
    now: () => base.now() + offsetMs,
    set(ms) {
      offsetMs += ms;
    },
  };
}
