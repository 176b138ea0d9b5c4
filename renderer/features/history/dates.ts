import { clockMinute, clockSecond } from '../../../electron/shared/format.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The midnight of a calendar day in UTC, epoch milliseconds; null when the text is not an existing `yyyy-mm-dd`. For
 * calendar arithmetic only: it is not when the team's day starts.
 */
export function dayNumber(date: string): number | null {
  const match = DATE.exec(date);
  if (match === null) return null;
  const at = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return isoDate(at) === date ? at : null;
}

/** The day `days` later (or earlier, when negative). A text that is not a day comes back unchanged. */
export function addDays(date: string, days: number): string {
  const at = dayNumber(date);
  return at === null ? date : isoDate(at + days * DAY_MS);
}

/** How many days a range covers, both ends included; 0 when it is invalid or runs backwards. */
export function daysInRange(from: string, to: string): number {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  if (start === null || end === null) return 0;
  return Math.max(0, (end - start) / DAY_MS + 1);
}

function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

// Building a formatter costs a thousand times more than using one.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `14:02:11` in the zone; `24:00:00` for the end of the day, so a band never seems to end before it starts. */
export function timeOfDay(at: number, timeZone: string, dayEndsAt?: number): string {
  return at === dayEndsAt ? '24:00:00' : clockSecond(at, timeZone);
}

/** `14:02` in the zone. */
export function hourAndMinute(at: number, timeZone?: string): string {
  return clockMinute(at, timeZone);
}

/** The calendar day `yyyy-mm-dd` in the zone at that instant. */
export function dateInZone(at: number, timeZone: string): string {
  const parts = formatter(timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** `Thu 19 Nov 2026` for `2026-11-19`. A text that is not a day comes back unchanged. */
export function dayLabel(date: string): string {
  return calendarLabel(date, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

/** `Thu 19 Nov` for `2026-11-19`, where the context gives the year. */
export function shortDayLabel(date: string): string {
  return calendarLabel(date, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** `Tuesday 24 Nov` for `2026-11-24`. */
export function weekdayLabel(date: string): string {
  return calendarLabel(date, { weekday: 'long', day: 'numeric', month: 'short' });
}

/** `16 – 22 Nov 2026`; what both days have in common stands there once. */
export function rangeLabel(from: string, to: string): string {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  if (start === null || end === null || end < start) return from;
  return formatter('UTC', { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(start, end);
}

/** Whether this browser knows the IANA zone. */
export function isTimeZone(name: string): boolean {
  try {
    formatter(name, {});
    return true;
  } catch {
    return false;
  }
}

function calendarLabel(date: string, options: Intl.DateTimeFormatOptions): string {
  const at = dayNumber(date);
  return at === null ? date : formatter('UTC', options).format(at).replace(',', '');
}

function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  formatters.set(key, made);
  return made;
}
