import type { DetailsAnswer, DetailsPeriod, DetailsRow, KoreClient } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import { fail } from '../shared/messages.ts';
import type { HistoryProgress } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { addDays, dayBounds, dayOffset, type DayBounds } from '../time/days.ts';
import type { AnsweredPeriod } from './api-times.ts';
import type { CheckedQuery } from './query.ts';

/**
 * One day as it is requested. The server knows a date and a numeric offset only, so its day is always 24 hours long,
 * whatever the clocks of the team's zone did.
 */
export interface RequestedDay extends DayBounds {
  /** The date to send. */
  readonly date: string;
  /** The offset to send, minutes with the sign of `getTimezoneOffset`. */
  readonly timeZoneOffset: number;
  /** The team's day it is part of. */
  readonly localDate: string;
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * What to request so that nothing of these local days is missing, in order. It is one day each, with the offset at its
 * first instant, and one more where clocks go back: the server's 24 hours then end before the local
 * day does, and what began in the hour between would belong to no answer. `startsAt` and `endsAt` cover both the
 * server's day and the local one. `now` keeps hours that have not begun out of it.
 */
export function requestedDays(dates: readonly string[], timeZone: string, now: number): RequestedDay[] {
  return dates.flatMap((localDate) => {
    const local = dayBounds(localDate, timeZone);
    const timeZoneOffset = dayOffset(localDate, timeZone);
    const request = (date: string): RequestedDay => {
      const server = serverDay(date, timeZoneOffset);
      const startsAt = Math.min(server.startsAt, local.startsAt);
      return { date, timeZoneOffset, localDate, startsAt, endsAt: Math.max(server.endsAt, local.endsAt) };
    };
    const { endsAt } = serverDay(localDate, timeZoneOffset);
    const isLonger = endsAt < local.endsAt && endsAt <= now;
    return isLonger ? [request(localDate), request(addDays(localDate, 1))] : [request(localDate)];
  });
}

/** Days in order that one request can ask for together. */
export type DayRun = readonly [RequestedDay, ...RequestedDay[]];

/** Splits days where the offset changes: one request carries one offset only. */
export function sameOffsetRuns(days: readonly RequestedDay[]): DayRun[] {
  const runs: [RequestedDay, ...RequestedDay[]][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.[0].timeZoneOffset === day.timeZoneOffset) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

function serverDay(date: string, timeZoneOffset: number): DayBounds {
  const startsAt = dayBounds(date, 'UTC').startsAt + timeZoneOffset * MINUTE_MS;
  return { startsAt, endsAt: startsAt + DAY_MS };
}

/** How a read is followed and stopped. A stopped read answers with what it has, marked partial. */
export interface HistoryCall {
  readonly signal?: AbortSignal;
  /** How long the read may wait in all for the budget. */
  readonly maxWaitMs: number;
  /** How long it may wait before its first call, where that is less. */
  readonly startWithinMs?: number;
  readonly onProgress?: (progress: HistoryProgress) => void;
}

/** What came of one request: the answer, and why it ended before its last page (null when it did not). */
export interface DetailsResponse extends Pick<DetailsAnswer, 'notUnderstood' | 'isEndSaid' | 'stopped'> {
  readonly answer: AnsweredPeriod;
  /** Whether there is a next page to go on with. */
  readonly hasRest: boolean;
}

/** Requests the days from `first` to `last`, which have one offset: as `date` for one day, else as a range. */
export type RequestDetails = (first: RequestedDay, last: RequestedDay) => Promise<Result<DetailsResponse>>;

/**
 * Creates the requests of one history read. They report progress before each request and after each page, spend
 * `maxWaitMs` together (`startWithinMs` of it before anything is read), and fail as `cancelled` once the read is
 * stopped; other errors are the client's.
 */
export function createDetailsRequest({
  client,
  clock,
  query,
  call,
}: {
  readonly client: Pick<KoreClient, 'statusDetails'>;
  readonly clock: Clock;
  readonly query: CheckedQuery;
  readonly call: HistoryCall;
}): RequestDetails {
  const waits = createWaitCount(clock);
  const known = new Set<string>();
  let { startWithinMs } = call;
  return async (first, last) => {
    if (call.signal?.aborted === true) return fail('cancelled');
    const onProgress = (page: { readonly agentsRead: number; readonly waitingUntil: number | null }): void => {
      waits.add(page.waitingUntil);
      const [day, lastDay] = [first.localDate, last.localDate];
      const agentsRead = Math.max(known.size, page.agentsRead);
      const position = { day, lastDay, dayIndex: query.dates.indexOf(day), days: query.dates.length };
      call.onProgress?.({ ...page, agentsRead, ...position });
    };
    onProgress({ agentsRead: 0, waitingUntil: null });
    const maxWaitMs = Math.max(0, call.maxWaitMs - waits.total());
    const response = await client.statusDetails(
      { period: periodOf(first, last), agents: query.agents, onProgress },
      { priority: 'history', maxWaitMs, startWithinMs, signal: call.signal },
    );
    if (!response.ok) return response;
    startWithinMs = undefined;
    const { receivedAt, stopped, notUnderstood, isEndSaid, rest } = response.value;
    const rows = rowsOf(query.agents, response.value.rows);
    for (const { userId } of rows) known.add(userId);
    const { startsAt, timeZoneOffset } = first;
    const answer = { rows, receivedAt, timeZoneOffset, startsAt, endsAt: last.endsAt };
    return ok({ answer, stopped, notUnderstood, isEndSaid, hasRest: rest !== undefined });
  };
}

/** The rows of the agents in the query: a server may answer with everybody instead. */
function rowsOf(agents: readonly string[], rows: readonly DetailsRow[]): readonly DetailsRow[] {
  if (agents.length === 0) return rows;
  const wanted = new Set(agents.map((email) => email.toLowerCase()));
  return rows.filter(({ email, userId }) => wanted.has(email.toLowerCase()) || wanted.has(userId.toLowerCase()));
}

function periodOf(first: RequestedDay, last: RequestedDay): DetailsPeriod {
  const { timeZoneOffset } = first;
  return first.date === last.date
    ? { kind: 'day', date: first.date, timeZoneOffset }
    : { kind: 'range', startDate: first.date, endDate: last.date, timeZoneOffset };
}

/** Adds up the waits for the budget as they are announced; the same wait announced twice counts once. */
function createWaitCount(clock: Clock): { add(waitingUntil: number | null): void; total(): number } {
  let totalMs = 0;
  let countedUntil = 0;
  return {
    add(waitingUntil) {
      if (waitingUntil === null) return;
      totalMs += Math.max(0, waitingUntil - Math.max(clock.now(), countedUntil));
      countedUntil = Math.max(countedUntil, waitingUntil);
    },
    total: () => totalMs,
  };
}
