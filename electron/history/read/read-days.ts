import type {
  CallOptions,
  DetailsAnswer,
  DetailsPart,
  DetailsRequest,
  KoreClient,
  MemoryCell,
} from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';
import { type AppError, err, type ErrorCode, fail, ok, type Result } from '../../shared/result.ts';
import type { Agent, ApiTimes, ApiTimesVerdict, HistoryProgress } from '../../shared/model.ts';
import { doubtOf, learn, resolveApiTimes, type AnsweredPeriod } from '../zone/api-times.ts';
import { listingOfAll } from './record-listing.ts';
import {
  lacksRecordsOf,
  periodOf,
  provesRange,
  requestedDays,
  sameOffsetRuns,
  type DayRun,
  type RequestedDay,
} from '../requested-days.ts';
import type { SeenRecords } from './seen-boundaries.ts';
import { weighZone } from '../zone/zone-evidence.ts';

/** Where status details are read from, and how their times are to be read. */
export interface DaysSource {
  readonly client: KoreClient;
  /** Remembers what the read learns of the server: range dates, the zone of the times, how records are listed. */
  readonly memory: MemoryCell;
  readonly clock: Clock;
  /** The team's IANA zone. */
  readonly timeZone: string;
  readonly apiTimes: ApiTimes;
}

/** How a read is followed and stopped. */
export interface DaysCall extends Pick<CallOptions, 'signal'> {
  /** How long the read may wait in all for the rate limit. */
  readonly maxWaitMs: number;
  /** How long it may wait before its first call, where that is less. */
  readonly startWithinMs?: number | undefined;
  readonly onProgress?: (progress: HistoryProgress) => void;
}

/** Which days to read, and of whom. */
export interface DaysRequest extends DaysCall, Pick<DetailsRequest, 'agents' | 'pages' | 'rest' | 'expectedAgents'> {
  /** The team's days, in order. */
  readonly dates: readonly string[];
  /** Keeps what is read. */
  readonly keeper?: DaysKeeper | undefined;
  /** The live team, where the read is about now: changes that were seen are evidence for the zone. */
  readonly live?: { readonly agents: ReadonlyMap<string, Agent>; readonly seen: SeenRecords };
}

/** Takes each part of a read as soon as it is known which days it is about. */
export interface DaysKeeper {
  /** One page of the answer for some days. */
  page(covered: DayRun, page: DetailsPart): void;
  /** The answer has come to its end: whoever it is about and is on none of its pages has no records. */
  end(covered: DayRun, answer: DaysAnswer): void;
}

/** The answer to one request, and the days it counts for. */
export interface DaysAnswer extends AnsweredPeriod, DetailsAnswer {
  readonly covered: DayRun;
  /** The first date that was sent, and when, by the server's clock. */
  readonly date: string;
  readonly sentAt: number;
}

/** What a read has brought, in the order it came. */
export interface DaysRead {
  readonly requested: readonly RequestedDay[];
  readonly answers: readonly DaysAnswer[];
  /** Why it ended before its last page; null when it did not. */
  readonly stopped: AppError | null;
  /** Whether the server said of each list that it was at its end; otherwise agents may be missing. */
  readonly isEndSaid: boolean;
  readonly apiTimes: ApiTimesVerdict;
  /** What was known of the times before this read. */
  readonly apiTimesBefore: ApiTimesVerdict;
  /** How many rows and records could not be understood. */
  readonly notUnderstood: number;
}

/**
 * How a server, or a gateway in front of it, may refuse a date form it does not know: an error, a web page, a redirect to
 * one. Token, scope, limit and network errors have other causes.
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

/**
 * Reads the status details of some days, and learns from them about the server. It stops at the first failure and
 * answers with what it has; it fails with the client's error, or as `cancelled`, when nothing at all could be read.
 */
