import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Keychain } from '../../electron/keychain/types.ts';
import { formFor } from '../support/connection-profile.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { makeOwner, runRollcall, type Command } from '../support/owner-bench.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** `status --watch --alerts`: each alert once, whether the app decides it or the watch itself. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;
let rollcall: TestApp;
const undo: (() => Promise<unknown>)[] = [];
const PATIENT_MS = 120_000;
const STEP_MS = 2_000;

beforeEach(async () => {
  bench = await createTestBench();
  kore = await startKoreServer(
    ['Ann', 'Ben'].map((name) => ({ id: name, firstName: name, lastName: 'Lee', bucket: 'AVAILABLE' })),
    bench.clock.now,
  );
  keychain = createFakeKeychain();
  rollcall = await bench.open({ keychain });
  await rollcall.get('settings:update', { notify: 'every-change' });
  await rollcall.app.start();
  await rollcall.get('connection:save', { ...formFor(kore), timeZone: 'Asia/Kolkata' }, 'keychain');
  await rollcall.until(({ health }) => health.state === 'live');
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  await bench.stop();
  await kore.stop();
});

async function own(): Promise<() => Promise<void>> {
  const owner = await makeOwner(bench, rollcall);
  let isOver = false;
  const release = async (): Promise<void> => {
    if (!isOver) await owner.release();
    isOver = true;
  };
  undo.push(release);
  return release;
}

function watch(argv: readonly string[] = [], mayOpen: Keychain | null = null): Command {
  const command = runRollcall(bench, ['status', '--watch', '--alerts', ...argv], mayOpen);
  undo.push(() => {
    command.io.interrupt();
    return command.ended;
  });
  return command;
}

/** Moves time on, a little and not too often for real sockets, until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (const giveUpAt = performance.now() + PATIENT_MS; !isSo(); bench.clock.advance(STEP_MS)) {
    if (performance.now() > giveUpAt) throw new Error('It never came to that.');
    for (let attempt = 0; attempt < 20 && !isSo(); attempt += 1) await pause(5);
  }
}

const alertsIn = ({ io }: Command): string[] => io.out.flatMap((line) => /Alert: .*/.exec(line) ?? []);

it('the app’s alerts come as they are delivered, not those of before, nor what was held back', async () => {
  await own();
  kore.move('Ann', 'AWAY');
  await rollcall.get('team:refresh');
  bench.clock.advance(60_000);
  const command = watch();
  await command.io.waitFor(() => true);
  kore.move('Ben', 'BUSY');
  await rollcall.get('team:refresh');
  await until(() => alertsIn(command).length === 2);
  expect(alertsIn(command).toSorted()).toEqual(['Alert: Ben Lee: BUSY', 'Alert: Nobody is available']);
  await rollcall.get('alert:snooze', 60_000);
  bench.clock.advance(3 * 60_000);
  await rollcall.get('alert:snooze', 600_000);
  kore.move('Ben', 'AVAILABLE');
  await rollcall.get('team:refresh');
  await until(() => command.io.out.some((line) => line.includes('1 available')));
  expect(alertsIn(command)).toHaveLength(2);
});

it('as JSON each is an object of its own, with initials where they are wanted', async () => {
  await own();
  const { io } = watch(['--json', '--mask']);
  await io.waitFor(() => true);
  kore.move('Ben', 'BUSY');
  await rollcall.get('team:refresh');
  const line = await io.waitFor((text) => text.includes('"alert"'));
  const at = new Date(bench.clock.now() + 5.5 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+05:30');
  expect(JSON.parse(line)).toEqual({
    alert: {
      ...{ at, rule: 'every-change', kind: 'becomes', subject: 'u-Ben', state: 'fired', delivered: true, reason: null },
      text: 'B. L.: BUSY',
    },
  });
});

it('without an app the watch decides by the same rules, and an app that comes later tells none of it again', async () => {
  await rollcall.app.stop();
  const command = watch([], keychain);
  await command.io.waitFor((line) => line.includes('2 available'));
  kore.move('Ann', 'BUSY');
  kore.move('Ben', 'BUSY');
  await until(() => alertsIn(command).length === 3);
  expect(alertsIn(command).toSorted()).toEqual([
    'Alert: Ann Lee: BUSY',
    'Alert: Ben Lee: BUSY',
    'Alert: Nobody is available',
  ]);

  rollcall = await bench.open({ keychain });
  await own();
  await rollcall.app.start();
  await rollcall.until(({ health }) => health.state === 'live');
  await until(() => command.io.messages.some((line) => line.includes('Following the running Rollcall')));
  await rollcall.nextPoll();
  expect(rollcall.pushed.filter(({ name }) => name === 'notice:raised')).toEqual([]);
  const log = await rollcall.get('alert:log', null);
  const told = log.filter(({ held }) => held === null).map(({ text }) => text);
  expect(told.toSorted()).toEqual(['Ann Lee: BUSY', 'Ben Lee: BUSY', 'Nobody is available']);

  // The app decides now, and the watch prints it once.
  await rollcall.pass(3 * 60_000);
  kore.move('Ann', 'AVAILABLE');
  await rollcall.get('team:refresh');
  await until(() => alertsIn(command).length > 3);
  expect(alertsIn(command).slice(3)).toEqual(['Alert: Ann Lee: AVAILABLE']);
});

it('ends with 0 when it is interrupted, or nobody reads it', async () => {
  await rollcall.app.stop();
  const interrupted = watch([], keychain);
  await interrupted.io.waitFor(() => true);
  interrupted.io.interrupt();
  expect(await interrupted.ended).toBe(0);
  const unread = watch([], keychain);
  await unread.io.waitFor(() => true);
  unread.io.loseReader();
  expect(await unread.ended).toBe(0);
});
