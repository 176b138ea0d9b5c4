import type { LiveConnection } from '../connection/types.ts';
import type { CallPriority, StatusRecord } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Agent } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { OpenStatus } from '../team/since-clock.ts';
import { todayIn } from '../time/days.ts';
import { decideApiTimes, evidenceFromChange, resolveApiTimes, type AnsweredPeriod } from './api-times.ts';
import { askedDays } from './asked-days.ts';
import { openStatus } from './open-status.ts';

/** Whose open statuses to read and who asks: the live team, or a single command. */
export interface TodayRequest {
  readonly live: Pick<LiveConnection, 'profile' | 'client' | 'memory'>;
  /** E-mails, as `filter.agents`; empty means everybody. */
  readonly emails: readonly string[];
  /** The team as it is seen, whose observed changes are evidence for the zone of the API's times. */
  readonly agents: ReadonlyMap<string, Agent>;
  readonly signal?: AbortSignal;
  /** How long the read may wait for the budget in all. */
  readonly maxWaitMs: number;
}

const PRIORITY: CallPriority = 'details';

/**
 * Makes the reader of today's open statuses, for the since-clock: one `date` read of the team's local day
 * (document: Agent Status Details). What it learns about the zone of the times goes to the connection's memory.
 * A read that breaks off after its first page answers with what it has; errors are the client's.
 */
export function createTodayReader(
  clock: Clock,
  localTimeZone: string,
): (request: TodayRequest) => Promise<Result<ReadonlyMap<string, OpenStatus>>> {
  return async ({ live, emails, agents, signal, maxWaitMs }) => {
    const { client, memory, profile } = live;
    const timeZone = profile.timeZone ?? localTimeZone;
    const call = { priority: PRIORITY, maxWaitMs, ...(signal === undefined ? {} : { signal }) };
    const answers: AnsweredPeriod[] = [];
    for (const day of askedDays([todayIn(timeZone, clock.now())], timeZone, clock.now())) {
      const { date, timeZoneOffset, startsAt, endsAt } = day;
      const answer = await client.statusDetails(
        { period: { kind: 'day', date, timeZoneOffset }, agents: emails },
        call,
      );
      if (!answer.ok) return answer;
      const { rows, receivedAt } = answer.value;
      answers.push({ rows, receivedAt, timeZoneOffset, startsAt, endsAt });
    }
    const evidence = changeEvidence(answers, agents) ?? decideApiTimes(answers);
    if (evidence !== null && evidence !== memory.get().apiTimes) memory.learn({ apiTimes: evidence });
    const { zone } = resolveApiTimes(profile.apiTimes, memory.get().apiTimes, evidence);
    return ok(openStatuses(answers, clock.now(), zone));
  };
}

/** One day may have been asked for in two answers with the same offset; the open status is in either or in both. */
function openStatuses(
  answers: readonly AnsweredPeriod[],
  now: number,
  zone: 'request' | 'UTC',
): ReadonlyMap<string, OpenStatus> {
  const [first] = answers;
  const open = new Map<string, OpenStatus>();
  if (first === undefined) return open;
  for (const [userId, records] of recordsByAgent(answers)) {
    const status = openStatus(records, now, zone, first.timeZoneOffset);
    if (status !== null) open.set(userId, status);
  }
  return open;
}

function recordsByAgent(answers: readonly AnsweredPeriod[]): ReadonlyMap<string, readonly StatusRecord[]> {
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
