import type { StatusRecord } from '../kore/types.ts';
import type { HistoryAgent, StatusInterval } from '../shared/model.ts';
import type { DayBounds } from '../time/days.ts';
import { instantOf } from '../time/api-time.ts';
import type { ApiZone } from './zone-facts.ts';

/** A status record whose times are instants (epoch milliseconds); a null end is still open. Not clipped to any day. */
export interface StatusSpan {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  readonly start: number;
  readonly end: number | null;
}

/** The API writes whole seconds: a hole below one is none. */
const ADJACENT_BELOW_MS = 1_000;

/** Reads the times of records in one zone; `timeZoneOffset` is the one that was sent with the request. */
export function toSpans(records: readonly StatusRecord[], zone: ApiZone, timeZoneOffset: number): StatusSpan[] {
  return records.map(({ primaryStatus, secondaryStatus, start, end }) => ({
    primaryStatus,
    secondaryStatus,
    start: instantOf(start, zone, timeZoneOffset),
    end: end === null ? null : instantOf(end, zone, timeZoneOffset),
  }));
}

/** When a span ends; never, as long as it is open. */
export function endOf({ end }: StatusSpan): number {
  return end ?? Infinity;
}

/**
 * One agent's spans in order, without overlap: in an overlap the later start wins and the earlier span is cut there;
 * equal statuses that are adjacent to the second become one. Empty spans are dropped. The spans may
 * come from several answers, the latest answer last.
 */
export function tidySpans(spans: readonly StatusSpan[]): StatusSpan[] {
  const tidy: StatusSpan[] = [];
  for (const span of onePerStart(spans)) {
    const before = tidy.pop();
    if (before === undefined) {
      tidy.push(span);
      continue;
    }
    const end = Math.min(endOf(before), span.start);
    const isOne = isSameStatus(before, span) && span.start - end < ADJACENT_BELOW_MS;
    if (isOne) tidy.push({ ...before, end: span.end });
    else tidy.push(end === before.end ? before : { ...before, end }, span);
  }
  return tidy;
}

/**
 * Of spans that start together, the last one reported when they are the same status (a later answer knows better
 * when it ended), else the longest.
 */
function onePerStart(spans: readonly StatusSpan[]): StatusSpan[] {
  const byStart = new Map<number, StatusSpan>();
  for (const span of spans) {
    if (endOf(span) <= span.start) continue;
    const other = byStart.get(span.start);
    if (other === undefined || isSameStatus(other, span) || endOf(span) > endOf(other)) byStart.set(span.start, span);
  }
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

/** The API mixes cases in one answer, so case does not make a difference. */
function isSameStatus(a: StatusSpan, b: StatusSpan): boolean {
  return isSameText(a.primaryStatus, b.primaryStatus) && isSameText(a.secondaryStatus, b.secondaryStatus);
}

function isSameText(a: string, b: string): boolean {
  return a === b || a.toUpperCase() === b.toUpperCase();
}

/** What one agent did in one day. */
export type DayRecord = Pick<HistoryAgent, 'intervals' | 'totalsMs' | 'noRecordMs' | 'knownUntil'>;

/**
 * Cuts tidy spans (see `tidySpans`) to one day and to now, and adds them up. A hole is time without record, never a
 * status; totals and `noRecordMs` together are the day until `knownUntil`.
 */
export function cutDay(spans: readonly StatusSpan[], day: DayBounds, now: number): DayRecord {
  const until = Math.max(day.startsAt, Math.min(day.endsAt, now));
  const intervals = spans
    .filter((span) => Math.max(span.start, day.startsAt) < Math.min(endOf(span), until))
    .map((span) => cutSpan(span, day, now));
  const recordedMs = intervals.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    intervals,
    totalsMs: totalsOf(intervals),
    noRecordMs: until - day.startsAt - recordedMs,
    knownUntil: until,
  };
}

/**
 * An open span stays open (`end` null) while the day lasts and is cut at midnight once it is over. An end the clock
 * has not reached yet is cut at now; that too counts as clipped.
 */
function cutSpan(span: StatusSpan, day: DayBounds, now: number): StatusInterval {
  const isOpen = span.end === null && now < day.endsAt;
  const clippedStart = span.start < day.startsAt;
  const start = Math.max(span.start, day.startsAt);
  const end = Math.min(endOf(span), day.endsAt, now);
  return {
    primaryStatus: span.primaryStatus,
    secondaryStatus: span.secondaryStatus,
    start,
    ...(clippedStart && { startedAt: span.start }),
    end: isOpen ? null : end,
    durationMs: end - start,
    clippedStart,
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
