import { clockSecond } from '../shared/clock-text.ts';
import { clockDuration } from '../shared/duration.ts';
import type { HistoryAgent, HistoryReport, StatusInterval } from '../shared/model.ts';

/** The JSON of `history --json`; instants are ISO 8601 in UTC, durations milliseconds. */
export function historyJson(report: HistoryReport): string {
  const { from, to, timeZone, apiTimes, partial, days } = report;
  return JSON.stringify({
    from,
    to,
    timeZone,
    apiTimes,
    partial,
    days: days.map(({ date, agents }) => ({ date, agents: agents.map(agentJson) })),
  });
}

/** `history` for a person: per day one block per agent, an interval a line, times in the team's zone. */
export function historyText(report: HistoryReport): string {
  const time = (at: number): string => clockSecond(at, report.timeZone);
  const lines = report.days.flatMap(({ date, agents }) => [
    `${date} (${report.timeZone})`,
    ...agents.flatMap((agent) => agentLines(agent, time)),
  ]);
  const reading = report.apiTimes.zone === 'UTC' ? 'UTC' : 'the requested zone';
  return [...lines, `Self-reported status; API times read as ${reading} (${report.apiTimes.decidedBy}).`].join('\n');
}

function agentJson({ userId, name, email, intervals, totalsMs, noRecordMs }: HistoryAgent): object {
  return { userId, name, email, intervals: intervals.map(intervalJson), totalsMs, noRecordMs };
}

function intervalJson(interval: StatusInterval): object {
  const { primaryStatus, secondaryStatus, start, end, durationMs, clippedStart, clippedEnd } = interval;
  return {
    primaryStatus,
    secondaryStatus,
    start: iso(start),
    end: end === null ? null : iso(end),
    durationMs,
    clippedStart,
    clippedEnd,
  };
}

function agentLines({ name, intervals, totalsMs, noRecordMs }: HistoryAgent, time: (at: number) => string): string[] {
  const totals = Object.entries(totalsMs).map(([status, ms]) => `${status} ${clockDuration(ms)}`);
  const head = `  ${name}: ${[...totals, `no record ${clockDuration(noRecordMs)}`].join(', ')}`;
  return [head, ...intervals.map((interval) => `    ${intervalLine(interval, time)}`)];
}

function intervalLine(interval: StatusInterval, time: (at: number) => string): string {
  const { primaryStatus, secondaryStatus, start, end, durationMs } = interval;
  const isPlain = secondaryStatus === '' || secondaryStatus.toUpperCase() === primaryStatus;
  const until = end === null ? 'now     ' : time(end);
  const status = isPlain ? primaryStatus : `${primaryStatus} (${secondaryStatus})`;
  return `${time(start)} - ${until}  ${clockDuration(durationMs).padStart(8)}  ${status}`;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
