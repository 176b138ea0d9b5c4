import { addDays, dayBounds, dayOffset, type DayBounds } from '../time/days.ts';

/**
 * One day as it is asked for. The server knows a date and a numeric offset only, so its day is always 24 hours long,
 * whatever the clocks of the team's zone did.
 */
export interface AskedDay extends DayBounds {
  /** The date to send. */
  readonly date: string;
  /** The offset to send, minutes with the sign of `getTimezoneOffset`. */
  readonly timeZoneOffset: number;
  /** The team's day this is asked for. */
  readonly localDate: string;
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * What to ask so that nothing of these local days is missing, in order. It is one day each, with the offset at its
 * first instant (design: Time), and one more where clocks go back: the server's 24 hours then end before the local
 * day does, and what began in the hour between would belong to no answer. `startsAt` and `endsAt` cover both the
 * server's day and the local one. `now` keeps hours that have not begun out of it.
 */
export function askedDays(dates: readonly string[], timeZone: string, now: number): AskedDay[] {
  return dates.flatMap((localDate) => {
    const local = dayBounds(localDate, timeZone);
    const timeZoneOffset = dayOffset(localDate, timeZone);
    const ask = (date: string): AskedDay => {
      const server = serverDay(date, timeZoneOffset);
      const startsAt = Math.min(server.startsAt, local.startsAt);
      return { date, timeZoneOffset, localDate, startsAt, endsAt: Math.max(server.endsAt, local.endsAt) };
    };
    const { endsAt } = serverDay(localDate, timeZoneOffset);
    const isLonger = endsAt < local.endsAt && endsAt <= now;
    return isLonger ? [ask(localDate), ask(addDays(localDate, 1))] : [ask(localDate)];
  });
}

/** Days in order that one request can ask for together. */
export type AskedRun = readonly [AskedDay, ...AskedDay[]];

/** Splits asked days where the offset changes: one request carries one offset only. */
export function sameOffsetRuns(days: readonly AskedDay[]): AskedRun[] {
  const runs: [AskedDay, ...AskedDay[]][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.[0].timeZoneOffset === day.timeZoneOffset) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

function serverDay(date: string, timeZoneOffset: number): DayBounds {
  const startsAt = dayBounds(date, 'UTC').startsAt + timeZoneOffset * MINUTE_MS;
  return { startsAt, endsAt: startsAt + DAY_MS };
}
