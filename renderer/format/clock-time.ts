const OPTIONS = {
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  minutes: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;
type Kind = keyof typeof OPTIONS;

// A formatter keeps the zone it was made in, and making one costs a thousand times more than using it.
let madeIn = Number.NaN;
let formatters: Partial<Record<Kind, Intl.DateTimeFormat>> = {};

/** `14:02:11` of this computer's day; on another day `19 Nov, 14:02:11`. Both instants are epoch milliseconds. */
export function clockTime(at: number, now: number): string {
  return onItsDay(format('seconds', at), at, now);
}

/** `14:02`, or `19 Nov, 14:02` on another day. */
export function clockMinute(at: number, now: number): string {
  return onItsDay(format('minutes', at), at, now);
}

function onItsDay(time: string, at: number, now: number): string {
  const day = format('day', at);
  return day === format('day', now) ? time : `${day}, ${time}`;
}

/** In this computer's zone of now: it may be another one than at the start. */
function format(kind: Kind, at: number): string {
  const offset = new Date().getTimezoneOffset();
  if (offset !== madeIn) formatters = {};
  madeIn = offset;
  formatters[kind] ??= new Intl.DateTimeFormat('en-GB', OPTIONS[kind]);
  return formatters[kind].format(at);
}
