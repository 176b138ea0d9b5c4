import type { HistoryAgent, HistoryDay, StatusInterval } from '../model.ts';
import { sinceOf } from './rewind.ts';

/** The same day, or part of it, from one instant of it to another, with the sums of that time only. */
export function withinHours<T extends Pick<HistoryDay, 'startsAt' | 'endsAt' | 'agents'>>(
  day: T,
  from: number,
  to: number,
): T {
  return { ...day, startsAt: from, endsAt: to, agents: day.agents.map((agent) => agentWithin(agent, from, to)) };
}

function agentWithin(agent: HistoryAgent, from: number, to: number): HistoryAgent {
  const knownUntil = Math.min(to, Math.max(from, agent.knownUntil));
  const intervals = agent.intervals.flatMap((interval) => intervalWithin(interval, agent.knownUntil, from, to));
  const totalsMs: Record<string, number> = {};
  for (const { primaryStatus, durationMs } of intervals) {
    totalsMs[primaryStatus] = (totalsMs[primaryStatus] ?? 0) + durationMs;
  }
  const recordedMs = intervals.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return { ...agent, intervals, totalsMs, noRecordMs: knownUntil - from - recordedMs, knownUntil };
}

function intervalWithin(interval: StatusInterval, knownUntil: number, from: number, to: number): StatusInterval[] {
  const until = interval.end ?? knownUntil;
  const [start, end] = [Math.max(interval.start, from), Math.min(until, to)];
  if (end <= start) return [];
  const isStartCut = interval.clippedStart || interval.start < from;
  return [
    {
      primaryStatus: interval.primaryStatus,
      secondaryStatus: interval.secondaryStatus,
      start,
      ...(isStartCut && { startedAt: sinceOf(interval) }),
      end: interval.end === null && until <= to ? null : end,
      durationMs: end - start,
      clippedStart: isStartCut,
      clippedEnd: interval.clippedEnd || until > to,
    },
  ];
}
