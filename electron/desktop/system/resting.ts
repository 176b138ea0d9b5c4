import type { Rest } from '../../team/poll-interval.ts';

/** What the computer and its user are doing. */
export interface Attendance {
  readonly isLocked: boolean;
  readonly isSuspended: boolean;
  readonly isOnBattery: boolean;
  /** Whether a window of Rollcall is in sight. */
  readonly isInSight: boolean;
}

/** Nobody looks at a locked or sleeping computer; on battery Rollcall saves power unless somebody is looking at it. */
export function restOf({ isLocked, isSuspended, isOnBattery, isInSight }: Attendance): Rest {
  if (isLocked || isSuspended) return 'locked';
  return isOnBattery && !isInSight ? 'battery' : 'none';
}
