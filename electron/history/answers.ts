import type {
  AgentHistory,
  AgentHistoryDay,
  AgentTotals,
  CoverageDay,
  CoverageFloor,
  DayRead,
  HistoryAgent,
  HistoryDay,
  HistoryExport,
  Limits,
} from '../shared/model.ts';
import { coverageOf } from '../shared/history/coverage.ts';
import { dayRead, unreadSentences } from '../shared/history/read-state.ts';
import { totalsOf } from '../shared/history/totals.ts';
import { loadAgentDay, recordOfDay } from './cache/cached-days.ts';
import type { DayState } from './cache/day-states.ts';
import { isListMissing } from './cache/missing.ts';
import { mapInChunks } from './chunks.ts';
import { INTERVAL_HEADER, coverageCsv, intervalLines, notReadLines, totalsCsv } from './csv.ts';
import { dayJson, historyJson, totalsJson, type JsonHead } from './json.ts';
import { dayStateOf, mayBeginLater, overviewOf } from './overview.ts';
import { dayBefore, readAgents, scenePeople, type Scene, type ScenePerson } from './scene.ts';

/** The days of a scene, one after the other: a month of a large team is never in memory as a whole. */
export async function* historyDays(scene: Scene): AsyncGenerator<HistoryDay> {
  for await (const { day, agents } of readAgents(scene, scenePeople(scene))) {
    const { date, startsAt, endsAt } = day;
    const isLate = mayBeginLater(scene, day);
    yield { date, startsAt, endsAt, read: readOf(scene, day, agents), ...(isLate && { mayBeginLater: true }), agents };
  }
}

function readOf(scene: Scene, day: DayState, agents: readonly HistoryAgent[]): DayRead {
  if (agents.length === scene.people.length && !isListMissing(day, scene)) return 'complete';
  return agents.length === 0 ? 'none' : 'part';
}

/** One agent's days of a scene. */
export async function agentHistory(scene: Scene, { email: _, ...person }: ScenePerson): Promise<AgentHistory> {
  const { source, apiTimes, now, days } = scene;
  const zone = apiTimes.zone;
  return {
    ...person,
    days: await mapInChunks(days, (day): AgentHistoryDay => {
      const rowsOf = (of: DayState) => loadAgentDay(source, of, person.userId);
      const rows = [...rowsOf(dayBefore(scene, day)), ...rowsOf(day)];
      const { date, startsAt, endsAt } = day;
      return { date, startsAt, endsAt, record: recordOfDay(day, person.userId, rows, { zone, now }) };
    }),
  };
}

/** What each agent of a scene did in all its days together. */
export async function agentTotals(scene: Scene, limits: Limits): Promise<readonly AgentTotals[]> {
  const people = scenePeople(scene);
  const records = new Map<string, HistoryAgent[]>(people.map(({ userId }) => [userId, []]));
  for await (const { agents } of readAgents(scene, people)) {
    for (const agent of agents) records.get(agent.userId)?.push(agent);
  }
  return mapInChunks(people, ({ email: _, ...person }): AgentTotals => {
    const days = records.get(person.userId) ?? [];
    return {
      ...person,
      totals: totalsOf(days, limits),
      noRecordMs: days.reduce((sum, { noRecordMs }) => sum + noRecordMs, 0),
      daysNotRead: scene.days.length - days.length,
    };
  });
}

/** When fewer agents of a scene than the floor wants were in its status. */
export async function coverageDays(scene: Scene, floor: CoverageFloor): Promise<readonly CoverageDay[]> {
  const days: CoverageDay[] = [];
  for await (const day of historyDays(scene)) days.push(coverageOf(day, scene.people.length, floor));
  return days;
}

/** The lines of so many agents take about a millisecond. */
const LINES_OF = 25;

/** The text of a file of what was read. */
export async function fileOf(scene: Scene, what: HistoryExport, limits: Limits): Promise<string> {
  const { timeZone } = scene.request;
  if (what.kind === 'coverage') return coverageCsv(await coverageDays(scene, what.floor), what.floor, timeZone);
  if (what.kind === 'totals') {
    const rows = await agentTotals(scene, limits);
    if (what.format === 'json') return totalsJson(jsonHead(scene), rows);
    return totalsCsv(rows, { timeZone, days: scene.days.map((day) => dayStateOf(scene, day)) });
  }
  return what.format === 'json' ? intervalsJson(scene) : intervalsCsv(scene);
}

async function intervalsCsv(scene: Scene): Promise<string> {
  const people = scenePeople(scene);
  const parts = [INTERVAL_HEADER];
  for await (const day of historyDays(scene)) {
    const starts = Array.from({ length: Math.ceil(day.agents.length / LINES_OF) }, (_, index) => index * LINES_OF);
    const linesOf = (from: number): string =>
      intervalLines({ ...day, agents: day.agents.slice(from, from + LINES_OF) }, scene.request.timeZone);
    parts.push(...(await mapInChunks(starts, linesOf)), notReadLines(day, people));
  }
  return parts.join('');
}

async function intervalsJson(scene: Scene): Promise<string> {
  const days: string[] = [];
  for await (const day of historyDays(scene)) days.push(dayJson(day));
  return historyJson(jsonHead(scene), days);
}

function jsonHead(scene: Scene): JsonHead {
  const { request, source, people, now, days } = scene;
  const overview = overviewOf(scene, null, null);
  const states = new Map(overview.days.map((day) => [day.date, day]));
  const lack = unreadSentences(request.dates, (date) => {
    const state = states.get(date);
    return state === undefined ? 'none' : dayRead(state, people.length, now);
  });
  const agentsRead = overview.days.reduce((most, day) => Math.max(most, day.agentsRead), 0);
  return {
    isDemo: source.isDemo,
    dates: days.map(({ date }) => date),
    timeZone: request.timeZone,
    overview,
    partial: lack.length === 0 ? null : { reason: lack.join(' '), agentsRead },
  };
}
