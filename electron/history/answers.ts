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
  HistoryPerson,
  Limits,
} from '../shared/model.ts';
import { coverageOf } from '../shared/history/coverage.ts';
import { dayRead, unreadSentences } from '../shared/history/read-state.ts';
import { totalsOf } from '../shared/history/totals.ts';
import { agentsOfDay, loadAgentDay, recordOfDay, type OffsetRow } from './cache/cached-days.ts';
import { readAtOf, type DayState } from './cache/day-states.ts';
import { isListMissing } from './cache/missing.ts';
import { mapInChunks } from './chunks.ts';
import { coverageCsv, intervalHeader, intervalLines, totalsCsv } from './out/csv.ts';
import { dayJson, historyJson, totalsJson, type FileHead } from './out/json.ts';
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

/** Some agents of a day, one after the other by name; the last part names who was not read. */
export interface HistoryPart extends Pick<HistoryDay, 'date' | 'startsAt' | 'endsAt' | 'agents'> {
  readonly notRead: readonly HistoryPerson[];
}

/** With more, the lines of a busy day outlive V8's young generation, and memory grows by a fifth. */
const AGENTS_AT_ONCE = 5;

/** The days of a scene in parts: not even a day of a large team is in memory as a whole. */
export async function* historyParts(scene: Scene): AsyncGenerator<HistoryPart> {
  const { source, apiTimes, now, days } = scene;
  const people = scenePeople(scene);
  const zone = apiTimes.zone;
  for (const day of days) {
    const { date, startsAt, endsAt } = day;
    const before = source.memory.recordsListedBy === 'overlap' ? [] : [dayBefore(scene, day)];
    const rowsOf = (userId: string): readonly OffsetRow[] =>
      [...before, day].flatMap((of) => loadAgentDay(source, of, userId));
    const [read, notRead] = partition(people, ({ userId }) => readAtOf(day, userId) !== null);
    for (let at = 0; at === 0 || at < read.length; at += AGENTS_AT_ONCE) {
      const agents = await agentsOfDay(day, read.slice(at, at + AGENTS_AT_ONCE), rowsOf, { zone, now });
      const isLast = at + AGENTS_AT_ONCE >= read.length;
      yield { date, startsAt, endsAt, agents, notRead: isLast ? notRead : [] };
    }
  }
}

function partition<T>(all: readonly T[], test: (each: T) => boolean): readonly [T[], T[]] {
  return [all.filter(test), all.filter((each) => !test(each))];
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

/** The text of a file of what was read. */
export async function fileOf(scene: Scene, what: HistoryExport, limits: Limits): Promise<string> {
  const { timeZone } = scene.request;
  if (what.kind === 'coverage') return coverageCsv(await coverageDays(scene, what.floor), what.floor, timeZone);
  if (what.kind === 'totals') {
    const rows = await agentTotals(scene, limits);
    if (what.format === 'json') return totalsJson(fileHead(scene), rows);
    return totalsCsv(rows, { timeZone, days: scene.days.map((day) => dayStateOf(scene, day)) });
  }
  return what.format === 'json' ? intervalsJson(scene) : intervalsCsv(scene);
}

async function intervalsCsv(scene: Scene): Promise<string> {
  const lines = [intervalHeader(fileHead(scene))];
  for await (const part of historyParts(scene)) lines.push(intervalLines(part, scene.request.timeZone));
  return lines.join('');
}

/** Without e-mails, which no view of the history shows; what the terminal prints has them, as users' programs expect. */
async function intervalsJson(scene: Scene): Promise<string> {
  const days: string[] = [];
  for await (const day of historyDays(scene)) {
    days.push(dayJson({ ...day, agents: day.agents.map((agent) => ({ ...agent, email: '' })) }));
  }
  return historyJson(fileHead(scene), days);
}

function fileHead(scene: Scene): FileHead {
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
