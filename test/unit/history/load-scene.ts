import { expect } from 'vitest';
import type { HistoryPart } from '../../../electron/history/answers.ts';
import type { HistoryCall } from '../../../electron/history/history.ts';
import type { DetailsPeriod } from '../../../electron/kore/types.ts';
import type {
  ApiTimes,
  HistoryDay,
  HistoryOverview,
  HistoryProgress,
  HistoryRequest,
} from '../../../electron/shared/model.ts';
import { err, ok, type Result } from '../../../electron/shared/result.ts';
import { datesBetween } from '../../../electron/time/days.ts';
import type { createFakeMemory, FakeAgent, FakeBehaviour, FakeDetails } from './fake-details.ts';
import { createHistoryScene, everybody, NOW, only, valueOf } from './history-scene.ts';

export { NOW } from './history-scene.ts';

const ASHA: FakeAgent = {
  userId: 'u-asha',
  name: 'Asha Rao',
  deeds: [
    ['AVAILABLE', 'AVAILABLE', '2026-03-09T04:00:00Z', '2026-03-09T12:00:00Z'],
    ['AVAILABLE', 'AVAILABLE', '2026-03-10T04:00:00Z', '2026-03-10T12:00:00Z'],
    ['AWAY', 'Lunch', '2026-03-11T09:00:00Z', null],
  ],
};
/** Works through midnight in India (18:30 UTC). */
const BEN: FakeAgent = {
  userId: 'u-ben',
  name: 'ben Okafor',
  deeds: [['BUSY', 'NBK', '2026-03-09T16:30:00Z', '2026-03-09T20:30:00Z']],
};
/** Is there, but was in no status. */
export const ZOE: FakeAgent = { userId: 'u-zoe', name: 'Zoë Lind', deeds: [] };

/** Three days in India, and what `summary` says when all of them were read. */
export const THREE_DAYS = { from: '2026-03-09', to: '2026-03-11' };
export const THREE_DAYS_SUMMARY = {
  '2026-03-09': ['Asha Rao AVAILABLE 03-09T04:00-03-09T12:00', 'ben Okafor BUSY 03-09T16:30-03-09T18:30', 'Zoë Lind'],
  '2026-03-10': ['Asha Rao AVAILABLE 03-10T04:00-03-10T12:00', 'ben Okafor BUSY 03-09T18:30-03-09T20:30', 'Zoë Lind'],
  '2026-03-11': ['Asha Rao AWAY 03-11T09:00-', 'ben Okafor', 'Zoë Lind'],
};
/** How three days are requested together, and one by one. */
export const AS_RANGE = rangeOf('2026-03-09', '2026-03-11', -330);
export const AS_DAYS = ['2026-03-09', '2026-03-10', '2026-03-11'].map((date) => dayOf(date, -330));

/** One read by somebody of whom nothing is saved: by default of 10 March by a team in India. */
export interface Scene extends Partial<Omit<FakeBehaviour, 'clock'>>, Partial<HistoryCall> {
  readonly agents?: readonly FakeAgent[];
  readonly memory?: ReturnType<typeof createFakeMemory>;
  readonly query?: { readonly from?: string; readonly to?: string; readonly agents?: readonly string[] } & Partial<
    Pick<HistoryRequest, 'timeZone' | 'apiTimes'>
  >;
  readonly zone?: string;
  readonly apiTimes?: ApiTimes;
  readonly now?: number;
}

/** What is known after it. */
export interface Report extends HistoryOverview {
  readonly history: readonly HistoryDay[];
}

/** What came of it; a read that brought nobody is its error. */
export interface Outcome {
  readonly result: Result<Report>;
  readonly client: FakeDetails;
  readonly progress: HistoryProgress[];
}

export async function load(wanted: Scene = {}): Promise<Outcome> {
  const { agents = [ZOE, BEN, ASHA], zone = 'Asia/Kolkata', apiTimes = 'auto', query = {} } = wanted;
  const { signal, maxWaitMs = 60_000, startWithinMs, now = NOW, memory, ...behaviour } = wanted;
  const { from = '2026-03-10', to = from < '2026-03-10' ? from : '2026-03-10' } = query;
  const scene = createHistoryScene(agents, { ...behaviour, now, zone, apiTimes, people: [], cell: memory });
  const dates = datesBetween(from, query.to ?? to);
  const { timeZone = null, apiTimes: asked = null } = query;
  const who = query.agents === undefined ? everybody() : only(query.agents);
  const request = { ...who, dates, timeZone, apiTimes: asked };
  const read = await scene.history.read(request, { maxWaitMs, startWithinMs, ...(signal && { signal }) });
  return { result: await reportOf(read), client: scene.client, progress: scene.progress };

  async function reportOf(overview: typeof read): Promise<Result<Report>> {
    if (!overview.ok) return overview;
    const { stopped, days } = overview.value;
    if (stopped !== null && days.every(({ agentsRead }) => agentsRead === 0)) return err(stopped);
    const history: HistoryDay[] = [];
    for await (const day of valueOf(await scene.history.days(request))) history.push(day);
    await expectParts(history, overview.value.agents);
    return ok({ ...overview.value, history });
  }

  /** The parts of a file are the same agents, and name who was not read. */
  async function expectParts(days: readonly HistoryDay[], people: HistoryOverview['agents']): Promise<void> {
    const parts: HistoryPart[] = [];
    for await (const part of valueOf(await scene.history.parts(request))) parts.push(part);
    for (const { date, agents } of days) {
      const ofDay = parts.filter((part) => part.date === date);
      const read = new Set(agents.map(({ userId }) => userId));
      expect(ofDay.flatMap((part) => part.agents)).toEqual(agents);
      expect(ofDay.flatMap(({ notRead }) => notRead.map(({ userId }) => userId))).toEqual(
        people.flatMap(({ userId }) => (read.has(userId) ? [] : userId)),
      );
    }
  }
}

export function report({ result }: Outcome): Report {
  return valueOf(result);
}

/** What each agent did on each day, as text. */
export function summary({ history }: Report): Record<string, string[]> {
  const minute = (instant: number | null): string =>
    instant === null ? '' : new Date(instant).toISOString().slice(5, 16);
  return Object.fromEntries(
    history.map(({ date, agents }) => [
      date,
      agents.map(({ name, intervals }) =>
        [name, ...intervals.map((i) => `${i.primaryStatus} ${minute(i.start)}-${minute(i.end)}`)].join(' '),
      ),
    ]),
  );
}

export function rangeOf(startDate: string, endDate: string, timeZoneOffset: number): DetailsPeriod {
  return { kind: 'range', startDate, endDate, timeZoneOffset };
}

export function dayOf(date: string, timeZoneOffset: number): DetailsPeriod {
  return { kind: 'day', date, timeZoneOffset };
}
