import type { DetailsPeriod } from '../kore/types.ts';
import { addDays, dayBounds, dayOffset, type DayBounds } from '../time/days.ts';
import type { AnsweredPeriod } from './zone/api-times.ts';
import { endOf, toSpans } from './intervals.ts';
import type { ApiZone } from './zone/zone-facts.ts';

/**
 * One day as it is requested. The server knows a date and a numeric offset only, so its day always has 24 hours,
 * even when the clocks of the team's zone change.
 */
export interface RequestedDay extends DayBounds {
  /** The date to send. */
  readonly date: string;
  /** The offset to send, minutes with the sign of `getTimezoneOffset`. */
  readonly timeZoneOffset: number;
  /** The team's day it is part of. */
  readonly localDate: string;
}

/** Days in order that one request can ask for together. */
export type DayRun = readonly [RequestedDay, ...RequestedDay[]];

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * What to request so that nothing of these local days is missing, in order. It is one day each, with the offset at its
 * first instant, and one more where clocks go back: the server's 24 hours then end before the local
 * day does, and what began in the hour between would belong to no answer. `startsAt` and `endsAt` cover both the
 * server's day and the local one. Hours that have not begun at `now` are left out.
 */
export function requestedDays(dates: readonly string[], timeZone: string, now: number): RequestedDay[] {
  return dates.flatMap((localDate) => {
    const local = dayBounds(localDate, timeZone);
    const timeZoneOffset = dayOffset(localDate, timeZone);
    const request = (date: string): RequestedDay => {
      const server = serverDay(date, timeZoneOffset);
      const startsAt = Math.min(server.startsAt, local.startsAt);
      return { date, timeZoneOffset, localDate, startsAt, endsAt: Math.max(server.endsAt, local.endsAt) };
    };
    const { endsAt } = serverDay(localDate, timeZoneOffset);
    const isLonger = endsAt < local.endsAt && endsAt <= now;
    return isLonger ? [request(localDate), request(addDays(localDate, 1))] : [request(localDate)];
  });
}

function serverDay(date: string, timeZoneOffset: number): DayBounds {
  const startsAt = dayBounds(date, 'UTC').startsAt + timeZoneOffset * MINUTE_MS;
  return { startsAt, endsAt: startsAt + DAY_MS };
}

/** Splits days where the offset changes: one request carries one offset only. */
export function sameOffsetRuns(days: readonly RequestedDay[]): DayRun[] {
  const runs: [RequestedDay, ...RequestedDay[]][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.[0].timeZoneOffset === day.timeZoneOffset) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** How the days are sent: one as `date`, several as a range. */
export function periodOf([{ date, timeZoneOffset }, ...others]: DayRun): DetailsPeriod {
  const last = others.at(-1);
  return last === undefined
    ? { kind: 'day', date, timeZoneOffset }
    : { kind: 'range', startDate: date, endDate: last.date, timeZoneOffset };
}

/**
 * Whether the answer to `startDate` and `endDate` shows that the server took them. The document lists both forms and
 * samples only `date`, so a server may ignore the range and answer for one day. An answer to one day
 * has a day that every record touches, so only records that no single day can contain together are proof. While the
 * zone of the times is not known, they have to be proof in both zones.
 */
export function provesRange(answer: AnsweredPeriod): boolean {
  return provesRangeIn(answer, 'request') && provesRangeIn(answer, 'UTC');
}

function provesRangeIn(answer: AnsweredPeriod, zone: ApiZone): boolean {
  const { rows, timeZoneOffset, startsAt, endsAt, receivedAt } = answer;
  const dayOf = (instant: number): number => Math.floor((instant - timeZoneOffset * MINUTE_MS) / DAY_MS);
  let latestStart = -Infinity;
  let earliestEnd = Infinity;
  for (const span of rows.flatMap(({ records }) => toSpans(records, zone, timeZoneOffset))) {
    if (span.start >= endsAt || endOf(span) <= startsAt) continue;
    latestStart = Math.max(latestStart, dayOf(span.start));
    earliestEnd = Math.min(earliestEnd, dayOf(span.end ?? receivedAt));
  }
  return latestStart > earliestEnd;
}

/**
 * Whether a range left out what the answer to one of its days holds: then the server looked at one date only. Records
 * that are still open do not count, they may have begun between the two answers.
 */
export function lacksRecordsOf(range: AnsweredPeriod, day: AnsweredPeriod): boolean {
  const known = new Set(closedStarts(range));
  return closedStarts(day).some((start) => !known.has(start));
}

function closedStarts({ rows }: AnsweredPeriod): string[] {
  return rows.flatMap(({ userId, records }) =>
    records.flatMap(({ start, end }) => (end === null ? [] : [`${userId} ${start.kind} ${start.ms}`])),
  );
}
