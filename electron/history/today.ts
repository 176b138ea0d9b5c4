import type { LiveConnection } from '../connection/types.ts';
import type { DetailsAnswer, StatusRecord } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Agent } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { AskedStatuses, ReadStatuses } from '../team/details-types.ts';
import type { OpenStatus, OpenStatuses } from '../team/since-clock.ts';
import { dayBounds, dayOffset, todayIn } from '../time/days.ts';
import { decideApiTimes, evidenceFromChange, resolveApiTimes, type AnsweredPeriod } from './api-times.ts';
import { askedDays } from './asked-days.ts';
import { openStatus } from './open-status.ts';
import { tidySpans, toSpans, type StatusSpan } from './spans.ts';

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
  /** An agent's tidy spans; none where status details have no row of them. */
  readonly spansOf: (userId: string) => readonly StatusSpan[];
  /** Why not every agent was read; null when they were. */
  readonly problem: string | null;
}

/**
 * Makes the reader of today's open statuses, for the since-clock: one `date` read of the team's local day
 * (document: Agent Status Details). What it learns about the zone of the times goes to the connection's memory.
 * A read that breaks off after its first page answers with what it has; only a read that was not broken off says who
 * has nothing open. Errors are the client's.
 */
export function createTodayReader(
  clock: Clock,
  localTimeZone: string,
): (request: TodayRequest) => Promise<Result<ReadStatuses>> {
  return async ({ live, emails, priority, pages, rest, agents, signal, maxWaitMs, onRead }) => {
    const { client, memory, profile } = live;
    const timeZone = profile.timeZone ?? localTimeZone;
    const call = { priority, maxWaitMs, ...(signal === undefined ? {} : { signal }) };
    const answers: AnsweredPeriod[] = [];
    const now = (): number => clock.now() + (client.clockOffsetMs() ?? 0);
    const today = todayIn(timeZone, now());
    let last: Pick<DetailsAnswer, 'rows' | 'stopped' | 'rest'> = { rows: [], stopped: null };
    for (const day of askedDays([today], timeZone, now())) {
      const { date, timeZoneOffset, startsAt, endsAt } = day;
      const answer = await client.statusDetails(
        { period: { kind: 'day', date, timeZoneOffset }, agents: emails, pages, rest },
        call,
      );
      if (!answer.ok) return answer;
      const { rows, receivedAt } = answer.value;
      // Of two answers the shorter one says how far both have come.
      if (last.stopped === null) last = answer.value;
      answers.push({ rows, receivedAt, timeZoneOffset, startsAt, endsAt });
    }
    const evidence = changeEvidence(answers, agents) ?? decideApiTimes(answers);
    if (evidence !== null && evidence !== memory.get().apiTimes) memory.learn({ apiTimes: evidence });
    const { zone } = resolveApiTimes(profile.apiTimes, memory.get().apiTimes, evidence);
    const records = recordsByAgent(answers);
    const offset = dayOffset(today, timeZone);
    const { startsAt } = dayBounds(today, timeZone);
    const problem = last.stopped?.message ?? null;
    onRead?.({ date: today, startsAt, spansOf: spansReader(records, zone, offset), problem });
    const open = openStatuses(records, now(), zone, offset);
    const read = new Set(last.rows.map(({ userId }) => userId));
    if (problem !== null) return ok({ open, read, stopped: last.stopped, rest: last.rest });
    // Who is in a whole team and in no row of it has nothing open either.
    const isWhole = pages === undefined && (emails.length === 0 || emails.length >= agents.size);
    const all = withNothingOpen(open, records.keys(), isWhole ? agents.keys() : []);
    return ok({ open: all, read, stopped: null, rest: last.rest });
  };
}

type Records = ReadonlyMap<string, readonly StatusRecord[]>;

/** One day may have been asked for in two answers with the same offset; the open status is in either or in both. */
function openStatuses(
  records: Records,
  now: number,
  zone: 'request' | 'UTC',
  timeZoneOffset: number,
): ReadonlyMap<string, OpenStatus> {
  const open = new Map<string, OpenStatus>();
  for (const [userId, ofAgent] of records) {
    const status = openStatus(ofAgent, now, zone, timeZoneOffset);
    if (status !== null) open.set(userId, status);
  }
  return open;
}

function withNothingOpen(open: OpenStatuses, ...read: readonly Iterable<string>[]): OpenStatuses {
  const all = new Map(open);
  for (const userIds of read) for (const userId of userIds) if (!all.has(userId)) all.set(userId, null);
  return all;
}

function spansReader(records: Records, zone: 'request' | 'UTC', timeZoneOffset: number): TodayRead['spansOf'] {
  return (userId) => tidySpans(toSpans(records.get(userId) ?? [], zone, timeZoneOffset));
}

function recordsByAgent(answers: readonly AnsweredPeriod[]): Records {
  const records = new Map<string, readonly StatusRecord[]>();
  for (const row of answers.flatMap(({ rows }) => rows)) {
    records.set(row.userId, [...(records.get(row.userId) ?? []), ...row.records]);
  }
  return records;
}

/** A change that was seen live says more than what is merely possible. */
function changeEvidence(
  answers: readonly AnsweredPeriod[],
  agents: ReadonlyMap<string, Agent>,
): 'request' | 'UTC' | null {
  for (const { rows, timeZoneOffset } of answers) {
    for (const { userId, records } of rows) {
      const last = records.findLast(({ end }) => end === null);
      const agent = agents.get(userId);
      if (last === undefined || agent?.since.precision !== 'observed' || agent.since.at === null) continue;
      if (last.primaryStatus !== agent.rawStatus) continue;
      const { at, toleranceMs } = agent.since;
      const changedBetween = [at - toleranceMs, at + toleranceMs] as const;
      const evidence = evidenceFromChange({ openStart: last.start, changedBetween, timeZoneOffset });
      if (evidence !== null) return evidence;
    }
  }
  return null;
}
