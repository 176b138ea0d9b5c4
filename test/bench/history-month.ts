import { rewind } from '../../electron/shared/history/rewind.ts';
import type { HistoryDay } from '../../electron/shared/model.ts';
import { spread, type Finding } from './finding.ts';
import { AGENTS, DATES, makeMonth, REQUEST, type MonthOfHistory } from './history-of-month.ts';
import { judgeTimes } from './judge.ts';
import { duel, median, quantile, ratios } from './rounds.ts';

const RECORDS = 20;
const ROUNDS = 15;
const REWIND = { times: 2, ms: 2, minutes: 400 };
const MINUTE_MS = 60_000;

/** How long a month of a team takes from the cache, beside reading its rows alone, and a minute beside a plain pass. */
export async function historyMonth(): Promise<Finding[]> {
  const month = await makeMonth(RECORDS);
  try {
    return [await days(month), await totals(month), await anyMinute(month)];
  } finally {
    await month.remove();
  }
}

const WHAT = `of ${AGENTS} agents in ${DATES.length} days`;

async function days({ history, readRows, databaseBytes }: MonthOfHistory): Promise<Finding> {
  const read = async (): Promise<number> => {
    const before = performance.now();
    const all = await history.days(REQUEST);
    if (!all.ok) throw new Error(all.error.message);
    for await (const { agents } of all.value) if (agents.length !== AGENTS) throw new Error('A day is not complete.');
    return performance.now() - before;
  };
  await duel(3, read, readRows);
  const rounds = await duel(ROUNDS, read, readRows);
  return {
    what: `all ${AGENTS * DATES.length * RECORDS} intervals ${WHAT}`,
    here: `${median(rounds.here).toFixed(0)} ms`,
    peer: `rows alone ${median(rounds.peer).toFixed(0)} ms, ${(databaseBytes / 1e6).toFixed(1)} MB`,
    result: spread(ratios(rounds), 'times'),
    goal: '',
    isMet: true,
  };
}

async function totals({ history, readRows }: MonthOfHistory): Promise<Finding> {
  let pauses: readonly number[] = [];
  const read = async (): Promise<number> => {
    const { ms, pauses: these } = await pausesWhile(async () => {
      const rows = await history.totals(REQUEST);
      if (!rows.ok || rows.value.length !== AGENTS) throw new Error('The totals are not complete.');
    });
    pauses = these;
    return ms;
  };
  const rounds = await duel(ROUNDS, read, readRows);
  return {
    what: `totals ${WHAT}`,
    here: `${median(rounds.here).toFixed(0)} ms, pauses p95 ${quantile(pauses, 0.95).toFixed(0)} ms`,
    peer: `rows alone ${median(rounds.peer).toFixed(0)} ms`,
    result: spread(ratios(rounds), 'times'),
    goal: '',
    isMet: true,
  };
}

/** Goal: any minute of a day is rebuilt within twice a plain pass over the day's intervals, and within 2 ms. */
async function anyMinute({ history }: MonthOfHistory): Promise<Finding> {
  const day = await history.day(REQUEST, DATES.at(-1) ?? '');
  if (!day.ok) throw new Error(day.error.message);
  const { startsAt, endsAt } = day.value;
  const step = Math.floor((endsAt - startsAt) / REWIND.minutes / MINUTE_MS) * MINUTE_MS || MINUTE_MS;
  const overDay = (action: (at: number) => number): number => {
    const before = performance.now();
    let found = 0;
    for (let at = startsAt; at < endsAt; at += step) found += action(at);
    if (found === 0) throw new Error('Nobody was in any status.');
    return ((performance.now() - before) * step) / (endsAt - startsAt);
  };
  const here = (): number => overDay((at) => rewind(day.value, at).groups.length);
  const plain = (): number => overDay((at) => inStatus(day.value, at));
  await duel(3, here, plain);
  const rounds = await duel(ROUNDS, here, plain);
  const times = ratios(rounds);
  const isQuick = median(rounds.here) <= REWIND.ms;
  const verdict = judgeTimes(times, REWIND.times, rounds.peer);
  return {
    what: `a minute of ${AGENTS} agents rebuilt`,
    here: `${median(rounds.here).toFixed(2)} ms`,
    peer: `a plain pass ${median(rounds.peer).toFixed(2)} ms`,
    result: spread(times, 'times', 2),
    goal: `<= ${REWIND.times} times, <= ${REWIND.ms} ms`,
    ...(isQuick ? verdict : { isMet: false, doubt: null }),
  };
}

/** The plain pass: looks at every interval of the day once. */
function inStatus({ agents }: HistoryDay, at: number): number {
  let found = 0;
  for (const { intervals, knownUntil } of agents) {
    for (const { start, end } of intervals) if (start <= at && at < (end ?? knownUntil)) found += 1;
  }
  return found;
}

/** Lets the rest of the process run in between, again and again, and says how long it had to wait each time. */
async function pausesWhile(action: () => Promise<void>): Promise<{ readonly pauses: number[]; readonly ms: number }> {
  const pauses: number[] = [];
  let isDone = false;
  const began = performance.now();
  let before = began;
  const check = (): void => {
    const now = performance.now();
    pauses.push(now - before);
    before = now;
    if (!isDone) setImmediate(check);
  };
  setImmediate(check);
  await action();
  isDone = true;
  return { pauses, ms: performance.now() - began };
}
