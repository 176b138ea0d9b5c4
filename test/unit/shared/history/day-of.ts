import type { HistoryAgent, HistoryDay, StatusInterval } from '../../../../electron/shared/model.ts';

export const HOUR_MS = 3_600_000;
/** A Thursday in UTC. */
export const DAY = Date.parse('2026-11-19T00:00:00Z');

/** `AWAY/Lunch` from one hour of the day to another; without an end it is open. `since` is an hour before the day. */
export function interval(
  status: string,
  from: number,
  to: number | null,
  knownUntil = 24,
  since?: number,
): StatusInterval {
  const [primaryStatus = '', secondaryStatus = primaryStatus] = status.split('/');
  return {
    primaryStatus,
    secondaryStatus,
    start: DAY + from * HOUR_MS,
    ...(since !== undefined && { startedAt: DAY + since * HOUR_MS }),
    end: to === null ? null : DAY + to * HOUR_MS,
    durationMs: ((to ?? knownUntil) - from) * HOUR_MS,
    clippedStart: since !== undefined,
    clippedEnd: to === 24,
  };
}

/** An agent whose day is known until an hour. */
export function agent(userId: string, intervals: readonly StatusInterval[], knownUntil = 24): HistoryAgent {
  const totalsMs: Record<string, number> = {};
  for (const { primaryStatus, durationMs } of intervals) {
    totalsMs[primaryStatus] = (totalsMs[primaryStatus] ?? 0) + durationMs;
  }
  const recordedMs = intervals.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const noRecordMs = knownUntil * HOUR_MS - recordedMs;
  const until = DAY + knownUntil * HOUR_MS;
  return { userId, name: userId, email: `${userId}@example.com`, intervals, totalsMs, noRecordMs, knownUntil: until };
}

export function day(...agents: readonly HistoryAgent[]): HistoryDay {
  return { date: '2026-11-19', startsAt: DAY, endsAt: DAY + 24 * HOUR_MS, read: 'complete', agents };
}
