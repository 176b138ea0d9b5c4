import type { LiveConnection } from '../connection/types.ts';
import type { CallPriority, DetailsRow } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { Agent } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import type { OpenStatus } from '../team/since-clock.ts';
import { dayBounds, dayOffset, todayIn } from '../time/days.ts';
import { decideApiTimes, evidenceFromChange, resolveApiTimes, type AnsweredPeriod } from './api-times.ts';
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
    const date = todayIn(timeZone, clock.now());
    const timeZoneOffset = dayOffset(date, timeZone);
    const period = { kind: 'day', date, timeZoneOffset } as const;
    const call = { priority: PRIORITY, maxWaitMs, ...(signal === undefined ? {} : { signal }) };
    const answer = await client.statusDetails({ period, agents: emails }, call);
    if (!answer.ok) return answer;

    const { rows, receivedAt } = answer.value;
    const asked = { rows, receivedAt, timeZoneOffset, ...dayBounds(date, timeZone) };
    const evidence = evidenceOf(asked, agents);
    if (evidence !== null && evidence !== memory.get().apiTimes) memory.learn({ apiTimes: evidence });
    const { zone } = resolveApiTimes(profile.apiTimes, memory.get().apiTimes, evidence);
    return ok(openStatuses(rows, clock.now(), zone, timeZoneOffset));
  };
}

function openStatuses(
  rows: readonly DetailsRow[],
  now: number,
  zone: 'request' | 'UTC',
  timeZoneOffset: number,
): ReadonlyMap<string, OpenStatus> {
  const open = new Map<string, OpenStatus>();
  for (const { userId, records } of rows) {
    const status = openStatus(records, now, zone, timeZoneOffset);
    if (status !== null) open.set(userId, status);
  }
  return open;
}

/** A change that was seen live says more than what is merely possible. */
function evidenceOf(asked: AnsweredPeriod, agents: ReadonlyMap<string, Agent>): 'request' | 'UTC' | null {
  for (const { userId, records } of asked.rows) {
    const last = records.findLast(({ end }) => end === null);
    const agent = agents.get(userId);
    if (last === undefined || agent?.since.precision !== 'observed' || agent.since.at === null) continue;
    if (last.primaryStatus !== agent.rawStatus) continue;
    const { at, toleranceMs } = agent.since;
    const changedBetween = [at - toleranceMs, at + toleranceMs] as const;
    const { timeZoneOffset } = asked;
    const evidence = evidenceFromChange({ openStart: last.start, changedBetween, timeZoneOffset });
    if (evidence !== null) return evidence;
  }
  return decideApiTimes([asked]);
}
