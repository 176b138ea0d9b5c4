import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemo } from '../../electron/demo/server.ts';
import { spread, type Finding } from './finding.ts';
import { judgeAbove, judgeTimes } from './judge.ts';
import { differences, duel, median, ratios, type Rounds } from './rounds.ts';
import { timeNode } from './time-node.ts';

const CLI = fileURLToPath(new URL('../../out/cli.js', import.meta.url));
const ROUNDS = 31;
/** A Node that does nothing takes 40 ms on a quiet machine. */
const GOAL_ABOVE = { ms: 60, floors: 1.5 };
const GOAL_TIMES = 6;
const NOT_CONNECTED = 3;

/** Goal 3: how long a person or a status bar waits for `status`, against a Node that does nothing. */
export async function cliStart(): Promise<Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
  const demo = await startDemo({ requestsPerMinute: 1_000 });
  const { host, accountId, botId, clientId, clientSecret: input } = demo;
  const flags = ['--host', host, '--account', accountId, '--bot', botId, '--client-id', clientId, '--secret-stdin'];
  const empty = (): Promise<number> => timeNode(['-e', '0'], { folder });
  const refused = { folder, code: NOT_CONNECTED };
  // A folder of its own each time: twenty calls a minute would not be enough for all of them.
  const status = async (...more: readonly string[]): Promise<number> =>
    timeNode([CLI, 'status', '--json', ...more, ...flags], { folder: await mkdtemp(path.join(folder, 'run-')), input });
  try {
    return [
      startFinding(await duel(ROUNDS, () => timeNode([CLI, 'status', '--json'], refused), empty)),
      statusFinding('rollcall status, demo on loopback', GOAL_TIMES, await duel(ROUNDS, () => status(), empty)),
      statusFinding('  with each agent and since when', null, await duel(ROUNDS, () => status('--agents'), empty)),
    ];
  } finally {
    await demo.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function startFinding(rounds: Rounds): Finding {
  const above = differences(rounds);
  return {
    what: 'rollcall status, no connection',
    here: `${median(rounds.here).toFixed(0)} ms`,
    peer: `${median(rounds.peer).toFixed(0)} ms, node -e 0`,
    result: `${spread(above, 'ms', 0)} more`,
    goal: `<= ${GOAL_ABOVE.ms} ms or ${GOAL_ABOVE.floors} floors more`,
    ...judgeAbove(above, GOAL_ABOVE, rounds.peer),
  };
}

function statusFinding(what: string, goal: number | null, rounds: Rounds): Finding {
  const times = ratios(rounds);
  return {
    what,
    here: `${median(rounds.here).toFixed(0)} ms`,
    peer: `${median(rounds.peer).toFixed(0)} ms, node -e 0`,
    result: spread(times, 'times'),
    goal: goal === null ? '' : `<= ${goal} times`,
    ...(goal === null ? { isMet: true } : judgeTimes(times, goal, rounds.peer)),
  };
}
