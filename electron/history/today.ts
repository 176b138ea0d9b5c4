import type { LiveConnection } from '../connections/types.ts';
import type { CallPriority, DetailsAnswer, KoreClient, PagesRest, StatusRecord } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Agent, ApiTimesVerdict, DetailsProgress } from '../shared/model.ts';
import { ok, type AppError, type Result } from '../shared/result.ts';
import { dayBounds, dayOffset, todayIn } from '../time/days.ts';
import {
  doubtOf,
  learn,
  learnListing,
  resolveApiTimes,
  zoneChange,
  type AnsweredPeriod,
  type ZoneChange,
} from './api-times.ts';
import { tidySpans, toSpans, type StatusSpan } from './intervals.ts';
import { openStatus, type DayOfRecords, type OpenStatus, type OpenStatuses } from './open-status.ts';
import { listingOf } from './record-listing.ts';
import { requestedDays, type RequestedDay } from './requests.ts';
import { createSeenRecords, type SeenRecords } from './seen-boundaries.ts';
import { weighZone, type SeenBoundary } from './zone-evidence.ts';

/** Whose open statuses to read, and how much of that in one read. */
export interface OpenStatusRequest {
  /** E-mails, as `filter.agents`; empty means everybody. */
  readonly emails: readonly string[];
  /** `background` for what goes on for long. */
  readonly priority: CallPriority;
  /** So many pages at most, where this is one part of several. */
  readonly pages?: number;
  /** Where a read of everybody goes on. */
  readonly rest?: PagesRest | undefined;
}

/** The open statuses that were read. */
export interface OpenStatusAnswer {
  readonly open: OpenStatuses;
  /** User ids the answer had a row of. */
  readonly read: ReadonlySet<string>;
  /** Why it ended before the last page; null when it did not, or when only a part was requested. */
  readonly stopped: AppError | null;
  /** What to go on with; absent after the last page. */
  readonly rest?: PagesRest | undefined;
  /** Present where the list ended without a word, and with fewer agents than were requested: it may have left some out. */
  readonly isShort?: true;
  /** How many rows and records could not be understood; absent where all were. */
  readonly notUnderstood?: number;
  /** As in the progress. */
  readonly zone?: DetailsProgress['zone'];
  /** What becomes of times of earlier reads; absent where nothing does. */
  readonly zoneChange?: ZoneChange;
}

/** A read of open statuses, for the live team or for a single command. */
export interface TodayRequest extends OpenStatusRequest {
  readonly live: Pick<LiveConnection, 'profile' | 'client' | 'memory'>;
  /** The team as it is seen, whose observed changes are evidence for the zone of the API's times. */
  readonly agents: ReadonlyMap<string, Agent>;
  readonly signal?: AbortSignal;
  /** How long the read may wait for the budget in all. */
  readonly maxWaitMs: number;
  /** Hears all that was read, for those who need more than the open statuses. */
  readonly onRead?: (today: TodayRead) => void;
}

/** A read of the team's day up to now. */
export interface TodayRead {
  readonly date: string;
  /** The midnight it began with, epoch milliseconds. */
  readonly startsAt: number;
  readonly apiTimes: ApiTimesVerdict;
  /** An agent's tidy spans; none where status details have no row of them. */
  readonly spansOf: (userId: string) => readonly StatusSpan[];
  /** Whether the read says what is recorded of an agent, if only that there is nothing. */
  readonly isRead: (userId: string) => boolean;
  /** How many rows and records of the answers could not be understood. */
  readonly notUnderstood: number;
  /** Why not every agent was read; null when they were. */
  readonly problem: string | null;
}

/** What is known of one server for as long as this program runs. */
interface KnownServer {
  readonly records: SeenRecords;
  /** How the times were read last that the team shows now; absent before the first read. */
  verdict?: ApiTimesVerdict;
}

/** The answers about one local day, which may take two requests. */
interface DayAnswers {
  readonly answers: readonly AnsweredPeriod[];
  readonly boundaries: readonly SeenBoundary[];
  /** The answer that says how far both have come: the shorter one. */
  readonly last: Pick<DetailsAnswer, 'rows' | 'stopped' | 'rest'>;
  readonly isEndSaid: boolean;
  readonly notUnderstood: ReadonlySet<string>;
}

/**
 * Creates the reader of today's open statuses, for times in status: one `date` read of the team's local day
 * (document: Agent Status Details). What it learns about the zone of the times goes to the connection's memory.
 * A read that breaks off after its first page answers with what it has; only a read that was not broken off says who
 * has nothing open. Errors are the client's.
 */
