import { hourAndMinute } from '../../dates.ts';
import type { Span } from '../band/band.ts';

const MINUTE_MS = 60_000;
const HALF_A_DAY_MINUTES = 12 * 60;

/** Nothing shorter than this is shown. */
const LEAST_SPAN_MS = 5 * MINUTE_MS;

/** Moves a span into its day and makes it at least five minutes and at most the day long. */
export function spanInDay({ start, end }: Span, day: Span): Span {
  const length = Math.round(Math.min(Math.max(end - start, LEAST_SPAN_MS), day.end - day.start));
  const from = Math.round(Math.max(day.start, Math.min(start, day.end - length)));
  return { start: from, end: from + length };
}

/** Makes the shown time longer (factor above 1) or shorter; the instant `at` stays where it is. */
export function zoomAt(span: Span, factor: number, at: number, day: Span): Span {
  const before = span.end - span.start;
  const length = Math.min(Math.max(before * factor, LEAST_SPAN_MS), day.end - day.start);
  const start = at - ((at - span.start) / before) * length;
  return spanInDay({ start, end: start + length }, day);
}

/** Moves the shown time by a part of its length; forwards when positive. */
export function pan(span: Span, share: number, day: Span): Span {
  const byMs = (span.end - span.start) * share;
  return spanInDay({ start: span.start + byMs, end: span.end + byMs }, day);
}

/** Round minutes to which a drag keeps, so that it selects 10:00 to 11:00 and not 10:01 to 10:59. */
const SNAPS_MS = [1, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS);
const SNAP_PX = 6;

/** The time between two instants in any order, on the round minutes nearest to them at this scale. */
export function snapped(a: number, b: number, day: Span, msPerPx: number): Span {
  const step = SNAPS_MS.find((each) => each >= SNAP_PX * msPerPx) ?? SNAPS_MS.at(-1) ?? MINUTE_MS;
  const snap = (at: number): number =>
    Math.max(day.start, Math.min(day.start + Math.round((at - day.start) / step) * step, day.end));
  return { start: snap(Math.min(a, b)), end: snap(Math.max(a, b)) };
}

/** The time between two instants in any order, in full minutes and widened around its middle where it is too short. */
export function spanBetween(a: number, b: number, day: Span): Span {
  const start = Math.max(day.start, Math.round(Math.min(a, b) / MINUTE_MS) * MINUTE_MS);
  const end = Math.min(day.end, Math.round(Math.max(a, b) / MINUTE_MS) * MINUTE_MS);
  const missing = Math.max(0, LEAST_SPAN_MS - (end - start)) / 2;
  return spanInDay({ start: start - missing, end: end + missing }, day);
}

/** The instant of another day at which the zone's clock shows the same time, whatever the clocks did in between. */
export function sameClock(at: number, from: Span, to: Span, timeZone: string): number {
  const guess = to.start + (at - from.start);
  const off = minuteOfDay(at, timeZone) - minuteOfDay(guess, timeZone);
  const shortest = ((off + 3 * HALF_A_DAY_MINUTES) % (2 * HALF_A_DAY_MINUTES)) - HALF_A_DAY_MINUTES;
  return guess + shortest * MINUTE_MS;
}

/** The minute that the zone's clock shows, after midnight. */
export function minuteOfDay(at: number, timeZone: string): number {
  const [hours = 0, minutes = 0] = hourAndMinute(at, timeZone).split(':').map(Number);
  return hours * 60 + minutes;
}
