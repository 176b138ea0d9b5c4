import type { Clock } from '../shared/clock.ts';

/** Notices that this computer was put into another time zone, which no system tells a program without a window. */
export interface ZoneWatch {
  look(): void;
  /** Looks when the last look is some minutes ago. */
  lookNowAndThen(): void;
}

/** What the watch needs. */
export interface ZoneWatchParts {
  readonly clock: Pick<Clock, 'now'>;
  /** Reads the zone again; whether it is another one. */
  readonly refresh: () => boolean;
  readonly onChange: () => void;
}

const LOOK_EVERY_MS = 5 * 60_000;

/** Makes a watch that has just looked: the zone of the start is read by whoever needs it first. */
export function createZoneWatch({ clock, refresh, onChange }: ZoneWatchParts): ZoneWatch {
  let lookedAt = clock.now();

  function look(): void {
    lookedAt = clock.now();
    if (refresh()) onChange();
  }

  return {
    look,
    lookNowAndThen() {
      if (Math.abs(clock.now() - lookedAt) >= LOOK_EVERY_MS) look();
    },
  };
}
