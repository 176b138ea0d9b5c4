import { limitMinutesOf } from '../team/attention.ts';
import type { HistoryAgent, Limits, StatusInterval } from '../model.ts';
import { sinceOf } from './rewind.ts';

const MINUTE_MS = 60_000;

/** A time in which an agent was over the limit of their status. */
interface TimeOverLimit {
  readonly from: number;
  readonly to: number;
}

/** From when an interval is over a limit, which counts from where its status began, also on an earlier day. */
export function overLimitFrom(interval: StatusInterval, minutes: number): number {
  return Math.max(interval.start, sinceOf(interval) + minutes * MINUTE_MS);
}

/** When an agent was over a limit in a day. */
export function timesOverLimit(
  { intervals, knownUntil }: Pick<HistoryAgent, 'intervals' | 'knownUntil'>,
  limits: Limits,
): TimeOverLimit[] {
  return intervals.flatMap((interval) => {
    const minutes = limitMinutesOf(interval, limits);
    if (minutes === null) return [];
    const from = overLimitFrom(interval, minutes);
    const to = interval.end ?? knownUntil;
    return to > from ? [{ from, to }] : [];
  });
}