export async function readDays(source: DaysSource, request: DaysRequest): Promise<Result<DaysRead>> {
  const { client, memory, clock, timeZone, apiTimes } = source;
  const { dates, live, keeper } = request;
  const requested = requestedDays(dates, timeZone, clock.now() + (client.clockOffsetMs() ?? 0));
  const answers: DaysAnswer[] = [];
  const kept = keeper === undefined ? null : createKept(keeper, memory);
  const state = { memory, answers, kept, send: createSend(source, request, kept), mayBeRange: dates.length > 1 };
  const stopped = await readRuns(sameOffsetRuns(requested), state);
  if (answers.length === 0 && stopped !== null) return err(stopped);

  const complete = answers.filter((answer) => answer.stopped === null);
  const boundaries = complete.flatMap((answer) => live?.seen.compare(answer, live.agents) ?? []);
  const apiTimesBefore = resolveApiTimes(apiTimes, memory.get(), answers);
  learn(memory, weighZone(memory.get(), { answers, boundaries, live: live?.agents ?? null }));
  const verdict = resolveApiTimes(apiTimes, memory.get(), answers);
  const listing = doubtOf(verdict) === null ? listingOfAll(complete, verdict.zone, live?.agents ?? null) : null;
  if (listing !== null) learn(memory, { recordsListedBy: listing });
  const notUnderstood = new Set(answers.flatMap((answer) => answer.notUnderstood)).size;
  const isEndSaid = answers.every((answer) => answer.isEndSaid);
  return ok({ requested, answers, stopped, isEndSaid, apiTimes: verdict, apiTimesBefore, notUnderstood });
}

/** A read under way. Once a range has proved nothing, the other days are requested one by one. */
interface ReadState {
  readonly memory: MemoryCell;
  readonly answers: DaysAnswer[];
  readonly kept: Kept | null;
  readonly send: (run: DayRun, following?: readonly RequestedDay[]) => Promise<Result<DaysAnswer>>;
  mayBeRange: boolean;
}

/** Reads days one run after the other; the error that ended this, or null. */
async function readRuns(runs: readonly DayRun[], state: ReadState): Promise<AppError | null> {
  for (const run of runs) {
    const stopped = await readRun(run, state);
    if (stopped !== null) return stopped;
  }
  return null;
}

/**
 * Requests days with one offset as a range first, unless the server is known not to take that. A range whose answer is
 * too large is requested in parts; one that is refused or proves nothing is requested again day by day, and so is the
 * rest of this read.
 */
async function readRun(run: DayRun, state: ReadState): Promise<AppError | null> {
  const { memory, send } = state;
  if (run.length === 1 || !state.mayBeRange || memory.get().rangeDates === 'refused') {
    return readEachDay(run, null, state);
  }
  const range = await send(run);
  const parts = smallerParts(run, range);
  if (parts.length > 0) return readRuns(parts, state);
  if (!range.ok && !REFUSALS.includes(range.error.code)) return range.error;
  if (range.ok) {
    const isTaken = memory.get().rangeDates === 'accepted' || provesRange(range.value);
    if (isTaken) learn(memory, { rangeDates: 'accepted' });
    // A range that broke off may cover its first day only; whether the others were read is not known.
    const covered: DayRun = isTaken ? run : [run[0]];
    if (isTaken || range.value.stopped !== null) return add({ ...range.value, covered }, state);
  }
  state.mayBeRange = false;
  return readEachDay(run, range, state);
}

/**
 * The parts of a range whose answer was too large, as a month can be where a day is not, or did not come in time. In the
 * second case the first day goes alone, so that a host that does not answer at all is found out by one more request.
 */
function smallerParts(run: DayRun, range: Result<DaysAnswer>): readonly DayRun[] {
  const error = range.ok ? range.value.stopped : range.error;
  const isTimeout = !range.ok && error?.code === 'timeout';
  // A list without an end does not get shorter with fewer days.
  const isTooLarge = error?.code === 'too-large' && (!range.ok || range.value.rest !== undefined);
  if (!isTimeout && !isTooLarge) return [];
  const begin = isTimeout ? 1 : 0;
  const middle = begin + Math.ceil((run.length - begin) / 2);
  const parts = [run.slice(0, begin), run.slice(begin, middle), run.slice(middle)];
  return parts.flatMap(([first, ...others]): DayRun[] => (first === undefined ? [] : [[first, ...others]]));
}

/**
 * Requests one day after the other. That the server does not take ranges is remembered once a single day works where
 * the range did not, or shows what the range left out.
 */
async function readEachDay(run: DayRun, range: Result<DaysAnswer> | null, state: ReadState): Promise<AppError | null> {
  for (const [index, day] of run.entries()) {
    const answer = await state.send([day], run.slice(index + 1));
    if (!answer.ok) return answer.error;
    const isNotTaken = range !== null && (!range.ok || lacksRecordsOf(range.value, answer.value));
    if (isNotTaken) learn(state.memory, { rangeDates: 'refused' });
    const stopped = add(answer.value, state);
    if (stopped !== null) return stopped;
  }
  return null;
}

