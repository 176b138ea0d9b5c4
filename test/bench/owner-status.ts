import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimFolder, type Owner } from '../../electron/api/local-socket/lock.ts';
import type { RunningStatus } from '../../electron/shared/contract/socket.ts';
import { DEFAULT_LIMITS } from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { connectionProfile } from '../support/connection-profile.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { spread, type Finding } from './finding.ts';
import { judgeAbove } from './judge.ts';
import { differences, duel, median } from './rounds.ts';
import { timeNode } from './time-node.ts';

const CLI = fileURLToPath(new URL('../../out/cli.js', import.meta.url));
const ROUNDS = 31;
/** A Node that does nothing takes 40 ms on a quiet machine. */
const GOAL_ABOVE = { ms: 25, floors: 0.6 };
const AGENTS = 500;
const CONNECTION = { kind: 'account', profile: connectionProfile(), secret: 'stored' } as const;

/** Answers for a data folder as an app with a big team does. */
export async function ownFolder(folder: string): Promise<Owner | null> {
  const owner = await claimFolder(folder);
  const answer = (): RunningStatus => ({
    connection: CONNECTION,
    team: { ...fakeSnapshot(fakeAgents(AGENTS, Date.now()), Date.now()), agents: [] },
    isMasked: false,
    rules: { limits: DEFAULT_LIMITS, offHours: null },
  });
  await owner?.serve(
    { pid: process.pid, surface: 'desktop' },
    { dispatch: async () => ok(answer()), leave: () => undefined, on: () => () => undefined },
  );
  return owner;
}

/** How long a status bar waits for `status` while Rollcall runs, against a Node that does nothing. */
export async function ownerStatus(): Promise<Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
  const owner = await ownFolder(folder);
  try {
    const here = (): Promise<number> => timeNode([CLI, 'status', '--json'], { folder });
    const rounds = await duel(ROUNDS, here, () => timeNode(['-e', '0'], { folder }));
    const above = differences(rounds);
    return [
      {
        what: 'rollcall status through the running app',
        here: `${median(rounds.here).toFixed(0)} ms`,
        peer: `${median(rounds.peer).toFixed(0)} ms, node -e 0`,
        result: `${spread(above, 'ms', 0)} more`,
        goal: `<= ${GOAL_ABOVE.ms} ms or ${GOAL_ABOVE.floors} floors more`,
        ...judgeAbove(above, GOAL_ABOVE, rounds.peer),
      },
    ];
  } finally {
    await owner?.release();
    await rm(folder, { recursive: true, force: true });
  }
}
