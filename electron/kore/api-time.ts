import type { ApiTime } from './types.ts';

const MINUTE_MS = 60_000;
const TEXT_FORM = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s*(Z|[+-]\d\d:?\d\d)?$/i;
/** Epoch seconds and epoch milliseconds differ by magnitude; anything else is no time of this century. */
const SECONDS = { min: 1e9, max: 1e11 };
const MILLISECONDS = { min: 1e11, max: 1e14 };

/**
 * Reads a time of the status details. The documented form `2023-03-10T21:51:02` has no zone and becomes wall time,
 * milliseconds as if it were UTC; never `new Date(text)`, which would use this computer's zone. With `Z` or an offset,
 * or as an epoch number, it is an instant. Null when it is no time that exists.
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

function fromParts(match: RegExpExecArray): ApiTime | null {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fraction = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, fraction);
  // Date.UTC rolls 31 April over to 1 May and 23:59:60 to the next day; such a time does not exist.
  const shown = new Date(ms);
  const isSame = shown.getUTCMonth() === month - 1 && shown.getUTCDate() === day && shown.getUTCHours() === hour;
  if (!isSame || minute > 59 || second > 59) return null;
  const offset = match[8];
  if (offset === undefined) return { kind: 'wall', ms };
  const offsetMs = offsetOf(offset);
  return offsetMs === null ? null : { kind: 'instant', ms: ms - offsetMs };
}

function offsetOf(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))];
  if (hours > 23 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}
