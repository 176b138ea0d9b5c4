import type { LiveConnection } from '../connections/types.ts';
import type { DetailsAnswer, KoreClient, StatusRecord } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Agent, ApiTimesVerdict } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { AskedStatuses, ReadStatuses } from '../team/details-types.ts';
import type { OpenStatus, OpenStatuses } from '../team/since-clock.ts';
import { dayBounds, dayOffset, todayIn } from '../time/days.ts';
import { resolveApiTimes, type AnsweredPeriod } from './api-times.ts';
import { askedDays } from './asked-days.ts';
import { doubtOf, openStatus, type DayOfRecords } from './open-status.ts';
import { listingOf } from './record-listing.ts';
import { createSeenRecords, type SeenRecords } from './seen-boundaries.ts';
import { tidySpans, toSpans, type StatusSpan } from './spans.ts';
import { weighZone, type SeenBoundary } from './zone-evidence.ts';
import { isZoneKnown, learn, learnListing, zoneChange } from './zone-memory.ts';

/** Whose open statuses to read and who asks: the live team, or a single command. */
export interface TodayRequest extends AskedStatuses {
  readonly live: Pick<LiveConnection, 'profile' | 'client' | 'memory'>;
  /** The team as it is seen, whose observed changes are evidence for the zone of the API's times. */
  readonly agents: ReadonlyMap<string, Agent>;
  readonly signal?: AbortSignal;
  /** How long the read may wait for the budget in all. */
  readonly maxWaitMs: number;
  /** Hears all that was read, for who wants to know more than who is in which status now. */
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
  /** Whether it was told what is recorded of an agent, if only that there is nothing. */
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

/**
 * Makes the reader of today's open statuses, for the since-clock: one `date` read of the team's local day
 * (document: Agent Status Details). What it learns about the zone of the times goes to the connection's memory.
 * A read that breaks off after its first page answers with what it has; only a read that was not broken off says who
 * has nothing open. Errors are the client's.
 */
export function createTodayReader(
  clock: Clock,
  localTimeZone: () => string,
): (request: TodayRequest) => Promise<Result<ReadStatuses>> {
  const servers = new WeakMap<KoreClient, KnownServer>();

  return async ({ live, emails, priority, pages, rest, agents, signal, maxWaitMs, onRead }) => {
    const { client, memory, profile } = live;
    const server = servers.get(client) ?? { records: createSeenRecords() };
    servers.set(client, server);
    const timeZone = profile.timeZone ?? localTimeZone();
    const now = (): number => clock.now() + (client.clockOffsetMs() ?? 0);
    const call = { priority, maxWaitMs, ...(signal === undefined ? {} : { signal }) };
    const answers: AnsweredPeriod[] = [];
    const boundaries: SeenBoundary[] = [];
    const today = todayIn(timeZone, now());
    let last: Pick<DetailsAnswer, 'rows' | 'stopped' | 'rest'> = { rows: [], stopped: null };
    let isEndSaid = true;
    const bad = new Set<string>();
    for (const day of askedDays([today], timeZone, now())) {
      const { date, timeZoneOffset, startsAt, endsAt } = day;
      const sentAt = now();
      const answer = await client.statusDetails(
        { period: { kind: 'day', date, timeZoneOffset }, agents: emails, pages, rest },
        call,
      );
      if (!answer.ok) return answer;
      const { rows, receivedAt, stopped } = answer.value;
      // Of two answers the shorter one says how far both have come.
      if (last.stopped === null) last = answer.value;
      isEndSaid &&= answer.value.isEndSaid;
      for (const text of answer.value.notUnderstood) bad.add(text);
      answers.push({ rows, receivedAt, timeZoneOffset, startsAt, endsAt });
      const read = { rows, date, timeZoneOffset, sentAt, receivedAt };
      if (stopped === null) boundaries.push(...server.records.compare(read, agents));
    }
    const before = server.verdict ?? resolveApiTimes(profile.apiTimes, memory.get(), answers);
    learn(memory, weighZone(memory.get(), { answers, boundaries, live: agents }));
    const verdict = resolveApiTimes(profile.apiTimes, memory.get(), answers);
    // A read that was dropped changes nothing that is shown.
    if (signal?.aborted !== true) server.verdict = verdict;
    const { startsAt } = dayBounds(today, timeZone);
    if (isZoneKnown(verdict)) {
      for (const answer of answers) learnListing(memory, listingOf(answer, verdict.zone, agents));
    }
    const isListedByStart = memory.get().recordsListedBy === 'start';
    const day = { now: now(), verdict, timeZoneOffset: dayOffset(today, timeZone), startsAt, isListedByStart };
    const records = recordsByAgent(answers);
    const problem = last.stopped?.message ?? null;
    // A list that ended without a word may have left out agents, as far as the team has more.
    const isShort = pages === undefined && !isEndSaid && records.size < (emails.length || agents.size);
    const isWhole = pages === undefined && !isShort && (emails.length === 0 || emails.length >= agents.size);
    const isRead = (userId: string): boolean => (problem === null && isWhole) || records.has(userId);
    const heard = { date: today, startsAt, apiTimes: verdict, spansOf: spansReader(records, day) };
    onRead?.({ ...heard, isRead, notUnderstood: bad.size, problem });
    const open = openStatuses(records, day);
    const read = new Set(last.rows.map(({ userId }) => userId));
    const change = zoneChange(before, verdict);
    const zone = doubtOf(verdict);
    const facts = {
      ...{ read, rest: last.rest, ...(isShort && { isShort }) },
      ...(bad.size > 0 && { notUnderstood: bad.size }),
      ...(zone !== null && { zone }),
      ...(change !== null && { zoneChange: change }),
    };
    if (problem !== null) return ok({ open, stopped: last.stopped, ...facts });
    // Who is in a whole team and in no row of it has nothing open either; who was on an earlier page too may have it there.
    const onlyHere = [...records.keys()].filter((userId) => rest?.known.has(userId) !== true);
    const all = withNothingOpen(open, onlyHere, isWhole ? agents.keys() : []);
    return ok({ open: all, stopped: null, ...facts });
  };
}

type Records = ReadonlyMap<string, readonly StatusRecord[]>;

/** One day may have been asked for in two answers with the same offset; the open status is in either or in both. */
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
