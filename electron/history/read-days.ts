import type { MemoryCell } from '../kore/types.ts';
import type { AppError, ErrorCode, Result } from '../shared/result.ts';
import type { AnsweredPeriod } from './api-times.ts';
import { endOf, toSpans } from './intervals.ts';
import {
  sameOffsetRuns,
  type DayRun,
  type DetailsResponse,
  type RequestDetails,
  type RequestedDay,
} from './requests.ts';
import type { ApiZone } from './zone-facts.ts';

/** What a read left open: it has a part of some local dates and nothing of others. */
export interface ReadGap {
  readonly error: AppError;
  readonly partly: readonly string[];
  readonly unread: readonly string[];
}

/** The answer to one request, and the days it counts for. */
export interface DaysAnswer extends DetailsResponse {
  readonly covered: DayRun;
}

/** Every answer of one read in the order they came, and what is missing; null when nothing is. */
export interface DaysRead {
  readonly answers: readonly DaysAnswer[];
  readonly gap: ReadGap | null;
}

interface ReadParts {
  readonly request: RequestDetails;
  readonly memory: MemoryCell;
  /** Whether several days may be requested together; a query for one local day always uses `date`. */
  readonly mayAskRanges: boolean;
}

/** One request whose response counts, and the days it was for. */
interface Step {
  readonly covered: DayRun;
  readonly response: Result<DetailsResponse>;
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * How a server, or a gateway before it, may refuse a date form it does not know: an error, a web page, a redirect to
 * one. Token, scope, limit and network errors are about other things.
 */
const REFUSALS: readonly ErrorCode[] = [
  'request-refused',
  'not-found',
  'server-error',
  'unexpected-shape',
  'unreadable-answer',
  'empty-answer',
  'captive-portal',
  'redirect',
];

/** Reads the days in order and stops at the first failure, keeping what it has. */
export async function readDays(days: readonly RequestedDay[], parts: ReadParts): Promise<DaysRead> {
  const answers: DaysAnswer[] = [];
  const begun = new Set<string>();
  for await (const { covered, response } of requestInOrder(days, parts)) {
    if (response.ok) {
      answers.push({ ...response.value, covered });
      for (const { localDate } of covered) begun.add(localDate);
    }
    const error = response.ok ? response.value.stopped : response.error;
    if (error !== null) return { answers, gap: gapOf(error, days.slice(days.indexOf(covered[0])), begun) };
  }
  return { answers, gap: null };
}

/** What came of requesting a range: a response that counts, or why its days are requested one by one. */
type RangeOutcome =
  | { readonly kind: 'taken'; readonly step: Step }
  | { readonly kind: 'refused' | 'too-large' | 'not-requested' }
  /** An answer that may be about one day only. */
  | { readonly kind: 'unproven'; readonly answer: AnsweredPeriod };

/** The state of one read: once a range has proved nothing, its other days are requested one by one. */
interface ReadState extends Pick<ReadParts, 'request' | 'memory'> {
  isRangeTried: boolean;
}

async function* requestInOrder(
  days: readonly RequestedDay[],
  { mayAskRanges, ...parts }: ReadParts,
): AsyncGenerator<Step, void, undefined> {
  const state: ReadState = { ...parts, isRangeTried: mayAskRanges };
  for (const run of sameOffsetRuns(days)) yield* requestRun(run, state);
}

/**
 * Requests days with one offset as a range first, unless the server is known not to take that. A range whose answer is
 * too large is requested in two halves; one that is refused or proves nothing is requested again day by day, and so is
 * the rest of this read. That the server does not take ranges is remembered only once a single day works where the range
 * did not, or shows what the range left out.
 */
async function* requestRun(run: DayRun, state: ReadState): AsyncGenerator<Step, void, undefined> {
  const { request, memory } = state;
  const isRange = state.isRangeTried && run.length > 1 && memory.get().rangeDates !== 'refused';
  const range: RangeOutcome = isRange ? await requestRange(run, request, memory) : { kind: 'not-requested' };
  if (range.kind === 'taken') return yield range.step;
  if (range.kind === 'too-large') return yield* requestHalves(run, state);
  if (range.kind !== 'not-requested') state.isRangeTried = false;
  for (const day of run) {
    const response = await request(day, day);
    const isNotTaken = response.ok && disprovesRange(range, response.value.answer);
    if (isNotTaken && memory.get().rangeDates !== 'refused') memory.learn({ rangeDates: 'refused' });
    yield { covered: [day], response };
  }
}

async function* requestHalves(run: DayRun, state: ReadState): AsyncGenerator<Step, void, undefined> {
  const middle = Math.ceil(run.length / 2);
  for (const [first, ...others] of [run.slice(0, middle), run.slice(middle)]) {
    if (first !== undefined) yield* requestRun([first, ...others], state);
  }
}

/** A complete answer counts once ranges are known to work or this one proves it, which is then remembered. */
async function requestRange(run: DayRun, request: RequestDetails, memory: MemoryCell): Promise<RangeOutcome> {
  const response = await request(run[0], run.at(-1) ?? run[0]);
  const error = response.ok ? response.value.stopped : response.error;
  // A month in one answer can be too large where a day is not. A list that never ends is no shorter for fewer days.
  const isTooLarge = error?.code === 'too-large' && (!response.ok || response.value.hasRest);
  if (isTooLarge) return { kind: 'too-large' };
  if (!response.ok && REFUSALS.includes(response.error.code)) return { kind: 'refused' };
  if (!response.ok || memory.get().rangeDates !== null) return { kind: 'taken', step: { covered: run, response } };
  const isProven = provesRange(response.value.answer);
  // One that broke off may be about its first day only: of the others it is not known whether they were read.
  if (error !== null) return { kind: 'taken', step: { covered: isProven ? run : [run[0]], response } };
  if (!isProven) return { kind: 'unproven', answer: response.value.answer };
  memory.learn({ rangeDates: 'accepted' });
  return { kind: 'taken', step: { covered: run, response } };
}

/** Whether the answer to one day of a range shows that the server does not take ranges. */
function disprovesRange(range: RangeOutcome, day: AnsweredPeriod): boolean {
  return range.kind === 'refused' || (range.kind === 'unproven' && lacksRecordsOf(range.answer, day));
}

function gapOf(error: AppError, left: readonly RequestedDay[], begun: ReadonlySet<string>): ReadGap {
  const dates = [...new Set(left.map(({ localDate }) => localDate))];
  return {
    error,
    partly: dates.filter((date) => begun.has(date)),
    unread: dates.filter((date) => !begun.has(date)),
  };
}

/**
 * Whether the answer to `startDate` and `endDate` shows that the server took them. The document lists both forms and
 * samples only `date`, so a server may ignore the range and answer for one day. An answer to one day
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

function provesRangeIn(answer: AnsweredPeriod, zone: ApiZone): boolean {
  const { rows, timeZoneOffset, startsAt, endsAt, receivedAt } = answer;
  const inside = rows
    .flatMap(({ records }) => toSpans(records, zone, timeZoneOffset))
    .filter((span) => span.start < endsAt && endOf(span) > startsAt);
  const dayOf = (instant: number): number => Math.floor((instant - timeZoneOffset * MINUTE_MS) / DAY_MS);
  const firstDays = inside.map((span) => dayOf(span.start));
  const lastDays = inside.map((span) => dayOf(span.end ?? receivedAt));
  return inside.length > 0 && largest(firstDays) > smallest(lastDays);
}

// Not Math.max(...values): a month of a large team has more records than a call may have arguments.
function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

function smallest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}
