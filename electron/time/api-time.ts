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

/** A month of a large team has hundreds of thousands of times, so this makes nothing that it does not need. */
function fromParts(match: RegExpExecArray): ApiTime | null {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  const fraction = match[7] === undefined ? 0 : Math.floor(Number(`0.${match[7]}`) * 1000);
  const midnight = Date.UTC(year, month - 1, day);
  const timeMs = (hour * 60 + minute) * MINUTE_MS + second * 1000 + fraction;
  // Date.UTC rolls 31 April over to 1 May; such a day does not exist.
  const isDay = month >= 1 && month <= 12 && day >= 1 && (day <= 28 || new Date(midnight).getUTCDate() === day);
  if (year < FIRST_YEAR || !isDay || minute > 59 || second > 59 || timeMs > DAY_MS) return null;
  const ms = midnight + timeMs;
  const offset = match[8];
  if (offset === undefined) return { kind: 'wall', ms };
  const offsetMs = offsetOf(offset);
  return offsetMs === null ? null : { kind: 'instant', ms: ms - offsetMs };
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
