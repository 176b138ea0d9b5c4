import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { spread, type Finding } from './finding.ts';
import { judgeTimes } from './judge.ts';
import { ownFolder } from './owner-status.ts';
import { duel, median, ratios } from './rounds.ts';

const CLI = fileURLToPath(new URL('../../out/cli.js', import.meta.url));
const REPORT = fileURLToPath(new URL('report-cpu.cjs', import.meta.url));
const ROUNDS = 31;
const GOAL_TIMES = { alone: 1.7, throughApp: 2 };

/** What `status` costs a computer whose status bar runs it every few seconds, against a Node that does nothing. */
export async function cliCpu(): Promise<Finding[]> {
  const [empty, owned] = [await makeFolder(), await makeFolder()];
  const owner = await ownFolder(owned);
  const finding = async (what: string, folder: string, goal: number): Promise<Finding> => {
    const rounds = await duel(
      ROUNDS,
      () => cpuOf([CLI, 'status', '--json'], folder),
      () => cpuOf(['-e', '0'], folder),
    );
    const times = ratios(rounds);
    return {
      what,
      here: `${median(rounds.here).toFixed(0)} ms`,
      peer: `${median(rounds.peer).toFixed(0)} ms, node -e 0`,
      result: spread(times, 'times'),
      goal: `<= ${goal} times`,
      ...judgeTimes(times, goal, rounds.peer),
    };
  };
  try {
    return [
      await finding('CPU of rollcall status, no connection', empty, GOAL_TIMES.alone),
      await finding('  through the running app', owned, GOAL_TIMES.throughApp),
    ];
  } finally {
    await owner?.release();
    for (const folder of [empty, owned]) await rm(folder, { recursive: true, force: true });
  }
}

function makeFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
}

/** Milliseconds of CPU that Node uses with these arguments. */
async function cpuOf(args: readonly string[], folder: string): Promise<number> {
  const env = { PATH: process.env['PATH'], ROLLCALL_HOME: folder };
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const;
  const child = spawn(process.execPath, ['--require', REPORT, ...args], { env, stdio: [...stdio] });
  const [micros] = await Promise.all([text(child.stdio[3] as Readable), once(child, 'exit')]);
  if (micros === '') throw new Error(`node ${args[0]} ${args[1]} did not say what it used`);
  return Number(micros) / 1_000;
}
