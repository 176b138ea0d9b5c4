import { Temporal } from 'temporal-polyfill';
import type { OffHours, Weekday, WorkingHours } from '../shared/model.ts';
import type { DayBounds } from './days.ts';

/** A week, and a day more on either side for hours that reach over midnight. */
const DAYS_BACK = 8;
const DAYS_AHEAD = 8;

/**
 * The time outside of working hours at `now` (epoch milliseconds), or the next such time while the team works; null
 * where there is none. Hours are wall time of the zone: where clocks skip an hour its times are those after it; one that comes
 * twice begins the hours with its first and ends them with its second, so that nobody is outside of them too early.
 * Throws a RangeError for an unknown zone.
 */
export function offHours({ days, from, to }: WorkingHours, timeZone: string, now: number): OffHours | null {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  let workedUntil: number | null = null;
  for (let day = -DAYS_BACK; day <= DAYS_AHEAD; day += 1) {
    const date = today.add({ days: day });
    if (!days.includes(date.dayOfWeek as Weekday)) continue;
    const startsAt = at(date, from, timeZone, 'earlier');
    const endsAt = at(to > from ? date : date.add({ days: 1 }), to, timeZone, 'later');
    if (workedUntil !== null && startsAt > Math.max(workedUntil, now)) return { from: workedUntil, until: startsAt };
    workedUntil = Math.max(workedUntil ?? endsAt, endsAt);
  }
  return null;
}

/** The working hours within a time, in order; they do not overlap. Throws a RangeError for an unknown zone. */
export function hoursWithin(
  { days, from, to }: WorkingHours,
  timeZone: string,
  { startsAt, endsAt }: DayBounds,
): { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = [];
  let date = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(timeZone).toPlainDate();
  let workedUntil = startsAt;
  // Hours of the day before may reach over midnight.
  for (date = date.subtract({ days: 1 }); ; date = date.add({ days: 1 })) {
    const begins = Math.max(workedUntil, at(date, from, timeZone, 'earlier'));
    if (begins >= endsAt) return spans;
    if (!days.includes(date.dayOfWeek as Weekday)) continue;
    const ends = Math.min(endsAt, at(to > from ? date : date.add({ days: 1 }), to, timeZone, 'later'));
    if (begins >= ends) continue;
    spans.push({ from: begins, to: ends });
    workedUntil = ends;
  }
}

/** The instant of a time of day, `HH:MM`; of two the one that is named, and after a skipped hour in any case. */
function at(date: Temporal.PlainDate, time: string, timeZone: string, which: 'earlier' | 'later'): number {
  const wall = date.toPlainDateTime(Temporal.PlainTime.from(time));
  const disambiguation = which === 'earlier' ? 'compatible' : 'later';
  return wall.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
}
