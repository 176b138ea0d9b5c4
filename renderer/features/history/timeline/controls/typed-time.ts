import { hourAndMinute } from '../../dates.ts';
import type { Span } from '../band/band.ts';
import { minuteOfDay } from './zoom.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** By how much clocks are set back: an hour nearly everywhere, half of one on Lord Howe Island. */
const SHIFTS_MS = [60, 30].map((minutes) => minutes * MINUTE_MS);

/**
 * The instant of a day at which the zone's clock shows a time as people type it: `14:05`, `14.05`, `1405`, `14`, or
 * `24:00` for the end of the day. Where the clock skips that time it is the next one that it shows, and of a time that
 * it shows twice the first. Null when the text is not a time.
 */
export function instantOfClock(text: string, day: Span, timeZone: string): number | null {
  const wanted = minutesOf(text);
  if (wanted === null) return null;
  for (let at = day.start; wanted < DAY_MINUTES && at < day.end; at += MINUTE_MS) {
    if (minuteOfDay(at, timeZone) >= wanted) return at;
  }
  return day.end;
}

/** The time between two typed ones, such as `10:00 to 11:00`, `10-11` or `1000 1130`; null when the text is not that. */
export function spanOfClocks(text: string, day: Span, timeZone: string): Span | null {
  const [first = '', second = '', ...rest] = text
    .trim()
    .split(/\s*(?:[-–—]|\bto\b|\s)\s*/i)
    .filter(Boolean);
  const start = instantOfClock(first, day, timeZone);
  const end = instantOfClock(second, day, timeZone);
  if (rest.length > 0 || start === null || end === null) return null;
  // Midnight at the end is that of the day; an hour that the clock shows twice is shown in full.
  const until = end === day.start ? day.end : (twinOf(end, day, timeZone)?.second ?? end);
  return until > start ? { start, end: until } : null;
}

/** Both instants at which a clock that is set back shows the time of one of them; null where it shows it once. */
export function twinOf(
  at: number,
  day: Span,
  timeZone: string,
): { readonly first: number; readonly second: number } | null {
  const time = hourAndMinute(at, timeZone);
  for (const shift of SHIFTS_MS) {
    if (at + shift < day.end && hourAndMinute(at + shift, timeZone) === time) return { first: at, second: at + shift };
    if (at - shift >= day.start && hourAndMinute(at - shift, timeZone) === time)
      return { first: at - shift, second: at };
  }
  return null;
}

/** Minutes after midnight, up to 24:00. */
function minutesOf(text: string): number | null {
  const match = /^(\d{1,2})(?:[:.]?([0-5]\d))?$/.exec(text.trim());
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return minutes > DAY_MINUTES ? null : minutes;
}
