import type { LiveConnection } from '../../connections/types.ts';
import type { KoreClient, PagesRest, StatusRecord } from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Agent, ApiTimesVerdict, DetailsProgress } from '../../shared/model.ts';
import { ok, type AppError, type Result } from '../../shared/result.ts';
import { dayBounds, dayOffset, todayIn, type DayBounds } from '../../time/days.ts';
import { doubtOf, zoneChange, type ZoneChange } from '../zone/api-times.ts';
import { tidySpans, toSpans, type StatusSpan } from '../intervals.ts';
import { openStatus, type DayOfRecords, type OpenStatus, type OpenStatuses } from '../open-status.ts';
import { readDays, type DaysAnswer, type DaysKeeper, type DaysRead } from './read-days.ts';
import { createSeenRecords, type SeenRecords } from './seen-boundaries.ts';

/** Whose open statuses to read, and how many pages. */
export interface OpenStatusRequest {
  /** E-mails, as `filter.agents`; empty means everybody. */
  readonly emails: readonly string[];
  /** At most this many pages, where this is one part of several. */
  readonly pages?: number;
  /** Where a read of everybody goes on. */
  readonly rest?: PagesRest | undefined;
}

/** The open statuses that were read. */
export interface OpenStatusAnswer {
  readonly open: OpenStatuses;
  /** User ids the answer had a row of. */
  readonly read: ReadonlySet<string>;
  /** User ids of the rows whose e-mail was requested, in any case of its letters; absent where everybody was. */
  readonly requested?: ReadonlySet<string>;
  /** Why it ended before the last page; null when it did not, or when only a part was requested. */
  readonly stopped: AppError | null;
  /** What to go on with; absent after the last page. */
  readonly rest?: PagesRest | undefined;
  /** Present where the list ended without saying so and has fewer agents than were requested: some may be missing. */
  readonly isShort?: true;
  /** How many rows and records could not be understood; absent where all were. */
  readonly notUnderstood?: number;
  /** As in the progress. */
  readonly zone?: DetailsProgress['zone'];
  /** The effect on times of earlier reads; absent where there is none. */
  readonly zoneChange?: ZoneChange;
}

/** A read of open statuses, for the live team or for a single command. */
export interface TodayRequest extends OpenStatusRequest {
  readonly live: Pick<LiveConnection, 'profile' | 'client' | 'memory'>;
  /** The team as it is seen, whose observed changes are evidence for the zone of the API's times. */
  readonly agents: ReadonlyMap<string, Agent>;
  readonly signal?: AbortSignal;
  /** How long the read may wait for the rate limit in all. */
  readonly maxWaitMs: number;
  /** Keeps what is read. */
  readonly keeper?: DaysKeeper | undefined;
}

/** A read of the team's day up to now, for those who need more than the open statuses. */
export interface TodayRead extends OpenStatusAnswer {
  readonly date: string;
  /** The midnight it began with and the next one, epoch milliseconds. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** When it was read, by the server's clock. */
  readonly takenAt: number;
  readonly apiTimes: ApiTimesVerdict;
  /** An agent's tidy spans; none where status details have no row of them. */
  readonly spansOf: (userId: string) => readonly StatusSpan[];
  /** Whether an agent was read, even if nothing is recorded of them. */
  readonly isRead: (userId: string) => boolean;
}

/** What is known of one server for as long as this program runs. */
interface KnownServer {
  readonly seen: SeenRecords;
  /** How the times were read last that the team shows now; absent before the first read. */
  verdict?: ApiTimesVerdict;
}

/**
 * Creates the reader of today's open statuses, for times in status: one `date` read of the team's local day
 * (document: Agent Status Details). A read that breaks off after its first page answers with what it has; only a
 * complete read says who has nothing open. Errors are the client's.
 */
