import type { FakeClock } from './fake-clock.ts';

/** A clock whose wall can be set while its timers go on, as an operating system's. */
export interface WallClock extends FakeClock {
  /** Sets the wall clock forward, or back, by so many milliseconds. */
  set(ms: number): void;
}

/** Makes a wall clock over the true time of `base`, which a server would have. */
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
