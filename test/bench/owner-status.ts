import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimFolder } from '../../electron/owner/claim.ts';
import { ok } from '../../electron/shared/result.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { spread, type Finding } from './finding.ts';
import { differences, duel, median } from './rounds.ts';
import { timeNode } from './time-node.ts';

const CLI = fileURLToPath(new URL('../../out/cli.js', import.meta.url));
const ROUNDS = 31;
const GOAL_ABOVE_MS = 25;
const AGENTS = 500;
const CONNECTION = {
  kind: 'account',
  profile: { id: 'c-1', name: 'Bench', host: 'https://kore.example', accountId: 'acc', botId: 'st-1' },
  secret: 'stored',
} as const;

/** How long a status bar waits for `status` while Rollcall runs, against a Node that does nothing. */
export async function ownerStatus(): Promise<Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
  const owner = await claimFolder(folder);
  const team = (): object => ({ ...fakeSnapshot(fakeAgents(AGENTS, Date.now()), Date.now()), agents: [] });
  await owner?.answerWith({ pid: process.pid, surface: 'desktop' }, async () =>
    ok({ connection: CONNECTION, team: team() }),
  );
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
        goal: `<= ${GOAL_ABOVE_MS} ms more`,
        isMet: above.median <= GOAL_ABOVE_MS,
      },
    ];
  } finally {
    await owner?.release();
    await rm(folder, { recursive: true, force: true });
  }
}
