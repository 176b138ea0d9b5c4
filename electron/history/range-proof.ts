import type { ApiTimesVerdict } from '../shared/model.ts';
import type { AnsweredPeriod } from './api-times.ts';
import { endOf, toSpans, type StatusSpan } from './spans.ts';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Whether the answer to `startDate` and `endDate` shows that the server took them. The document lists both forms and
 * samples only `date` (kore-facts 4.1), so a server may ignore the range and answer for one day. An answer to one day
 * has a day that every record touches; only records that no single day could have brought together are proof. As long
 * as the zone of the times is open, they have to be so in both readings.
 */
export function provesRange(answer: AnsweredPeriod): boolean {
  return provesRangeIn(answer, 'request') && provesRangeIn(answer, 'UTC');
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

function provesRangeIn(answer: AnsweredPeriod, zone: ApiTimesVerdict['zone']): boolean {
  const { rows, timeZoneOffset, startsAt, endsAt, receivedAt } = answer;
  const inside = rows
    .flatMap(({ records }) => toSpans(records, zone, timeZoneOffset))
    .filter((span) => span.start < endsAt && endOf(span) > startsAt);
  const dayOf = (instant: number): number => Math.floor((instant - timeZoneOffset * MINUTE_MS) / DAY_MS);
  const firstDays = inside.map((span) => dayOf(span.start));
  const lastDays = inside.map((span: StatusSpan) => dayOf(span.end ?? receivedAt));
  return inside.length > 0 && largest(firstDays) > smallest(lastDays);
}

// Not Math.max(...values): a month of a large team has more records than a call may have arguments.
function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

function smallest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}
