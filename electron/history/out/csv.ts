import type {
  AgentTotals,
  CoverageDay,
  CoverageFloor,
  HistoryDay,
  HistoryOverview,
  HistoryPerson,
} from '../../shared/model.ts';
import { nameText } from '../../shared/names/names.ts';
import { historyFileTexts } from '../../shared/texts/history/history-files.ts';
import { offsetText, timeZoneOffsetAt, type DayBounds } from '../../time/days.ts';
import type { FileHead } from './json.ts';

// csv-stringify takes six times as long for a million intervals, so it is what the tests compare with (RFC 4180).

/** Without it Excel reads a file in the old character set of the system. */
const BOM = '\uFEFF';
const END = '\r\n';
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
/** What a spreadsheet would take for a formula, in its full-width forms too. */
const FORMULA = /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/;
const NEEDS_QUOTES = /[",\r\n]/;
/** Status details are what agents report about themselves. */
const SOURCE = 'self-reported';

const facts = historyFileTexts.facts;

/**
 * The first line of a file of intervals; `intervalLines` follow. Its last cell says what the file is of: source, zone,
 * as-of, and what is missing. The column below it is empty, so that every row has as many cells.
 */
export function intervalHeader({ isDemo, timeZone, between = null, overview, partial }: FileHead): string {
  const asOf = asOfText(overview.days, timeZone);
  const label = [
    ...(isDemo ? [facts.demo] : []),
    facts.source,
    facts.zone(timeZone),
    ...(between === null ? [] : [facts.onlyHours(between.from, between.to)]),
    ...(asOf === '' ? [] : [facts.asOf(asOf)]),
    ...(overview.apiTimes.decidedBy === 'assumed' ? [facts.assumedZone] : []),
    ...(partial === null ? [] : [facts.partial(partial.reason)]),
  ];
  const columns = 'date,user_id,name,status,secondary_status,start,end,duration_s,clipped_start,clipped_end';
  return `${BOM}${columns},${csvCell(label.join(' '))}${END}`;
}

/** What lines of intervals are made of. */
interface ReadAgents extends Pick<HistoryDay, 'date' | 'startsAt' | 'endsAt' | 'agents'> {
  readonly notRead?: readonly HistoryPerson[];
}

/**
 * The intervals of some agents of a day. One without an end is open, and lasts until the agent was last read. Who was
 * not read has a line: without one it would look as if nothing was recorded.
 */
export function intervalLines(day: ReadAgents, timeZone: string): string {
  const iso = isoTimes(day, timeZone);
  let lines = '';
  for (const agent of day.agents) {
    const who = `${day.date},${personCells(agent)}`;
    for (const {
      primaryStatus,
      secondaryStatus,
      start,
      end,
      durationMs,
      clippedStart,
      clippedEnd,
    } of agent.intervals) {
      const times = `${iso(start)},${end === null ? '' : iso(end)},${seconds(durationMs)}`;
      lines += `${who},${csvCell(primaryStatus)},${csvCell(secondaryStatus)},${times},${clippedStart},${clippedEnd},${END}`;
    }
  }
  for (const person of day.notRead ?? []) lines += `${day.date},${personCells(person)},not read,,,,,,,${END}`;
  return lines;
}

/**
 * A file of what each agent did in all days of a request; time without a record has a line too, with no status. Of some
 * hours of the days it has a column that says which.
 */
export function totalsCsv(
  rows: readonly AgentTotals[],
  { days, timeZone }: Pick<HistoryOverview, 'days' | 'timeZone'>,
  between: FileHead['between'] = null,
): string {
  const period = `${days[0]?.date ?? ''},${days.at(-1)?.date ?? ''}`;
  const asOf = asOfText(days, timeZone);
  let csv = `${BOM}from,to,user_id,name,status,secondary_status,times,duration_s,duration,over_limit_s,over_limit,days_not_read,as_of,time_zone,source${hoursColumn(between)}${END}`;
  for (const row of rows) {
    const who = `${period},${personCells(row)}`;
    const rest = `${row.daysNotRead},${asOf},${csvCell(timeZone)},${SOURCE}${hoursCell(between)}${END}`;
    for (const { primaryStatus, secondaryStatus, times, totalMs, overLimitMs } of row.totals) {
      const status = `${csvCell(primaryStatus)},${csvCell(secondaryStatus)},${times}`;
      csv += `${who},${status},${lengthCells(totalMs)},${lengthCells(overLimitMs)},${rest}`;
    }
    csv += `${who},,no record,,${lengthCells(row.noRecordMs)},,,${rest}`;
  }
  return csv;
}

/**
 * A file of when fewer agents than a floor wants were in its status. A day without such a time has a line too, which
 * says how much of it was read.
 */
export function coverageCsv(
  days: readonly CoverageDay[],
  floor: CoverageFloor,
  timeZone: string,
  between: FileHead['between'] = null,
): string {
  let csv = `${BOM}date,status,fewer_than,from,to,duration_s,duration,least,agents_read,agents,known_until,time_zone,source${hoursColumn(between)}${END}`;
  for (const day of days) {
    const iso = isoTimes(day, timeZone);
    const head = `${day.date},${csvCell(floor.status)},${floor.fewerThan}`;
    const knownUntil = day.agentsRead === 0 ? '' : iso(day.knownUntil);
    const rest = `${day.agentsRead},${day.agents},${knownUntil},${csvCell(timeZone)},${SOURCE}${hoursCell(between)}${END}`;
    if (day.below.length === 0) csv += `${head},,,${day.agentsRead === 0 ? ',' : lengthCells(0)},,${rest}`;
    for (const { from, to, least } of day.below) {
      csv += `${head},${iso(from)},${iso(to)},${lengthCells(to - from)},${least},${rest}`;
    }
  }
  return csv;
}

function hoursColumn(between: FileHead['between']): string {
  return between ? ',between' : '';
}

function hoursCell(between: FileHead['between']): string {
  return between ? `,${facts.hours(between.from, between.to)}` : '';
}

function personCells(person: HistoryPerson): string {
  return `${csvCell(person.userId)},${csvCell(nameText(person, false))}`;
}

/** A text as a cell, which no spreadsheet takes for a formula. */
export function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Seconds, and `h:mm:ss`: a spreadsheet takes `m:ss` for hours and minutes. */
function lengthCells(ms: number): string {
  const total = seconds(ms);
  return `${total},${Math.floor(total / 3600)}:${twoDigits(Math.floor((total % 3600) / 60))}:${twoDigits(total % 60)}`;
}

function seconds(ms: number): number {
  return Math.round(ms / SECOND_MS);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** Makes `2026-11-19T08:00:00+05:30`. The offset is looked up once for a day without a clock change. */
function isoTimes({ startsAt, endsAt }: DayBounds, timeZone: string): (at: number) => string {
  const [first, last] = [timeZoneOffsetAt(startsAt, timeZone), timeZoneOffsetAt(endsAt, timeZone)];
  const [isSame, firstText] = [first === last, offsetText(first)];
  return (at) => {
    const offset = isSame ? first : timeZoneOffsetAt(at, timeZone);
    return `${localText(at, offset)}${isSame ? firstText : offsetText(offset)}`;
  };
}

/** When the oldest of some days was read; empty where none was. */
function asOfText(days: HistoryOverview['days'], timeZone: string): string {
  const at = days.reduce((first, { readAt }) => Math.min(first, readAt ?? Infinity), Infinity);
  return at === Infinity ? '' : zonedTime(at, timeZone);
}

/** An instant on the clock of a zone, with its offset: `2026-11-30T14:05:00+01:00`. */
export function zonedTime(at: number, timeZone: string): string {
  const offset = timeZoneOffsetAt(at, timeZone);
  return `${localText(at, offset)}${offsetText(offset)}`;
}

function localText(at: number, offset: number): string {
  return new Date(at - offset * MINUTE_MS).toISOString().slice(0, 19);
}
