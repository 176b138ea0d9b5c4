import { requestedDays, type RequestedDay } from '../../electron/history/requested-days.ts';
import { reportDays } from '../../electron/history/report.ts';
import type { DetailsRow } from '../../electron/kore/types.ts';
import type { Finding } from './finding.ts';
import { quantile } from './rounds.ts';

const AGENTS = 5_000;
const RECORDS = 100;
const START = Date.UTC(2026, 2, 2);
const TEN_MINUTES_MS = 600_000;
const DAY_MS = 86_400_000;

/** A day of a large team: half a million records. */
function largeDay(): DetailsRow[] {
  return Array.from({ length: AGENTS }, (_, index) => ({
    userId: `u-${index}`,
    name: `Agent ${index}`,
    email: `agent${index}@example.com`,
    records: Array.from({ length: RECORDS }, (_unused, number) => {
      const status = number % 2 === 0 ? 'AVAILABLE' : 'BUSY';
      const start = START + number * TEN_MINUTES_MS;
      const wall = (ms: number) => ({ kind: 'wall', ms }) as const;
      return { primaryStatus: status, secondaryStatus: status, start: wall(start), end: wall(start + TEN_MINUTES_MS) };
    }),
  }));
}

/** How long the rest of the app waits at a time while a large report is put together. */
export async function reportPause(): Promise<Finding[]> {
  const answer = {
    rows: largeDay(),
    timeZoneOffset: 0,
    receivedAt: START + DAY_MS,
    startsAt: START,
    endsAt: START + DAY_MS,
  };
  const dates = ['2026-03-02'];
  const requested = requestedDays(dates, 'UTC', START + DAY_MS);
  const rest = { stopped: null, notUnderstood: [], isEndSaid: true, date: '2026-03-02', sentAt: START };
  const answers = [{ ...answer, covered: requested as [RequestedDay], ...rest }];
  const began = performance.now();
  const { pauses, value: days } = await pausesWhile(() =>
    reportDays({ dates, timeZone: 'UTC' }, requested, answers, 'request', START + DAY_MS),
  );
  const allMs = performance.now() - began;
  const idle = await pausesWhile(() => new Promise((resolve) => setTimeout(resolve, allMs)));
  if (days[0]?.agents.length !== AGENTS) throw new Error('The report is not complete.');
  return [
    {
      what: `history of ${AGENTS} agents, ${RECORDS} records each`,
      here: `pauses ${pausesText(pauses)}`,
      peer: `${allMs.toFixed(0)} ms for all of it; ${pausesText(idle.pauses)} with nothing to do`,
      result: `longest ${quantile(pauses, 1).toFixed(0)} ms; ${quantile(idle.pauses, 1).toFixed(0)} ms`,
      goal: '',
      isMet: true,
    },
  ];
}

/** Lets the rest of the process run in between, again and again, and says how long it had to wait each time. */
async function pausesWhile<T>(action: () => Promise<T>): Promise<{ readonly pauses: number[]; readonly value: T }> {
  const pauses: number[] = [];
  let isDone = false;
  let before = performance.now();
  const check = (): void => {
    const now = performance.now();
    pauses.push(now - before);
    before = now;
    if (!isDone) setImmediate(check);
  };
  setImmediate(check);
  const value = await action();
  isDone = true;
  return { pauses, value };
}

function pausesText(pauses: readonly number[]): string {
  return `p50 ${quantile(pauses, 0.5).toFixed(0)} p95 ${quantile(pauses, 0.95).toFixed(0)} ms`;
}
