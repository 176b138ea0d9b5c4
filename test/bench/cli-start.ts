import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemo } from '../../electron/demo/server.ts';
import { spread, type Finding } from './finding.ts';
import { differences, duel, median, ratios } from './rounds.ts';

const CLI = fileURLToPath(new URL('../../out/cli.js', import.meta.url));
const ROUNDS = 31;
const GOAL_ABOVE_MS = 60;
const GOAL_TIMES = 6;
const NOT_CONNECTED = 3;

/** Milliseconds from starting Node with these arguments to its end. */
async function timeNode(args: readonly string[], { folder, input = '', code = 0 }: NodeRun): Promise<number> {
  const env = { PATH: process.env['PATH'], ROLLCALL_HOME: folder };
  const began = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(input);
  const [ended] = (await once(child, 'exit')) as [number | null];
  if (ended !== code) throw new Error(`node ${args.join(' ')} ended with ${ended}`);
  return performance.now() - began;
}

interface NodeRun {
  /** The data folder. */
  readonly folder: string;
  readonly input?: string;
  /** The exit code it has to end with. */
  readonly code?: number;
}

/** Goal 3: how long a person or a status bar waits for `status`, against a Node that does nothing. */
export async function cliStart(): Promise<Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
  const demo = await startDemo({ requestsPerMinute: 1_000 });
  const empty = (): Promise<number> => timeNode(['-e', '0'], { folder });
  try {
    const refused = { folder, code: NOT_CONNECTED };
    const without = await duel(ROUNDS, () => timeNode([CLI, 'status', '--json'], refused), empty);
    const { host, accountId, botId, clientId, clientSecret: input } = demo;
    const flags = ['--host', host, '--account', accountId, '--bot', botId, '--client-id', clientId, '--secret-stdin'];
    const full = await duel(
      ROUNDS,
      // A folder of its own each time: twenty calls a minute would not be enough for all of them.
      async () => {
        const own = await mkdtemp(path.join(folder, 'run-'));
        return timeNode([CLI, 'status', '--json', '--agents', ...flags], { folder: own, input });
      },
      empty,
    );
    return [startFinding(without), fullFinding(full)];
  } finally {
    await demo.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function startFinding(rounds: Awaited<ReturnType<typeof duel>>): Finding {
  const above = differences(rounds);
  return {
    what: 'rollcall status, no connection',
    here: `${median(rounds.here).toFixed(0)} ms`,
    peer: `${median(rounds.peer).toFixed(0)} ms, node -e 0`,
    result: `${spread(above, 'ms', 0)} more`,
    goal: `<= ${GOAL_ABOVE_MS} ms more`,
    isMet: above.median <= GOAL_ABOVE_MS,
  };
}

function fullFinding(rounds: Awaited<ReturnType<typeof duel>>): Finding {
  const times = ratios(rounds);
  return {
    what: 'rollcall status, demo on loopback',
    here: `${median(rounds.here).toFixed(0)} ms`,
    peer: `${median(rounds.peer).toFixed(0)} ms, node -e 0`,
    result: spread(times, 'times'),
    goal: `<= ${GOAL_TIMES} times`,
    isMet: times.median <= GOAL_TIMES,
  };
}
