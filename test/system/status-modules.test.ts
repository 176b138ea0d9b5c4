import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimFolder, type Owner } from '../../electron/api/local-socket/lock.ts';
import type { RunningStatus } from '../../electron/shared/contract/socket.ts';
import { DEFAULT_LIMITS } from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { connectionProfile } from '../support/connection-profile.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { makeDataFolder, removeDataFolder } from '../support/owner-scene.ts';
import { runRollcallProcess } from '../support/rollcall-process.ts';

/** What `status` loads: a status bar runs it every few seconds, and each of these costs it many milliseconds. */
const HEAVY = [
  'zod',
  'axios',
  'jose',
  'graceful-fs',
  'proper-lockfile',
  'write-file-atomic',
  'temporal-polyfill',
  'node:http',
  'node:crypto',
  'node:sqlite',
  'node:child_process',
];
const SAY_MODULES = `data:text/javascript,import{registerHooks}from'node:module';registerHooks({load(url,context,next){process.stderr.write(url+String.fromCharCode(10));return%20next(url,context)}})`;
let dataFolder: string;
let owner: Owner | null = null;

beforeEach(async () => {
  dataFolder = await makeDataFolder();
});
afterEach(async () => {
  await owner?.release();
  await removeDataFolder(dataFolder);
});

/** Which of the heavy modules it loads, and how it ends. */
async function status(): Promise<{ readonly code: number | null; readonly heavy: readonly string[] }> {
  const env = { ROLLCALL_HOME: dataFolder, NODE_OPTIONS: `--import "${SAY_MODULES}"` };
  const { code, said } = await runRollcallProcess(['status', '--json'], env);
  const urls = said.split('\n').filter((line) => /^(node|file):/.test(line));
  expect(urls.length).toBeGreaterThan(10);
  return { code, heavy: HEAVY.filter((name) => urls.some((url) => url === name || url.includes(`/${name}/`))) };
}

describe('status loads nothing heavy', () => {
  it('without a connection', async () => {
    expect(await status()).toEqual({ code: 3, heavy: [] });
  });

  it('through the running app', async () => {
    owner = await claimFolder(dataFolder);
    const now = Date.now();
    const value: RunningStatus = {
      connection: { kind: 'account', profile: connectionProfile(), secret: 'stored' },
      team: { ...fakeSnapshot(fakeAgents(3, now), now), agents: [] },
      isMasked: false,
      rules: { limits: DEFAULT_LIMITS, offHours: null },
    };
    const served = { dispatch: async () => ok(value), leave: () => undefined, on: () => () => undefined };
    await owner?.serve({ pid: process.pid, surface: 'desktop' }, served);
    expect(await status()).toEqual({ code: 0, heavy: [] });
  });
});
