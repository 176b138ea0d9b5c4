import type { HistoryAgent, StatusInterval } from '../shared/model.ts';
import type { DayBounds } from '../time/days.ts';
import { endOf, type StatusSpan } from './spans.ts';

/** What one agent did in one day. */
export type DayRecord = Pick<HistoryAgent, 'intervals' | 'totalsMs' | 'noRecordMs'>;

/**
 * Cuts tidy spans (see `tidySpans`) to one day and to now, and adds them up. A hole is time without record, never a
 * status (design: Time); totals and `noRecordMs` together are the elapsed part of the day.
 */
export function cutDay(spans: readonly StatusSpan[], day: DayBounds, now: number): DayRecord {
  const until = Math.min(day.endsAt, now);
  const intervals = spans
    .filter((span) => Math.max(span.start, day.startsAt) < Math.min(endOf(span), until))
    .map((span) => cutSpan(span, day, now));
  const recordedMs = intervals.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    intervals,
    totalsMs: totalsOf(intervals),
    noRecordMs: Math.max(0, until - day.startsAt) - recordedMs,
  };
}

/**
 * An open span stays open (`end` null) while the day lasts and is cut at midnight once it is over. An end the clock
 * has not reached yet is cut at now; that too counts as clipped.
 */
function cutSpan(span: StatusSpan, day: DayBounds, now: number): StatusInterval {
  const isOpen = span.end === null && now < day.endsAt;
  const start = Math.max(span.start, day.startsAt);
  const end = Math.min(endOf(span), day.endsAt, now);
  return {
    primaryStatus: span.primaryStatus,
    secondaryStatus: span.secondaryStatus,
    start,
    end: isOpen ? null : end,
    durationMs: end - start,
    clippedStart: span.start < day.startsAt,
    clippedEnd: !isOpen && endOf(span) > end,
  };
}

function totalsOf(intervals: readonly StatusInterval[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { primaryStatus, durationMs } of intervals) {
    totals[primaryStatus] = (totals[primaryStatus] ?? 0) + durationMs;
  }
  return totals;
}
