import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Keychain } from '../../electron/keychain/types.ts';
import type { Owner } from '../../electron/api/local-socket/lock.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { makeOwner, runRollcall, type Command } from '../support/owner-bench.ts';
import { fakeDraft } from '../support/fake-views.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** `status --watch` beside a running app: what it prints, and what that costs the account, counted at the server. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;
let owner: Owner;
let rollcall: TestApp;
let watches: Command[];

const ANN: KoreAgent = { id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'BUSY', queueIds: ['q-1'] };
const BEN: KoreAgent = { id: 'ben', firstName: 'Ben', lastName: 'Ito', bucket: 'AWAY' };
/** How often a watch asks the running app. */
const FOLLOW_MS = 2_000;
const PATIENT_MS = 120_000;

beforeEach(async () => {
  bench = await createTestBench();
  kore = await startKoreServer([ANN, BEN], bench.clock.now);
  keychain = createFakeKeychain();
  watches = [];
  rollcall = await bench.open({ keychain });
  owner = await makeOwner(bench, rollcall);
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'keychain');
  await rollcall.until(({ health }) => health.state === 'live');
  await kore.received('statusDetails', 1);
});
afterEach(async () => {
  for (const { io } of watches) io.interrupt();
  await Promise.all(watches.map(({ ended }) => ended));
  await owner.release();
  await bench.stop();
  await kore.stop();
});

function watch(argv: readonly string[] = [], mayOpen: Keychain | null = null): Command {
  const command = runRollcall(bench, ['status', '--watch', ...argv], mayOpen);
  watches.push(command);
  return command;
}

const stamp = (): string => new Date(bench.clock.now()).toISOString();

/** Moves time on, a little and not too often for real sockets, until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (const giveUpAt = performance.now() + PATIENT_MS; !isSo(); bench.clock.advance(FOLLOW_MS)) {
    if (performance.now() > giveUpAt) throw new Error('It never came to that.');
    for (let attempt = 0; attempt < 20 && !isSo(); attempt += 1) await pause(5);
  }
}

describe('status --watch beside the app', () => {
  it('follows the app without a call, while a hundred status ask too', async () => {
    const before = kore.calls.length;
    const { io } = watch();
    await io.waitFor((line) => line === `${stamp()} Billing: 0 available, 1 busy, 1 away, 0 offline`);
    const runs = await Promise.all(
      Array.from({ length: 100 }, () => runRollcall(bench, ['status', '--format', '{total}']).ended),
    );
    expect(new Set(runs)).toEqual(new Set([0]));
    expect(kore.calls.length).toBe(before);

    kore.move('ann', 'AVAILABLE');
    const reads = kore.countOf('availability');
    const { asOf } = await rollcall.nextPoll();
    await until(() => io.out.length > 1);
    expect(io.out[1]).toBe(`${new Date(asOf ?? 0).toISOString()} Billing: 1 available, 0 busy, 1 away, 0 offline`);
    expect(kore.countOf('availability')).toBe(reads + 1);
    expect(io.out.join()).not.toContain('Ann');
  });

  it('names who changed with --agents, as initials from the moment names are hidden', async () => {
    const { io } = watch(['--agents']);
    await io.waitFor((line) => line.includes('1 busy'));
    kore.move('ann', 'AVAILABLE');
    await rollcall.nextPoll();
    await until(() => io.out.length === 3);
    expect(io.out[1]).toBe(`${stampOf(io.out[2])} Ann Lee: AVAILABLE`);
    await rollcall.get('settings:update', { isMasked: true });
    kore.move('ben', 'OFFLINE');
    await rollcall.nextPoll();
    await until(() => io.out.length === 5);
    expect(io.out[3]).toBe(`${stampOf(io.out[4])} B. I.: OFFLINE`);
  });

  it('hides also the name of somebody who leaves a view, known from before', async () => {
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'Busy', statuses: ['BUSY'] }));
    const { io } = watch(['--agents', '--mask']);
    const plain = watch(['--agents']);
    await io.waitFor((line) => line.includes('1 busy'));
    await plain.io.waitFor((line) => line.includes('1 busy'));
    await rollcall.get('settings:update', { isMasked: true });
    kore.move('ann', 'AVAILABLE');
    await rollcall.nextPoll();
    await until(() => io.out.length === 3 && plain.io.out.length === 3);
    const left = 'A. L.: no longer in this view';
    expect([io.out[1], plain.io.out[1]]).toEqual([expect.stringContaining(left), expect.stringContaining(left)]);
  });

  it('writes a template whenever that reads otherwise, also that the app is paused', async () => {
    const { io } = watch(['--format', '{busy}/{total} {view} {state}']);
    await io.waitFor((line) => line === '1/2 Everybody live');
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'Away', statuses: ['AWAY'] }));
    await until(() => io.out.length === 2);
    await rollcall.get('team:pause', 60_000);
    await until(() => io.out.length === 3);
    expect(io.out.slice(1)).toEqual(['0/1 Away live', '0/1 Away paused']);
    expect(io.messages.at(-1)).toBe('Paused. The team is not being read.');
  });

  it('reads the team itself when the app has gone, and leaves it to the next one', async () => {
    const { io } = watch([], keychain);
    await io.waitFor((line) => line.includes('1 busy'));
    await owner.release();
    await rollcall.app.stop();
    kore.move('ann', 'AVAILABLE');
    const reads = kore.countOf('availability');
    await until(() => io.out.length === 2);
    expect(io.out[1]).toContain('Billing: 1 available, 0 busy, 1 away, 0 offline');
    expect(kore.countOf('availability')).toBe(reads + 1);

    rollcall = await bench.open({ keychain });
    owner = await makeOwner(bench, rollcall);
    await rollcall.app.start();
    await rollcall.until(({ health }) => health.state === 'live');
    // Both are due at once: the watch asks for an app before it calls.
    await rollcall.nextPoll();
    await until(() => io.messages.at(-1) === 'Following the running Rollcall, which costs no calls.');
    expect(kore.countOf('availability')).toBe(reads + 3);
    kore.move('ann', 'OFFLINE');
    await rollcall.nextPoll();
    await until(() => io.out.length === 3);
    expect(io.out[2]).toContain('Billing: 0 available, 0 busy, 1 away, 1 offline');
    expect(kore.countOf('availability')).toBe(reads + 4);
    expect(io.messages).toContain(
      'Rollcall has ended, or has another team open, so this command reads the team itself.',
    );
  });

  it('shows names as the setting says now, also while it reads another team than the app', async () => {
    // The app does not know who serves it.
    const { io } = watch(['--queue', 'q-1', '--agents'], keychain);
    await io.waitFor((line) => line.includes('1 busy'));
    await rollcall.get('settings:update', { isMasked: true });
    kore.move('ann', 'AVAILABLE');
    await until(() => io.out.length === 3);
    expect(io.out[1]).toContain('A. L.: AVAILABLE');
  });

  it('ends when nobody reads it any more', async () => {
    const { io, ended } = watch();
    await io.waitFor((line) => line.includes('1 busy'));
    io.loseReader();
    expect(await ended).toBe(0);
  });
});

function stampOf(line: string | undefined): string {
  return line?.split(' ')[0] ?? '';
}
