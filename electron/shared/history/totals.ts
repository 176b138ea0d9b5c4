import { limitMinutesOf } from '../team/attention.ts';
import type { AgentTotals, HistoryAgent, HistoryTotal, Limits, StatusInterval } from '../model.ts';
import { timeOverLimit } from './over-limit.ts';
import { sinceOf } from './rewind.ts';

/**
 * How long an agent was in each secondary status in some days, which are in order. A status that goes on over midnight
 * is one time in it, and its limit counts from where it began.
 */
export function totalsOf(days: readonly Pick<HistoryAgent, 'intervals'>[], limits: Limits): HistoryTotal[] {
  const sums = new Map<string, HistoryTotal>();
  const lastSince = new Map<string, number>();
  // Of a month of a large team there are 300,000 intervals, and few statuses.
  const limitOf = new Map<string, number | null>();
  for (const interval of days.flatMap(({ intervals }) => intervals)) {
    const { primaryStatus, secondaryStatus, durationMs } = interval;
    const key = keyOf(interval);
    const times = lastSince.get(key) === sinceOf(interval) ? 0 : 1;
    lastSince.set(key, sinceOf(interval));
    const known = limitOf.get(key);
    const minutes = known === undefined ? limitMinutesOf(interval, limits) : known; // null is no limit
    if (known === undefined) limitOf.set(key, minutes);
    const over = timeOverLimit(interval, minutes);
    const overLimitMs = over === null ? 0 : over.to - over.from;
    addTo(sums, key, { primaryStatus, secondaryStatus, totalMs: durationMs, times, overLimitMs });
  }
  return longestFirst(sums);
}

/** The same of a team together. */
export function teamTotals(rows: readonly AgentTotals[]): Pick<AgentTotals, 'totals' | 'noRecordMs' | 'daysNotRead'> {
  const sums = new Map<string, HistoryTotal>();
  for (const total of rows.flatMap(({ totals }) => totals)) addTo(sums, keyOf(total), total);
  return {
    totals: longestFirst(sums),
    noRecordMs: rows.reduce((sum, row) => sum + row.noRecordMs, 0),
    daysNotRead: rows.reduce((sum, row) => sum + row.daysNotRead, 0),
  };
}

function addTo(sums: Map<string, HistoryTotal>, key: string, more: HistoryTotal): void {
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
  return `${primaryStatus.toUpperCase()}\n${secondaryStatus.toUpperCase()}`;
}

function longestFirst(sums: ReadonlyMap<string, HistoryTotal>): HistoryTotal[] {
  return [...sums.values()].sort((a, b) => b.totalMs - a.totalMs);
}
