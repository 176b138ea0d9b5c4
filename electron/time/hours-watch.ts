import type { Clock } from '../shared/clock.ts';
import type { OffHours } from '../shared/model.ts';

/** Knows the time outside of working hours that is now or next. */
export interface HoursWatch {
  get(): OffHours | null;
  /** Settings, connection or the computer's zone may be others; also after a sleep. */
  refresh(): void;
  stop(): void;
}

/** Reads whenever that time is over; a timer may be late, so `get` makes sure. */
export function createHoursWatch({
  clock,
  read,
  onChange,
}: {
  readonly clock: Clock;
  readonly read: () => OffHours | null;
  readonly onChange: (offHours: OffHours | null) => void;
}): HoursWatch {
  let present: OffHours | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;

  function refresh(): void {
    const next = read();
    readAt = clock.now();
    cancelTimer?.();
    cancelTimer = next === null ? null : clock.after(Math.max(0, next.until - readAt), refresh);
    const isSame = next?.from === present?.from && next?.until === present?.until;
    present = next;
    if (!isSame) onChange(next);
  }

  return {
    get() {
      const now = clock.now();
      // A clock that was set back may be before that time.
      if (present !== null && (now >= present.until || now < readAt)) refresh();
      return present;
    },
    refresh,
    stop: () => cancelTimer?.(),
  };
}
