import { coverageCsv, intervalHeader, intervalLines, totalsCsv } from '../../history/out/csv.ts';
import { coverageJson, dayJson, historyJson, instantJson, totalsJson } from '../../history/out/json.ts';
import { coverageOf } from '../../shared/history/coverage.ts';
import { totalsOf } from '../../shared/history/totals.ts';
import type { AgentTotals, CoverageDay, CoverageFloor, HistoryAgent, HistoryDay } from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { HistoryInvocation } from '../invocation.ts';
import type { PrintedHistory } from './history-report.ts';
import { coverageText, historyText, instantText, totalsText } from './history-text.ts';
import type { TerminalIo } from './process-io.ts';

/** What --below counts. */
const COUNTED = 'AVAILABLE';

/** Prints what the command line asks, in its format; CSV goes out day by day. Fails where the history does. */
export async function printHistory(
  { question, format }: Pick<HistoryInvocation, 'question' | 'format'>,
  io: TerminalIo,
  history: PrintedHistory,
): Promise<Result<null>> {
  const { between } = history;
  if (question.kind === 'intervals' && format === 'csv') return streamIntervals(io, history);
  const days = await history.days();
  if (!days.ok) return days;
  switch (question.kind) {
    case 'intervals': {
      const all: HistoryDay[] = [];
      for await (const day of days.value) all.push(day);
      io.print(format === 'json' ? historyJson(history, all.map(dayJson)) : historyText(history, all));
      return ok(null);
    }
    case 'totals': {
      const rows = await totalsOfAll(days.value, history);
      if (format === 'csv')
        io.write(totalsCsv(rows, { days: history.overview.days, timeZone: history.timeZone }, between));
      else io.print(format === 'json' ? totalsJson(history, rows) : totalsText(history, rows));
      return ok(null);
    }
    case 'at':
      for await (const day of days.value) {
        io.print(
          format === 'json'
            ? instantJson(history, day)
            : instantText(history, day, `${question.time}${question.offset ?? ''}`),
        );
      }
      return ok(null);
    case 'below': {
      const floor = { status: COUNTED, fewerThan: question.agents };
      const found = await coverageOfAll(days.value, history, floor);
      if (format === 'csv') io.write(coverageCsv(found, floor, history.timeZone, between));
      else io.print(format === 'json' ? coverageJson(history, found, floor) : coverageText(history, found, floor));
      return ok(null);
    }
  }
}

/** A reader that is slower than the database sets the pace, and one that has gone ends it. */
async function streamIntervals(io: TerminalIo, history: PrintedHistory): Promise<Result<null>> {
  const parts = await history.parts();
  if (!parts.ok) return parts;
  io.write(intervalHeader(history));
  for await (const part of parts.value) {
    io.write(intervalLines(part, history.timeZone));
    if ((await io.flushed()) !== null || !io.hasReader()) break;
  }
  return ok(null);
}

async function totalsOfAll(
  days: AsyncIterable<HistoryDay>,
  { people, dates, limits }: PrintedHistory,
): Promise<readonly AgentTotals[]> {
  const records = new Map<string, HistoryAgent[]>(people.map(({ userId }) => [userId, []]));
  for await (const { agents } of days) for (const agent of agents) records.get(agent.userId)?.push(agent);
  return people.map((person): AgentTotals => {
    const read = records.get(person.userId) ?? [];
    return {
      ...person,
      totals: totalsOf(read, limits),
      noRecordMs: read.reduce((sum, { noRecordMs }) => sum + noRecordMs, 0),
      daysNotRead: dates.length - read.length,
    };
  });
}

async function coverageOfAll(
  days: AsyncIterable<HistoryDay>,
  { people }: PrintedHistory,
  floor: CoverageFloor,
): Promise<readonly CoverageDay[]> {
  const found: CoverageDay[] = [];
  for await (const day of days) found.push(coverageOf(day, people.length, floor));
  return found;
}
