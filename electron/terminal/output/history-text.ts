import { clockDate, clockMinute, clockSecond, shortDuration } from '../../shared/format.ts';
import { rewind } from '../../shared/history/rewind.ts';
import { teamTotals } from '../../shared/history/totals.ts';
import type {
  AgentTotals,
  CoverageDay,
  CoverageFloor,
  HistoryAgent,
  HistoryDay,
  HistoryTotal,
  StatusInterval,
} from '../../shared/model.ts';
import { nameText } from '../../shared/names/names.ts';
import { historyTexts } from '../../shared/texts/history/history.ts';
import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import type { PrintedHistory } from './history-report.ts';

const texts = commandTexts.history;
/** As wide as a time with seconds, and as the longest usual duration. */
const TIME_WIDTH = 8;
const DURATION_WIDTH = 10;

/** `history` for a person: per day one block per agent, an interval a line, times in the team's zone. */
export function historyText(history: PrintedHistory, days: readonly HistoryDay[]): string {
  const time = (at: number): string => clockSecond(at, history.timeZone);
  return framed(
    history,
    days.flatMap(({ date, agents }) => [
      dayLine(history, date),
      ...agents.flatMap((agent) => agentLines(agent, history, time)),
    ]),
  );
}

/** `--totals`: per agent what took longest first, then all together. */
export function totalsText(history: PrintedHistory, rows: readonly AgentTotals[]): string {
  const team = teamTotals(rows);
  return framed(history, [
    periodLine(history),
    ...rows.flatMap((row) => {
      const name = nameText(row, false);
      const head = row.daysNotRead > 0 ? texts.daysNotRead(name, row.daysNotRead) : name;
      return [`  ${head}`, ...totalLines(row)];
    }),
    ...(rows.length > 1 ? [`  ${texts.team(rows.length)}`, ...totalLines(team)] : []),
  ]);
}

/** `--at`: how many were in which status, then who, and since when. */
export function instantText(history: PrintedHistory, day: HistoryDay, time: string): string {
  const { at, people, timeZone } = history;
  const { counts, groups, noRecord, unknown } = rewind(day, at ?? 0);
  const read = new Set(day.agents.map(({ userId }) => userId));
  const notKnown = [...unknown, ...people.filter(({ userId }) => !read.has(userId))];
  const all = [
    ...groups.map(({ primaryStatus }) => texts.count(primaryStatus, counts.byStatus[primaryStatus] ?? 0)),
    ...(noRecord.length > 0 ? [texts.noRecordCount(noRecord.length)] : []),
    ...(notKnown.length > 0 ? [texts.unknownCount(notKnown.length)] : []),
  ];
  const names = (agents: readonly { name: string; addition?: string }[]): string[] =>
    agents.map((agent) => `  ${nameText(agent, false)}`);
  return framed(history, [
    texts.at(texts.inZone(day.date, timeZone), time, all.join(', ') || texts.nobody),
    ...groups.flatMap(({ primaryStatus, secondary }) =>
      secondary.flatMap(({ secondaryStatus, agents }) => [
        statusText({ primaryStatus, secondaryStatus }),
        ...agents.map(
          ({ agent, since }) => `  ${texts.since(nameText(agent, false), sinceText(since, day, timeZone))}`,
        ),
      ]),
    ),
    ...(noRecord.length > 0 ? [texts.noRecordOf, ...names(noRecord)] : []),
    ...(notKnown.length > 0 ? [texts.unknown, ...names(notKnown)] : []),
  ]);
}

/** `--below`: per day the times in which too few were available. */
export function coverageText(
  history: PrintedHistory,
  days: readonly CoverageDay[],
  { fewerThan, status }: CoverageFloor,
): string {
  const time = (at: number): string => clockSecond(at, history.timeZone);
  return framed(
    history,
    days.flatMap(({ date, below, agentsRead, agents }) => {
      const day = dayLine(history, date);
      if (agentsRead === 0) return [day];
      const belowMs = below.reduce((sum, { from, to }) => sum + to - from, 0);
      return [
        below.length === 0
          ? texts.neverBelow(day, fewerThan, status)
          : texts.below(day, fewerThan, status, shortDuration(belowMs)),
        ...(agentsRead < agents ? [`  ${texts.ofAgents(agentsRead, agents)}`] : []),
        ...below.map(
          ({ from, to, least }) => `  ${time(from)} - ${time(to)}  ${lengthText(to - from)}  ${texts.least(least)}`,
        ),
      ];
    }),
  );
}

