import { Temporal } from './temporal.ts';

const NANOSECONDS_PER_MINUTE = 60_000_000_000;

/**
 * Minutes from local time to UTC at an instant (epoch milliseconds), with the sign of `getTimezoneOffset` as
 * `timeZoneOffSet` wants it (document: Agent Status Details): India -330, New York 300 in winter and 240 in summer.
 * Historic offsets with seconds are rounded to the minute. Throws a RangeError for an unknown zone.
 */
export function timeZoneOffsetAt(instant: number, timeZone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  // Adding 0 turns the -0 of a zone without offset into 0.
  return Math.round(-local.offsetNanoseconds / NANOSECONDS_PER_MINUTE) + 0;
}
