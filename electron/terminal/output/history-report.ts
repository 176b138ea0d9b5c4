import { clockSecond, clockDuration } from '../../shared/format.ts';
import { masked, maskName, nameText } from '../../shared/names.ts';
import { historyNotes } from '../../shared/history-notes.ts';
import type { HistoryAgent, HistoryReport, StatusInterval } from '../../shared/model.ts';
import { historyTexts } from '../../shared/texts/history.ts';
import { commandTexts } from '../../shared/texts/terminal-commands.ts';

const texts = commandTexts.history;

/** What users' programs read since 0.1.0. */
const PRINTED = { complete: 'whole', part: 'part', none: 'none' } as const;

/** The JSON of `history --json`; instants are ISO 8601 in UTC, durations milliseconds. */
export function historyJson(report: HistoryReport, isDemo: boolean): string {
  const { from, to, timeZone, apiTimes, partial, notUnderstood, notFound, fewerThanTeam, days } = report;
  return JSON.stringify({
    demo: isDemo,
    from,
    to,
    timeZone,
    apiTimes,
    partial,
    notUnderstood,
    notFound,
    fewerThanTeam,
    days: days.map(({ date, read, mayBeginLater = false, agents }) => ({
      ...{ date, read: PRINTED[read], mayBeginLater },
      agents: agents.map(agentJson),
    })),
  });
}

/** `history` for a person: per day one block per agent, an interval a line, times in the team's zone. */
export function historyText(report: HistoryReport, isDemo: boolean): string {
  const time = (at: number): string => clockSecond(at, report.timeZone);
  const lines = report.days.flatMap(({ date, read, agents }) => [
    { complete: texts.day, part: texts.dayInPart, none: texts.dayUnread }[read](date, report.timeZone),
    ...agents.flatMap((agent) => agentLines(agent, time)),
  ]);
  const { zone, decidedBy } = report.apiTimes;
  const partial = report.partial === null ? [] : [texts.incomplete(report.partial.reason)];
  return [
    ...(isDemo ? [texts.demo] : []),
    ...lines,
    ...partial,
    ...historyNotes(report),
    (zone === 'UTC' ? texts.inUtc : texts.inRequestedZone)(historyTexts.zoneDecidedBy[decidedBy]),
  ].join('\n');
}

function agentJson({ userId, name, addition, email, intervals, totalsMs, noRecordMs }: HistoryAgent): object {
  return { userId, name, nameAddition: addition, email, intervals: intervals.map(intervalJson), totalsMs, noRecordMs };
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

function agentLines(agent: HistoryAgent, time: (at: number) => string): string[] {
  const { intervals, totalsMs, noRecordMs } = agent;
  const totals = Object.entries(totalsMs).map(([status, ms]) => `${status} ${clockDuration(ms)}`);
  const head = `  ${nameText(agent, false)}: ${[...totals, texts.noRecord(clockDuration(noRecordMs))].join(', ')}`;
  return [head, ...intervals.map((interval) => `    ${intervalLine(interval, time)}`)];
}

/** As wide as a time with seconds. */
const TIME_WIDTH = 8;

function intervalLine(interval: StatusInterval, time: (at: number) => string): string {
  const { primaryStatus, secondaryStatus, start, end, durationMs } = interval;
  const isPlain = secondaryStatus === '' || secondaryStatus.toUpperCase() === primaryStatus;
  const until = end === null ? texts.now.padEnd(TIME_WIDTH) : time(end);
  const status = isPlain ? primaryStatus : `${primaryStatus} (${secondaryStatus})`;
  return `${time(start)} - ${until}  ${clockDuration(durationMs).padStart(8)}  ${status}`;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

/** The same history with initials in place of names, and without e-mails, which are names too. */
export function maskHistory(report: HistoryReport): HistoryReport {
  const days = report.days.map((day) => ({
    ...day,
    agents: day.agents.map((agent) => ({ ...masked(agent), email: '' })),
  }));
  return { ...report, days, notFound: report.notFound.map(maskName) };
}
