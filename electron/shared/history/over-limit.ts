import { limitMinutesOf } from '../attention.ts';
import type { HistoryAgent, Limits } from '../model.ts';
import { sinceOf } from './rewind.ts';

const MINUTE_MS = 60_000;

/** A time in which an agent was over the limit of their status. */
interface TimeOverLimit {
  readonly from: number;
  readonly to: number;
}

/** When an agent was over a limit in a day. A limit counts from where the status began, also on an earlier day. */
export function timesOverLimit(
  { intervals, knownUntil }: Pick<HistoryAgent, 'intervals' | 'knownUntil'>,
  limits: Limits,
): TimeOverLimit[] {
  return intervals.flatMap((interval) => {
    const minutes = limitMinutesOf(interval, limits);
    if (minutes === null) return [];
    const from = Math.max(interval.start, sinceOf(interval) + minutes * MINUTE_MS);
    const to = interval.end ?? knownUntil;
    return to > from ? [{ from, to }] : [];
  });
}
