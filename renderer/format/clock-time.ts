const SECONDS = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const MINUTES = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** `14:02:11` of this computer's day; on another day `19 Nov, 14:02:11`. Both instants are epoch milliseconds. */
export function clockTime(at: number, now: number): string {
  return onItsDay(SECONDS.format(at), at, now);
}

/** `14:02`, or `19 Nov, 14:02` on another day. */
export function clockMinute(at: number, now: number): string {
  return onItsDay(MINUTES.format(at), at, now);
}

function onItsDay(time: string, at: number, now: number): string {
  const day = DAY.format(at);
  return day === DAY.format(now) ? time : `${day}, ${time}`;
}