export function createTodayReader(
  clock: Clock,
  localTimeZone: () => string,
): (request: TodayRequest) => Promise<Result<TodayRead>> {
  const servers = new WeakMap<KoreClient, KnownServer>();

  return async (request) => {
    const { live, emails, agents, pages, rest, signal, maxWaitMs, keeper } = request;
    const { client, memory, profile } = live;
    const server = servers.get(client) ?? { seen: createSeenRecords() };
    servers.set(client, server);
    const timeZone = profile.timeZone ?? localTimeZone();
    const now = (): number => clock.now() + (client.clockOffsetMs() ?? 0);
    const date = todayIn(timeZone, now());
    const read = await readDays(
      { client, memory, clock, timeZone, apiTimes: profile.apiTimes },
      {
        dates: [date],
        agents: emails,
        pages,
        rest,
        expectedAgents: agents.size,
        live: { agents, seen: server.seen },
        maxWaitMs,
        signal,
        keeper,
      },
    );
    if (!read.ok) return read;
    const { apiTimes, apiTimesBefore } = read.value;
    const change = zoneChange(server.verdict ?? apiTimesBefore, apiTimes);
    // A read that was dropped changes nothing on the screen.
    if (signal?.aborted !== true) server.verdict = apiTimes;
    const today = todayOf(request, read.value, {
      now: now(),
      verdict: apiTimes,
      timeZoneOffset: dayOffset(date, timeZone),
      ...dayBounds(date, timeZone),
      isListedByStart: memory.get().recordsListedBy === 'start',
    });
    return ok({ ...today, date, ...(change !== null && { zoneChange: change }) });
  };
}

function todayOf(
  { emails, agents, pages, rest }: TodayRequest,
  { answers, stopped, isEndSaid, notUnderstood, apiTimes }: DaysRead,
  day: DayOfRecords & DayBounds,
): Omit<TodayRead, 'date' | 'zoneChange'> {
  const records = recordsByAgent(answers);
  // A list that ended without saying so may lack agents, if the team has more.
  const isShort = pages === undefined && !isEndSaid && records.size < (emails.length || agents.size);
  const isOfTeam = pages === undefined && (emails.length === 0 || emails.length >= agents.size);
  const isComplete = isOfTeam && stopped === null && !isShort;
  const open = new Map<string, OpenStatus | null>();
  for (const [userId, ofAgent] of records) {
    const status = openStatus(ofAgent, day);
    // An agent with nothing open here may have an open status on a page that was not read, or on an earlier one.
    const isKnown = stopped === null && rest?.known.has(userId) !== true;
    if (status !== null || isKnown) open.set(userId, status);
  }
  // An agent without a row in a complete read has nothing open either.
  if (isComplete) for (const userId of agents.keys()) if (!open.has(userId)) open.set(userId, null);
  const last = answers.at(-1);
  const lowerCase = new Set(emails.map((email) => email.toLowerCase()));
  const requested = last?.rows.filter(({ email }) => lowerCase.has(email.toLowerCase()));
  const zone = doubtOf(apiTimes);
  return {
    open,
    read: new Set(last?.rows.map(({ userId }) => userId)),
    ...(emails.length > 0 && { requested: new Set(requested?.map(({ userId }) => userId)) }),
    stopped,
    rest: last?.rest,
    ...(isShort && { isShort }),
    ...(notUnderstood > 0 && { notUnderstood }),
    ...(zone !== null && { zone }),
    startsAt: day.startsAt,
    endsAt: day.endsAt,
    takenAt: day.now,
    apiTimes,
    spansOf: (userId) => tidySpans(toSpans(records.get(userId) ?? [], apiTimes.zone, day.timeZoneOffset)),
    isRead: (userId) => isComplete || records.has(userId),
  };
}

/** One day may have been requested in two parts with the same offset; the open status is in either or in both. */
function recordsByAgent(answers: readonly DaysAnswer[]): ReadonlyMap<string, readonly StatusRecord[]> {
  const records = new Map<string, readonly StatusRecord[]>();
  for (const row of answers.flatMap(({ rows }) => rows)) {
    records.set(row.userId, [...(records.get(row.userId) ?? []), ...row.records]);
  }
  return records;
}
