import { clockMinute as minute, onItsDay } from '../../electron/shared/format.ts';

export { clockTime } from '../../electron/shared/format.ts';

/** `14:02`, or `19 Nov, 14:02` on another day. */
export function clockMinute(at: number, now: number): string {
  return onItsDay(minute(at), at, now);
}