export function createTodayReader(
  clock: Clock,
  localTimeZone: () => string,
): (request: TodayRequest) => Promise<Result<OpenStatusAnswer>> {
  const servers = new WeakMap<KoreClient, KnownServer>();

  return async (request) => {
    const { live, emails, pages, rest, agents, signal, onRead } = request;
    const { client, memory, profile } = live;
    const server = servers.get(client) ?? { records: createSeenRecords() };
    servers.set(client, server);
    const timeZone = profile.timeZone ?? localTimeZone();
    const now = (): number => clock.now() + (client.clockOffsetMs() ?? 0);
    const today = todayIn(timeZone, now());
    const read = await requestDay(request, requestedDays([today], timeZone, now()), server.records, now);
    if (!read.ok) return read;
    const { answers, boundaries, last, isEndSaid, notUnderstood } = read.value;

    const before = server.verdict ?? resolveApiTimes(profile.apiTimes, memory.get(), answers);
    learn(memory, weighZone(memory.get(), { answers, boundaries, live: agents }));
    const verdict = resolveApiTimes(profile.apiTimes, memory.get(), answers);
    // A read that was dropped changes nothing on the screen.
    if (signal?.aborted !== true) server.verdict = verdict;
    const doubt = doubtOf(verdict);
    if (doubt === null) {
      for (const answer of answers) learnListing(memory, listingOf(answer, verdict.zone, agents));
    }

    const { startsAt } = dayBounds(today, timeZone);
    const isListedByStart = memory.get().recordsListedBy === 'start';
    const day = { now: now(), verdict, timeZoneOffset: dayOffset(today, timeZone), startsAt, isListedByStart };
    const records = recordsByAgent(answers);
    // A list that ended without a word may have left out agents, as far as the team has more.
    const isShort = pages === undefined && !isEndSaid && records.size < (emails.length || agents.size);
    const isComplete = pages === undefined && !isShort && (emails.length === 0 || emails.length >= agents.size);
    const problem = last.stopped?.message ?? null;
    onRead?.({
      date: today,
      startsAt,
      apiTimes: verdict,
      spansOf: spansReader(records, day),
      isRead: (userId) => (problem === null && isComplete) || records.has(userId),
      notUnderstood: notUnderstood.size,
      problem,
    });

    const open = openStatuses(records, day);
    const change = zoneChange(before, verdict);
    const facts = {
      read: new Set(last.rows.map(({ userId }) => userId)),
      rest: last.rest,
      ...(isShort && { isShort }),
      ...(notUnderstood.size > 0 && { notUnderstood: notUnderstood.size }),
      ...(doubt !== null && { zone: doubt }),
      ...(change !== null && { zoneChange: change }),
    };
    if (problem !== null) return ok({ open, stopped: last.stopped, ...facts });
    // Who is in a complete read and in no row of it has nothing open either; who was on an earlier page may have it there.
    const onlyHere = [...records.keys()].filter((userId) => rest?.known.has(userId) !== true);
    const all = withNothingOpen(open, onlyHere, isComplete ? agents.keys() : []);
    return ok({ open: all, stopped: null, ...facts });
  };
}

async function requestDay(
  { live: { client }, emails, priority, pages, rest, agents, signal, maxWaitMs }: TodayRequest,
  days: readonly RequestedDay[],
  seen: SeenRecords,
  now: () => number,
): Promise<Result<DayAnswers>> {
  const call = { priority, maxWaitMs, ...(signal === undefined ? {} : { signal }) };
  const answers: AnsweredPeriod[] = [];
  const boundaries: SeenBoundary[] = [];
  const notUnderstood = new Set<string>();
  let last: DayAnswers['last'] = { rows: [], stopped: null };
  let isEndSaid = true;
  for (const { date, timeZoneOffset, startsAt, endsAt } of days) {
    const sentAt = now();
    const period = { kind: 'day', date, timeZoneOffset } as const;
    const answer = await client.statusDetails({ period, agents: emails, pages, rest }, call);
    if (!answer.ok) return answer;
    const { rows, receivedAt, stopped } = answer.value;
    if (last.stopped === null) last = answer.value;
    isEndSaid &&= answer.value.isEndSaid;
    for (const text of answer.value.notUnderstood) notUnderstood.add(text);
    answers.push({ rows, receivedAt, timeZoneOffset, startsAt, endsAt });
    const read = { rows, date, timeZoneOffset, sentAt, receivedAt };
    if (stopped === null) boundaries.push(...seen.compare(read, agents));
  }
  return ok({ answers, boundaries, last, isEndSaid, notUnderstood });
}

type Records = ReadonlyMap<string, readonly StatusRecord[]>;

/** One day may have been requested in two parts with the same offset; the open status is in either or in both. */
function openStatuses(records: Records, day: DayOfRecords): ReadonlyMap<string, OpenStatus> {
  const open = new Map<string, OpenStatus>();
  for (const [userId, ofAgent] of records) {
    const status = openStatus(ofAgent, day);
    if (status !== null) open.set(userId, status);
  }
  return open;
}

function withNothingOpen(open: OpenStatuses, ...read: readonly Iterable<string>[]): OpenStatuses {
  const all = new Map(open);
  for (const userIds of read) for (const userId of userIds) if (!all.has(userId)) all.set(userId, null);
  return all;
}

function spansReader(records: Records, { verdict, timeZoneOffset }: DayOfRecords): TodayRead['spansOf'] {
  return (userId) => tidySpans(toSpans(records.get(userId) ?? [], verdict.zone, timeZoneOffset));
}

function recordsByAgent(answers: readonly AnsweredPeriod[]): Records {
  const records = new Map<string, readonly StatusRecord[]>();
  for (const row of answers.flatMap(({ rows }) => rows)) {
    records.set(row.userId, [...(records.get(row.userId) ?? []), ...row.records]);
  }
  return records;
}
