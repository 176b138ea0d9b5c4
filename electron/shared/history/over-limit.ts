import { limitMinutesOf } from '../team/attention.ts';
import type { Limits, StatusInterval } from '../model.ts';
import { sinceOf } from './rewind.ts';

const MINUTE_MS = 60_000;

/** A time in which an agent was over the limit of their status. */
interface TimeOverLimit {
  readonly from: number;
  readonly to: number;
}

/** When an interval is over a limit, which counts from where its status began, also on an earlier day. */
export function timeOverLimit(interval: StatusInterval, minutes: number | null): TimeOverLimit | null {
  if (minutes === null) return null;
  const from = Math.max(interval.start, sinceOf(interval) + minutes * MINUTE_MS);
  const to = interval.start + interval.durationMs;
  return to > from ? { from, to } : null;
}

/** When an agent was over a limit in a day. */
export function timesOverLimit(intervals: readonly StatusInterval[], limits: Limits): TimeOverLimit[] {
  return intervals.flatMap((interval) => timeOverLimit(interval, limitMinutesOf(interval, limits)) ?? []);
}