function add(answer: DaysAnswer, { answers, kept }: ReadState): AppError | null {
  answers.push(answer);
  kept?.end(answer);
  return answer.stopped;
}

/** What is to be kept of one request at a time. */
interface Kept {
  /** A request for these days begins. */
  begin(run: DayRun): void;
  page(page: DetailsPart, period: Pick<AnsweredPeriod, 'timeZoneOffset' | 'startsAt' | 'endsAt'>): void;
  end(answer: DaysAnswer): void;
}

/** Holds the pages of a range back until they prove that the server took it: they may be about its first day alone. */
function createKept(keeper: DaysKeeper, memory: MemoryCell): Kept {
  let run: DayRun | null = null;
  let isProven = false;
  let held: DetailsPart[] = [];

  function keepHeld(covered: DayRun): void {
    for (const page of held) keeper.page(covered, page);
    held = [];
  }

  return {
    begin(next) {
      run = next;
      held = [];
      isProven = next.length === 1 || memory.get().rangeDates === 'accepted';
    },
    page(page, period) {
      held.push(page);
      const rows = held.flatMap((each) => each.rows);
      isProven ||= provesRange({ ...period, rows, receivedAt: page.receivedAt });
      if (run !== null && isProven) keepHeld(run);
    },
    end(answer) {
      keepHeld(answer.covered);
      if (answer.stopped === null && answer.rest === undefined) keeper.end(answer.covered, answer);
    },
  };
}

/**
 * Makes the requests of one read. They report progress before each request and after each page, and spend `maxWaitMs`
 * together, `startWithinMs` of it before anything is read.
 */
function createSend(
  { client, clock }: Pick<DaysSource, 'client' | 'clock'>,
  { dates, agents, pages, rest, signal, maxWaitMs, startWithinMs, onProgress, ...request }: DaysRequest,
  kept: Kept | null,
): ReadState['send'] {
  const known = new Set<string>();
  let waitedMs = 0;
  let waitedUntil = 0;
  let maxBeforeMs = startWithinMs;
  let { expectedAgents } = request;

  return async (run, following = []) => {
    if (signal?.aborted === true) return fail('cancelled');
    const [first, last] = [run[0], run.at(-1) ?? run[0]];
    const { date, startsAt, timeZoneOffset } = first;
    const period = { timeZoneOffset, startsAt, endsAt: last.endsAt };
    const onPage = (page: DetailsPart): void => kept?.page(page, period);
    kept?.begin(run);
    const report: DetailsRequest['onProgress'] = ({ agentsRead, waitingUntil }) => {
      if (waitingUntil !== null) {
        // The same wait may be announced twice.
        waitedMs += Math.max(0, waitingUntil - Math.max(clock.now(), waitedUntil));
        waitedUntil = Math.max(waitedUntil, waitingUntil);
      }
      const [day, lastDay] = [first.localDate, last.localDate];
      const position = { day, lastDay, dayIndex: dates.indexOf(day), days: dates.length };
      onProgress?.({ agentsRead: Math.max(known.size, agentsRead), waitingUntil, ...position });
    };
    report({ agentsRead: 0, waitingUntil: null });
    const sentAt = clock.now() + (client.clockOffsetMs() ?? 0);
    const options = { maxWaitMs: Math.max(0, maxWaitMs - waitedMs), startWithinMs: maxBeforeMs };
    const answer = await client.statusDetails(
      {
        ...{ period: periodOf(run), following: following.map((day) => periodOf([day])) },
        ...{ agents, pages, rest, expectedAgents, onPage, onProgress: report },
      },
      { priority: 'lower', ...options, ...(signal === undefined ? {} : { signal }) },
    );
    if (!answer.ok) return answer;
    maxBeforeMs = undefined;
    // What one list had says more of the next than the size of the team.
    if (answer.value.isEndSaid && rest === undefined) expectedAgents = answer.value.rows.length;
    for (const { userId } of answer.value.rows) known.add(userId);
    return ok({ ...answer.value, covered: run, date, sentAt, ...period });
  };
}
