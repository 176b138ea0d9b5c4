import type { Clock } from '../shared/clock.ts';

/** Notices that this computer moved to another time zone, which no system tells a program without a window. */
export interface ZoneWatch {
  check(): void;
  /** Checks if the last check was some minutes ago. */
  checkIfDue(): void;
}

const CHECK_EVERY_MS = 5 * 60_000;

/**
 * Makes a watch whose first check is due in some minutes: whoever needs the zone first has read it at the start.
 * @param refresh reads the zone again and says whether it is another one
 */
export function createZoneWatch({
  clock,
  refresh,
  onChange,
}: {
  readonly clock: Pick<Clock, 'now'>;
  readonly refresh: () => boolean;
  readonly onChange: () => void;
}): ZoneWatch {
  let checkedAt = clock.now();

  function check(): void {
    checkedAt = clock.now();
    if (refresh()) onChange();
  }

  return {
    check,
    checkIfDue() {
      if (Math.abs(clock.now() - checkedAt) >= CHECK_EVERY_MS) check();
    },
  };
}