/** With what is to be said of all of it. */
function framed({ isDemo, partial, notes, overview }: PrintedHistory, lines: readonly string[]): string {
  const { zone, decidedBy } = overview.apiTimes;
  return [
    ...(isDemo ? [texts.demo] : []),
    ...lines,
    ...(partial === null ? [] : [texts.incomplete(partial.reason)]),
    ...notes,
    (zone === 'UTC' ? texts.inUtc : texts.inRequestedZone)(historyTexts.zoneDecidedBy[decidedBy]),
  ].join('\n');
}

function dayLine({ timeZone, between, readOf, asOf }: PrintedHistory, date: string): string {
  const day = texts.inZone(withHours(date, between), timeZone);
  const readAt = asOf(date);
  if (readAt !== null) return texts.asOf(day, clockMinute(readAt, timeZone));
  return { complete: day, part: texts.partOfDay(day), none: texts.dayUnread(day) }[readOf(date)];
}

function periodLine({ dates, timeZone, between, asOf }: PrintedHistory): string {
  const [first = '', last = ''] = [dates[0], dates.at(-1)];
  const period = texts.inZone(withHours(first === last ? first : texts.days(first, last), between), timeZone);
  const readAt = asOf(last);
  return readAt === null ? period : texts.asOf(period, clockMinute(readAt, timeZone));
}

function withHours(days: string, hours: PrintedHistory['between']): string {
  return hours === null ? days : texts.hours(days, hours.from, hours.to);
}

function agentLines(
  agent: HistoryAgent,
  { isRecent }: Pick<PrintedHistory, 'isRecent'>,
  time: (at: number) => string,
): string[] {
  const { intervals, totalsMs, noRecordMs, knownUntil } = agent;
  const lastRead = isRecent(knownUntil) ? null : time(knownUntil);
  const totals = Object.entries(totalsMs).map(([status, ms]) => `${status} ${shortDuration(ms)}`);
  const head = `  ${nameText(agent, false)}: ${[...totals, ...(noRecordMs > 0 || totals.length === 0 ? [texts.noRecord(shortDuration(noRecordMs))] : [])].join(', ')}`;
  return [head, ...intervals.map((interval) => `    ${intervalLine(interval, lastRead, time)}`)];
}

/** One that lasts is known until now, or until its agent was last read. */
function intervalLine(interval: StatusInterval, lastRead: string | null, time: (at: number) => string): string {
  const { start, end, durationMs } = interval;
  const until = end === null ? (lastRead ?? texts.now.padEnd(TIME_WIDTH)) : time(end);
  const status = statusText(interval);
  const isOld = end === null && lastRead !== null;
  return `${time(start)} - ${until}  ${lengthText(durationMs)}  ${isOld ? texts.stillSo(status) : status}`;
}

function totalLines({ totals, noRecordMs }: Pick<AgentTotals, 'totals' | 'noRecordMs'>): string[] {
  const line = ({ totalMs, times, overLimitMs, ...status }: HistoryTotal): string => {
    const notes = [texts.times(times), ...(overLimitMs > 0 ? [texts.overLimit(shortDuration(overLimitMs))] : [])];
    return `    ${lengthText(totalMs)}  ${statusText(status)}${notes.join('')}`;
  };
  return [...totals.map(line), `    ${lengthText(noRecordMs)}  ${texts.noRecordTotal}`];
}

function statusText({
  primaryStatus,
  secondaryStatus,
}: Pick<StatusInterval, 'primaryStatus' | 'secondaryStatus'>): string {
  const isPlain = secondaryStatus === '' || secondaryStatus.toUpperCase() === primaryStatus.toUpperCase();
  return isPlain ? primaryStatus : texts.status(primaryStatus, secondaryStatus);
}

/** With the date where a status began before the day. */
function sinceText(since: number, { startsAt }: HistoryDay, timeZone: string): string {
  const time = clockSecond(since, timeZone);
  return since < startsAt ? `${clockDate(since, timeZone)}, ${time}` : time;
}

function lengthText(ms: number): string {
  return shortDuration(ms).padStart(DURATION_WIDTH);
}
