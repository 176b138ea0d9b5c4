import { loadHistory } from '../../../electron/history/service.ts';
import type { DaysCall, DaysSource } from '../../../electron/history/read-days.ts';
import type { DetailsPeriod, MemoryCell } from '../../../electron/kore/types.ts';
import type { HistoryProgress, HistoryQuery, HistoryReport } from '../../../electron/shared/model.ts';
import type { Result } from '../../../electron/shared/result.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import {
  createFakeDetails,
  createFakeMemory,
  type FakeAgent,
  type FakeBehaviour,
  type FakeDetails,
} from './fake-details.ts';

/** 11 March, 15:30 in India. */
export const NOW = Date.parse('2026-03-11T10:00:00Z');

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

/** One read: by default of 10 March by a team in India. */
export interface Scene extends Partial<Omit<FakeBehaviour, 'clock'>>, Partial<Omit<DaysCall, 'onProgress'>> {
  readonly agents?: readonly FakeAgent[];
  readonly memory?: MemoryCell;
  readonly query?: Partial<HistoryQuery>;
  readonly zone?: string;
  readonly apiTimes?: DaysSource['apiTimes'];
  readonly now?: number;
}

/** What came of it. */
export interface Outcome {
  readonly result: Result<HistoryReport>;
  readonly client: FakeDetails;
  readonly progress: HistoryProgress[];
}

export async function load(scene: Scene = {}): Promise<Outcome> {
  const { agents = [ZOE, BEN, ASHA], memory = createFakeMemory(), zone = 'Asia/Kolkata', apiTimes = 'auto' } = scene;
  const { signal, maxWaitMs = 60_000, startWithinMs, now = NOW, ...behaviour } = scene;
  const clock = createFakeClock(now);
  const client = createFakeDetails(agents, { ...behaviour, clock });
  const progress: HistoryProgress[] = [];
  const result = await loadHistory(
    { client, memory, clock, timeZone: zone, apiTimes },
    { from: '2026-03-10', to: '2026-03-10', timeZone: null, agents: [], apiTimes: null, ...scene.query },
    { signal, maxWaitMs, startWithinMs, onProgress: (step) => progress.push(step) },
  );
  return { result, client, progress };
}

export function report({ result }: Outcome): HistoryReport {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** What each agent did on each day, as text. */
export function summary({ days }: HistoryReport): Record<string, string[]> {
  const minute = (instant: number | null): string =>
    instant === null ? '' : new Date(instant).toISOString().slice(5, 16);
  return Object.fromEntries(
    days.map(({ date, agents }) => [
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
