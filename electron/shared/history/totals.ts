import { limitMinutesOf } from '../attention.ts';
import type { AgentTotals, HistoryAgent, HistoryTotal, Limits, StatusInterval } from '../model.ts';
import { sinceOf } from './rewind.ts';

const MINUTE_MS = 60_000;

/**
 * How long an agent was in each secondary status in some days, which are in order. A status that goes on over midnight
 * is one time in it, and its limit counts from where it began.
 */
export function totalsOf(days: readonly Pick<HistoryAgent, 'intervals'>[], limits: Limits): HistoryTotal[] {
  const sums = new Map<string, HistoryTotal>();
  const lastSince = new Map<string, number>();
  for (const interval of days.flatMap(({ intervals }) => intervals)) {
    const { primaryStatus, secondaryStatus, durationMs } = interval;
    const key = keyOf(interval);
    const times = lastSince.get(key) === sinceOf(interval) ? 0 : 1;
    lastSince.set(key, sinceOf(interval));
    const overLimitMs = overLimitOf(interval, limits);
    addTo(sums, { primaryStatus, secondaryStatus, totalMs: durationMs, times, overLimitMs });
  }
  return longestFirst(sums);
}

/** The same of a team together. */
export function teamTotals(rows: readonly AgentTotals[]): Pick<AgentTotals, 'totals' | 'noRecordMs' | 'daysNotRead'> {
  const sums = new Map<string, HistoryTotal>();
  for (const total of rows.flatMap(({ totals }) => totals)) addTo(sums, total);
  return {
    totals: longestFirst(sums),
    noRecordMs: rows.reduce((sum, row) => sum + row.noRecordMs, 0),
    daysNotRead: rows.reduce((sum, row) => sum + row.daysNotRead, 0),
  };
}

function overLimitOf(interval: StatusInterval, limits: Limits): number {
  const minutes = limitMinutesOf(interval, limits);
  if (minutes === null) return 0;
  const reachedAt = sinceOf(interval) + minutes * MINUTE_MS;
  return Math.max(0, interval.start + interval.durationMs - Math.max(interval.start, reachedAt));
}

function addTo(sums: Map<string, HistoryTotal>, more: HistoryTotal): void {
  const key = keyOf(more);
  const before = sums.get(key);
  if (before === undefined) sums.set(key, more);
  else
    sums.set(key, {
      ...before,
      totalMs: before.totalMs + more.totalMs,
      times: before.times + more.times,
      overLimitMs: before.overLimitMs + more.overLimitMs,
    });
}

/** The API mixes cases in one answer, so case does not make a difference. */
function keyOf({ primaryStatus, secondaryStatus }: Pick<StatusInterval, 'primaryStatus' | 'secondaryStatus'>): string {
  return JSON.stringify([primaryStatus.toUpperCase(), secondaryStatus.toUpperCase()]);
}

function longestFirst(sums: ReadonlyMap<string, HistoryTotal>): HistoryTotal[] {
  return [...sums.values()].sort((a, b) => b.totalMs - a.totalMs);
}
