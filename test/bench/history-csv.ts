import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { intervalLines } from '../../electron/history/out/csv.ts';
import type { HistoryDay } from '../../electron/shared/model.ts';
import { spread, type Finding } from './finding.ts';
import { AGENTS, DATES, makeMonth, NOW, REQUEST, type MonthOfHistory } from './history-of-month.ts';
import { judgeTimes } from './judge.ts';
import { differences, duel, median, ratios } from './rounds.ts';

const CLI = fileURLToPath(new URL('../../out/cli.js', import.meta.url));
const REPORT = fileURLToPath(new URL('report-memory.cjs', import.meta.url));
/** What build/rollcall.cjs runs Node with. */
const SMALL = ['--max-semi-space-size=1', '--no-allocation-site-pretenuring'];
const RECORDS = 65;
const INTERVALS = AGENTS * DATES.length * RECORDS;
const ROUNDS = { lines: 7, processes: 3 };
const GOAL = { times: 1.5, bytes: 60e6 };
const ZONE = 'Asia/Kolkata';

/** Goals: the lines of a million intervals, and the memory of the process that streams them. */
export async function historyCsv(): Promise<Finding[]> {
  const month = await makeMonth(RECORDS);
  try {
    return [await lines(month), await memory(month)];
  } finally {
    await month.remove();
  }
}

async function lines({ history }: MonthOfHistory): Promise<Finding> {
  const day = await history.day(REQUEST, DATES.at(-1) ?? '');
  if (!day.ok) throw new Error(day.error.message);
  const ofMonth = (linesOf: (day: HistoryDay) => string) => (): number => {
    const before = performance.now();
    let characters = 0;
    for (const date of DATES) characters += Buffer.byteLength(linesOf({ ...day.value, date }));
    if (characters < INTERVALS * 50) throw new Error('Lines are missing.');
    return performance.now() - before;
  };
  const rounds = await duel(
    ROUNDS.lines,
    ofMonth((each) => intervalLines(each, ZONE)),
    ofMonth(bareLines),
  );
  const times = ratios(rounds);
  return {
    what: `CSV of ${INTERVALS} intervals`,
    here: `${median(rounds.here).toFixed(0)} ms`,
    peer: `${median(rounds.peer).toFixed(0)} ms, template strings`,
    result: spread(times, 'times', 2),
    goal: `<= ${GOAL.times} times`,
    ...judgeTimes(times, GOAL.times, rounds.peer),
  };
}

/** The same columns, with nothing quoted, guarded or in the team's zone. */
function bareLines({ date, agents }: HistoryDay): string {
  let all = '';
  for (const { userId, name, intervals } of agents) {
    for (const { primaryStatus, secondaryStatus, start, end, durationMs, clippedStart, clippedEnd } of intervals) {
      const times = `${new Date(start).toISOString()},${end === null ? '' : new Date(end).toISOString()}`;
      all += `${date},${userId},${name},${primaryStatus},${secondaryStatus},${times},${durationMs / 1000},${clippedStart},${clippedEnd},\r\n`;
    }
  }
  return all;
}

async function memory({ folder }: MonthOfHistory): Promise<Finding> {
  const args = ['history', '--from', DATES[0] ?? '', '--to', DATES.at(-1) ?? '', '--csv', '--offline'];
  const rounds = await duel(
    ROUNDS.processes,
    () => peakBytes([...SMALL, CLI, ...args], folder, INTERVALS),
    () => peakBytes(['-e', '0'], folder, 0),
  );
  const above = differences(rounds);
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return {
    what: `memory of rollcall history --csv, ${INTERVALS} intervals`,
    here: megabytes(median(rounds.here)),
    peer: `${megabytes(median(rounds.peer))}, node -e 0`,
    result: `${megabytes(above.median)} more`,
    goal: `<= ${megabytes(GOAL.bytes)} more`,
    isMet: above.median <= GOAL.bytes,
  };
}

/** The most memory that Node holds with these arguments, while its output is read. */
async function peakBytes(args: readonly string[], folder: string, intervals: number): Promise<number> {
  const clock = `data:text/javascript,Date.now=()=>${NOW}`;
  const child = spawn(process.execPath, ['--import', clock, '--require', REPORT, ...args], {
    env: { PATH: process.env['PATH'], ROLLCALL_HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  let found = 0;
  child.stdio[1]?.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) found += 1;
  });
  const [kilobytes] = await Promise.all([text(child.stdio[3] as Readable), once(child, 'close')]);
  if (found < intervals) throw new Error(`Only ${found} lines came.`);
  return Number(kilobytes) * 1024;
}
