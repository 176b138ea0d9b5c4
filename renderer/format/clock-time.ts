import { clockDay, clockMinute as minute, clockSecond } from '../../electron/shared/clock-text.ts';

/** `14:02:11` of the reader's day; on another day `19 Nov, 14:02:11`. Both instants are epoch milliseconds. */
export function clockTime(at: number, now: number): string {
  return onItsDay(clockSecond(at), at, now);
}

/** `14:02`, or `19 Nov, 14:02` on another day. */
export function clockMinute(at: number, now: number): string {
  return onItsDay(minute(at), at, now);
}

function onItsDay(time: string, at: number, now: number): string {
  const day = clockDay(at);
  return day === clockDay(now) ? time : `${day}, ${time}`;
}
