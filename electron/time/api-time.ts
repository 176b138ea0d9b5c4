import type { ApiTimesVerdict } from '../shared/model.ts';

/** A time as the API wrote it: zoneless wall time (as if it were UTC), or an instant when it carried a zone. */
export type ApiTime =
  { readonly kind: 'wall'; readonly ms: number } | { readonly kind: 'instant'; readonly ms: number };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const TEXT_FORM = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;
/** Some servers write their year 1 where they mean that there is no time. */
const FIRST_YEAR = 1970;
/** Epoch seconds and epoch milliseconds differ by magnitude; anything else is no time of this century. */
const SECONDS = { min: 1e9, max: 1e11 };
const MILLISECONDS = { min: 1e11, max: 1e14 };

/**
 * Reads a time of the status details. The documented form `2023-03-10T21:51:02` has no zone and becomes wall time,
 * milliseconds as if it were UTC; never `new Date(text)`, which would use this computer's zone. With `Z` or an offset,
 * or as an epoch number, it is an instant. Seconds may be left out, and 24:00 is midnight of the next day (ISO 8601).
 * Null when it is no time that exists, or one that could be read in two ways, as a US date.
 */
export function parseApiTime(value: unknown): ApiTime | null {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return null;
  const documented = fromDocumented(value);
  if (documented !== null) return documented;
  const text = value.trim();
  if (/^\d{10,13}$/.test(text)) return fromEpoch(Number(text));
  const match = TEXT_FORM.exec(text);
  return match === null ? null : fromParts(match);
}

function fromEpoch(number: number): ApiTime | null {
  if (number >= SECONDS.min && number < SECONDS.max) return { kind: 'instant', ms: Math.round(number * 1000) };
  const isMilliseconds = number >= MILLISECONDS.min && number < MILLISECONDS.max;
  return isMilliseconds ? { kind: 'instant', ms: Math.round(number) } : null;
}

/**
 * Nearly every time has the documented form. A month of a large team has 600,000 of them, which take a third of the time
 * without a regular expression.
 */
function fromDocumented(text: string): ApiTime | null {
  const isDate = text.length === 19 && text[4] === '-' && text[7] === '-' && text[10] === 'T';
  if (!isDate || text[13] !== ':' || text[16] !== ':') return null;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const timeMs = msOf(twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17));
  const ms = wallMs(year, twoDigits(text, 5), twoDigits(text, 8), timeMs);
  return ms === null ? null : { kind: 'wall', ms };
}

const ZERO = 48;

/** NaN where they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function fromParts(match: RegExpExecArray): ApiTime | null {
  const [, year, month, day, hour, minute, second = 0, fraction = '0', offset] = match;
  const timeMs = msOf(Number(hour), Number(minute), Number(second)) + Math.floor(Number(`0.${fraction}`) * 1000);
  const ms = wallMs(Number(year), Number(month), Number(day), timeMs);
  if (ms === null || offset === undefined) return ms === null ? null : { kind: 'wall', ms };
  const offsetMs = offsetOf(offset);
  return offsetMs === null ? null : { kind: 'instant', ms: ms - offsetMs };
}

/** A time of day; NaN where there is no such minute or second. */
function msOf(hour: number, minute: number, second: number): number {
  return minute <= 59 && second <= 59 ? (hour * 60 + minute) * MINUTE_MS + second * 1000 : Number.NaN;
}

/** The days of a year before each month, and before the next year, where it is no leap year. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
const LEAP_YEARS_BEFORE_FIRST = 477;

/** Null where there is no such day, or no such time in it. Date.UTC would take three times as long. */
function wallMs(year: number, month: number, day: number, timeMs: number): number | null {
  const [before, after] = [DAYS_BEFORE[month - 1], DAYS_BEFORE[month]];
  if (before === undefined || after === undefined) return null;
  const leapDay = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  const isDay = day >= 1 && day <= after - before + (month === 2 ? leapDay : 0);
  if (!isDay || !(year >= FIRST_YEAR && timeMs <= DAY_MS)) return null;
  const past = year - 1;
  const leapYears = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - LEAP_YEARS_BEFORE_FIRST;
  const days = (year - FIRST_YEAR) * 365 + leapYears + before + (month > 2 ? leapDay : 0) + day - 1;
  return days * DAY_MS + timeMs;
}

function offsetOf(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', ''))];
  if (hours > 23 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

/**
 * The instant (epoch milliseconds) behind a time of status details. Zoneless wall time is read in the zone named:
 * `request` is exactly the numeric offset that was sent (minutes, sign of `getTimezoneOffset`), whatever the clocks of
 * any place did; `UTC` takes the wall time as it is. A time that carried its own zone needs neither.
 */
export function instantOf(time: ApiTime, zone: ApiTimesVerdict['zone'], timeZoneOffset: number): number {
  return time.kind === 'wall' && zone === 'request' ? time.ms + timeZoneOffset * MINUTE_MS : time.ms;
}
