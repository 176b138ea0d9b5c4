// The runtime's own Temporal where there is one, else the polyfill: the package chooses when it loads. The two kinds of
// objects do not mix, so no Temporal object leaves a function of this folder.
import { Temporal } from 'temporal-polyfill';

/** One local day in epoch milliseconds: it starts at `startsAt` and is over at `endsAt`. */
export interface DayBounds {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Whether this is a day of the calendar written `yyyy-mm-dd`; 2026-02-30 is not. */
export function isValidDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  try {
    Temporal.PlainDate.from(date);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first instants of a local day and of the next one. That is midnight, or where clocks skip midnight the first
 * time that exists; a day lasts 23 or 25 hours when clocks change, and none at all where a zone crossed the date line.
 * Throws a RangeError for an invalid date or zone.
 */
export function dayBounds(date: string, timeZone: string): DayBounds {
  const day = Temporal.PlainDate.from(date);
  return {
    startsAt: day.toZonedDateTime(timeZone).epochMilliseconds,
    endsAt: day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
  };
}

/**
 * The offset to send for a local day: the one at its first instant, in minutes with the sign of
 * `getTimezoneOffset`. Throws a RangeError for an invalid date or zone.
 */
export function dayOffset(date: string, timeZone: string): number {
  return timeZoneOffsetAt(dayBounds(date, timeZone).startsAt, timeZone);
}

/** The date it is in a zone at an instant (epoch milliseconds). Throws a RangeError for an unknown zone. */
export function todayIn(timeZone: string, now: number): string {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The date so many days later, or earlier when negative. Throws a RangeError for an invalid date. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** How many days later `to` is than `from`; negative when it is earlier. Throws a RangeError for an invalid date. */
export function daysFrom(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

/** The weekday of a date; 1 is Monday. Throws a RangeError for an invalid date. */
export function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** Every date from `from` to `to`, both included; none when `to` is earlier. Throws a RangeError for an invalid date. */
export function datesBetween(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysFrom(from, to) + 1) }, (_, index) => addDays(from, index));
}

/**
 * When a clock in a zone shows a time of a date (`14:05`): once, not at all while it is put forward, and twice while it is
 * put back. Throws a RangeError for an invalid date, time or zone.
 */
export function instantsOf(date: string, time: string, timeZone: string): number[] {
  const wanted = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const found = (['earlier', 'later'] as const)
    .map((disambiguation) => wanted.toZonedDateTime(timeZone, { disambiguation }))
    .filter((instant) => instant.toPlainDateTime().equals(wanted));
  return [...new Set(found.map(({ epochMilliseconds }) => epochMilliseconds))];
}

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

/** `+05:30`, of minutes with the sign of `getTimezoneOffset`. */
export function offsetText(offset: number): string {
  const minutes = Math.abs(offset);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${offset > 0 ? '-' : '+'}${hours}:${rest}`;
}
