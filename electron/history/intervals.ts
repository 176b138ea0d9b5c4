import type { StatusRecord } from '../kore/types.ts';
import type { HistoryAgent, StatusInterval } from '../shared/model.ts';
import type { DayBounds } from '../time/days.ts';
import { instantOf } from '../time/api-time.ts';
import type { ApiZone } from './zone/zone-facts.ts';

/** A status record whose times are instants (epoch milliseconds). Not clipped to any day. */
export interface StatusSpan {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  readonly start: number;
  /** Null where it was still open when it was read. */
  readonly end: number | null;
  /** Only of an open one, where it is not known to last any longer than this: when it was read. */
  readonly openUntil?: number;
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

/** Until when a span lasts; for ever, as long as it is open. */
export function endOf({ end, openUntil = Infinity }: StatusSpan): number {
  return end ?? openUntil;
}

/**
 * One agent's spans in order, without overlap: in an overlap the later start wins and the earlier span is cut there;
 * equal statuses that are adjacent to the second become one. Empty spans are dropped. The spans may come from several
 * answers in any order.
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
    if (isOne) tidy.push({ ...span, ...spellingOf(before), start: before.start });
    else tidy.push(end === endOf(before) ? before : { ...spellingOf(before), start: before.start, end }, span);
  }
  return tidy;
}

/**
 * Of spans of one status that start together the one that has ended, because an answer that has it open is older; of
 * several the longest. Of different statuses that start together the longest, too.
 */
function onePerStart(spans: readonly StatusSpan[]): StatusSpan[] {
  const found: StatusSpan[] = [];
  let previous: StatusSpan | undefined;
  for (const span of spans.filter((each) => endOf(each) > each.start).sort(compareSpans)) {
    const isKnown = previous?.start === span.start && isSameStatus(previous, span);
    previous = span;
    if (isKnown) continue;
    const last = found.at(-1);
    if (last?.start !== span.start) found.push(span);
    else if (endOf(span) > endOf(last)) found[found.length - 1] = span;
  }
  return found;
}

/** In time order; then by status, and of one status the one that is known best first. */
function compareSpans(a: StatusSpan, b: StatusSpan): number {
  return (
    a.start - b.start ||
    compareTexts(a.primaryStatus.toUpperCase(), b.primaryStatus.toUpperCase()) ||
    compareTexts(a.secondaryStatus.toUpperCase(), b.secondaryStatus.toUpperCase()) ||
    Number(a.end === null) - Number(b.end === null) ||
    // NaN where both are open for ever, which is no difference either.
    endOf(b) - endOf(a) ||
    compareTexts(a.primaryStatus, b.primaryStatus) ||
    compareTexts(a.secondaryStatus, b.secondaryStatus)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function spellingOf({
  primaryStatus,
  secondaryStatus,
}: StatusSpan): Pick<StatusSpan, 'primaryStatus' | 'secondaryStatus'> {
  return { primaryStatus, secondaryStatus };
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
 * An open span stays open (`end` null) while the day lasts and is cut at midnight once it is over, or where it is not
 * known any longer. An end the clock has not reached yet is cut at now; that too counts as clipped.
 */
function cutSpan(span: StatusSpan, day: DayBounds, now: number): StatusInterval {
  const isOpen = span.end === null && span.openUntil === undefined && now < day.endsAt;
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
    clippedEnd: !isOpen && (span.end === null || span.end > end),
  };
}

function totalsOf(intervals: readonly StatusInterval[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { primaryStatus, durationMs } of intervals) {
    totals[primaryStatus] = (totals[primaryStatus] ?? 0) + durationMs;
  }
  return totals;
}
