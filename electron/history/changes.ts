import type { Clock } from '../shared/clock.ts';

/** Announces that more can be shown. */
export interface Changes {
  /** Now or within a second: pages come quickly. */
  soon(): void;
  now(): void;
}

const EVERY_MS = 1_000;

/** Creates what announces changes, at most once a second unless `now` is called. */
export function createChanges(clock: Clock, announce: () => void): Changes {
  let announcedAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  function now(): void {
    cancel?.();
    cancel = null;
    announcedAt = clock.now();
    announce();
  }

  return {
    now,
    soon() {
      const waitMs = announcedAt + EVERY_MS - clock.now();
      if (cancel !== null) return;
      if (waitMs <= 0 || waitMs > EVERY_MS) now();
      else cancel = clock.after(waitMs, now);
    },
  };
}
