import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TeamSnapshot } from '../../electron/shared/model.ts';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { createFakeTerminal } from '../support/fake-terminal.ts';
import { inUtc } from '../support/fixed-zone.ts';
import { startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';
import { createWallClock, type WallClock } from '../support/wall-clock.ts';

/** This computer's clock is minutes off; the server's is right. Real sockets, and a day that both agree on. */
const MINUTE_MS = 60_000;
const OFF = [
  ['ten minutes slow', -10 * MINUTE_MS],
  ['ten minutes fast', 10 * MINUTE_MS],
] as const;

let bench: TestBench;
let clock: WallClock;
let kore: KoreServer;
/** The true time, which is the server's. */
let now: () => number;

beforeEach(async () => {
  const truth = createFakeClock();
  now = truth.now;
  clock = createWallClock(truth);
  bench = await createTestBench(clock);
  kore = await startKoreServer(team(), now);
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

/** Ann is BUSY for 20 minutes, Bob is in a status of which there is no record. */
function team(): KoreAgent[] {
  const records = [{ primary: 'BUSY', secondary: 'NBK', start: now() - 20 * MINUTE_MS, end: null }];
  return [
    { id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'BUSY', records },
    { id: 'bob', firstName: 'Bob', lastName: 'Ray', bucket: 'AVAILABLE' },
  ];
}

async function open(): Promise<TestApp> {
  const rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'keychain');
  return rollcall;
}

const find = ({ agents }: TeamSnapshot, id: string) => agents.find(({ userId }) => userId === `u-${id}`);

describe.each(OFF)('a computer whose clock is %s', (_name, offMs) => {
  beforeEach(() => clock.set(offMs));

  it('counts times in status to the server’s now', async () => {
    const rollcall = await open();
    const snapshot = await rollcall.until((shown) => find(shown, 'ann')?.since.precision === 'exact');
    const { clockOffsetMs = 0 } = snapshot;
    expect(Math.abs(clockOffsetMs + offMs)).toBeLessThanOrEqual(1_000);
    const teamNow = clock.now() + clockOffsetMs;
    const elapsed = ['ann', 'bob'].map((id) => teamNow - (find(snapshot, id)?.since.at ?? NaN));
    expect(elapsed.map((ms) => Math.round(ms / 2_000) * 2_000)).toEqual([20 * MINUTE_MS, 0]);
    expect(find(snapshot, 'ann')?.since.at).toBe(now() - 20 * MINUTE_MS);
  });

  it('flags nobody before their limit, and everybody at it', async () => {
    const rollcall = await open();
    await rollcall.get('settings:update', {
      limits: { byStatus: { AWAY: null, BUSY: 25 }, secondary: [] },
    });
    await rollcall.until((shown) => find(shown, 'ann')?.since.precision === 'exact');
    const { attention, refreshAt } = rollcall.app.team();
    expect([attention, Math.round(((refreshAt ?? 0) - clock.now()) / 2_000)]).toEqual([0, 150]);
  });

  it('dates a change by the server’s clock', async () => {
    const rollcall = await open();
    await rollcall.until((shown) => find(shown, 'ann')?.since.precision === 'exact');
    kore.move('bob', 'AWAY');
    await rollcall.nextPoll();
    const since = find(rollcall.app.team(), 'bob')?.since;
    expect([since?.precision, since?.toleranceMs]).toEqual(['observed', 15_000]);
    expect(Math.abs(now() - 15_000 - (since?.at ?? 0))).toBeLessThanOrEqual(1_000);
  });

  it('ends the history of today at the server’s now', async () => {
    const rollcall = await open();
    await rollcall.until((shown) => find(shown, 'ann')?.since.precision === 'exact');
    const date = '2026-03-02';
    const request = { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null } as const;
    const { takenAt } = await rollcall.get('history:read', request);
    const { agents } = await rollcall.get('history:day', request, date);
    expect(Math.abs(takenAt - now())).toBeLessThanOrEqual(1_000);
    const busyMs = agents.find(({ userId }) => userId === 'u-ann')?.totalsMs['BUSY'] ?? 0;
    expect(Math.abs(busyMs - 20 * MINUTE_MS)).toBeLessThanOrEqual(1_000);
  });

  it('shows the same after a restart, before its first call', async () => {
    const first = await open();
    const at = find(await first.until((shown) => find(shown, 'ann')?.since.precision === 'exact'), 'ann')?.since.at;
    await first.app.stop();
    const again = await bench.open({ keychain: createFakeKeychain(new Map()) });
    await again.app.start();
    const restored = again.app.team();
    const { asOf, clockOffsetMs = 0 } = restored;
    expect(find(restored, 'ann')?.since).toEqual({ at, precision: 'exact', toleranceMs: 0 });
    expect(Math.abs((asOf ?? 0) + clockOffsetMs - now())).toBeLessThanOrEqual(1_000);
  });

  it('prints true times from a single command', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-clock-'));
    const { host, accountId, botId, clientId, clientSecret } = kore;
    const ids = ['--host', host, '--account', accountId, '--bot', botId, '--client-id', clientId, '--secret-stdin'];
    const status = async (...more: string[]): Promise<string> => {
      const io = createFakeTerminal(`${clientSecret}\n`);
      const parts = {
        version: '9.9.9',
        platform: 'linux',
        clock,
        random: Math.random,
        localZone: inUtc(),
        fetch,
        dataFolder: folder,
      } as const;
      await runTerminal(['status', '--agents', '--zone', 'UTC', ...ids, ...more], io, {
        ...parts,
        createKeychain: () => createFakeKeychain(new Map()),
        staticFolder: folder,
        openUrl: () => Promise.resolve(true),
        onSurprise: (error) => {
          throw error;
        },
      });
      return io.out.join('\n');
    };
    expect(await status()).toMatch(/ (20:00|20:01|19:59) {2}Ann Lee \(NBK\)/);
    const { takenAt, agents } = JSON.parse(await status('--json')) as {
      takenAt: string;
      agents: { since: string; name: string }[];
    };
    const ann = agents.find(({ name }) => name === 'Ann Lee');
    expect(Math.abs(Date.parse(takenAt) - now())).toBeLessThanOrEqual(1_000);
    expect(Date.parse(ann?.since ?? '')).toBe(now() - 20 * MINUTE_MS);
    await rm(folder, { recursive: true, force: true });
  });
});
