/** A number of agents, calls or days with its thousands apart: `5,000`. The same in every language of the system. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

const OPTIONS = {
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short' },
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;
type Kind = keyof typeof OPTIONS;

// Making a formatter costs a thousand times more than using it.
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * `14:02` in a zone, or in this computer's. Every surface writes times like this, whatever the language of the system:
 * the tray, the window and the terminal must not disagree.
 */
export function clockMinute(at: number, timeZone?: string): string {
  return format('minute', at, timeZone);
}

/** `14:02:11` in a zone, or in this computer's. */
export function clockSecond(at: number, timeZone?: string): string {
  return format('second', at, timeZone);
}

/** `19 Nov` in a zone, or in this computer's. */
export function clockDay(at: number, timeZone?: string): string {
  return format('day', at, timeZone);
}

/** `Thu 19 Nov 2026` in a zone, or in this computer's. */
export function clockDate(at: number, timeZone?: string): string {
  return format('date', at, timeZone).replace(',', '');
}

/** `14:02:11` of the reader's day; on another day `19 Nov, 14:02:11`. Both instants are epoch milliseconds. */
export function clockTime(at: number, now: number): string {
  return onItsDay(clockSecond(at), at, now);
}

/** A time of day, with its day where that is another one than the reader's. */
export function onItsDay(time: string, at: number, now: number): string {
  const day = clockDay(at);
  return day === clockDay(now) ? time : `${day}, ${time}`;
}

function format(kind: Kind, at: number, timeZone?: string): string {
  // A formatter keeps the zone in which it was made, and the computer may travel.
  const key = `${kind} ${timeZone ?? new Date().getTimezoneOffset()}`;
  const known = formatters.get(key);
  if (known !== undefined) return known.format(at);
  const made = new Intl.DateTimeFormat('en-GB', { ...OPTIONS[kind], ...(timeZone === undefined ? {} : { timeZone }) });
  formatters.set(key, made);
  return made.format(at);
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** `m:ss` under an hour, `h:mm:ss` from then on, `0:00` for nothing or less. For columns of tabular numerals. */
export function clockDuration(durationMs: number): string {
  const total = Math.max(0, Math.floor(durationMs / SECOND_MS));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** `6 h 28 m`, `7 m`, and `40 s` under a minute, for the durations of the history. Parts of a minute are not counted. */
export function shortDuration(durationMs: number): string {
  const total = Math.max(0, durationMs);
  if (total < MINUTE_MS) return total === 0 ? '0 m' : `${Math.floor(total / SECOND_MS)} s`;
  const [hours, minutes] = [Math.floor(total / HOUR_MS), Math.floor((total % HOUR_MS) / MINUTE_MS)];
  return [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} m` : ''].filter(Boolean).join(' ');
}
