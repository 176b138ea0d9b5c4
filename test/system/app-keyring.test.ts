import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forkKeychainChild } from '../../electron/keychain/call-queue.ts';
import { createKeychain } from '../../electron/keychain/keychain.ts';
import type { Keychain } from '../../electron/keychain/types.ts';
import { messageFor } from '../../electron/shared/result.ts';
import { findItemOf, openKeyringSession, type KeyringSession } from '../support/keyring.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { runRollcall } from '../support/owner-bench.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** The core with a real gnome-keyring behind it. */
const CHILD = fileURLToPath(new URL('../../electron/keychain/keychain-child.ts', import.meta.url));
const PASSWORD = 'correct horse';

let bench: TestBench;
let kore: KoreServer;
let session: KeyringSession;

beforeEach(async () => {
  bench = await createTestBench();
  kore = await startKoreServer([{ id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'BUSY' }], bench.clock.now);
  session = await openKeyringSession({ bus: true });
  await session.startDaemon(PASSWORD);
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
  await session.stop();
});

function keychain(): Keychain {
  const spawn = () => forkKeychainChild(CHILD, session.env);
  return createKeychain({ spawn, clock: bench.clock }, findItemOf(session));
}

const open = (): Promise<TestApp> => bench.open({ keychain: keychain() });

/** Saves a connection with one app and closes it. */
async function saveOnce(): Promise<void> {
  const rollcall = await open();
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'keychain');
  await rollcall.until(({ health }) => health.state === 'live');
  await rollcall.app.stop();
}

async function restartDaemon(password: string): Promise<void> {
  await session.stopDaemon();
  await session.startDaemon(password);
}

it('opens what was saved, and forgets it for good', async () => {
  await saveOnce();
  const rollcall = await open();
  await rollcall.app.start();
  await rollcall.until(({ health }) => health.state === 'live');
  await rollcall.get('connection:remove');
  await rollcall.app.stop();

  const later = await open();
  await later.app.start();
  expect(await later.get('connection:get')).toEqual({ kind: 'none', profile: null, secret: 'none' });
});

it('says that the keyring is locked, and goes on once it is unlocked', async () => {
  await saveOnce();
  await restartDaemon('another password');
  const rollcall = await open();
  await rollcall.app.start();
  expect(await rollcall.get('connection:get')).toMatchObject({ secret: 'locked' });
  await rollcall.until(({ health }) => health.state === 'keychain');
  expect(await rollcall.get('connection:retry')).toMatchObject({ secret: 'locked' });

  await restartDaemon(PASSWORD);
  expect(await rollcall.get('connection:retry')).toMatchObject({ secret: 'stored' });
  await rollcall.until(({ health }) => health.state === 'live');
});

it('says that the item was deleted, in the window and in the terminal alike, and forgets the connection', async () => {
  await saveOnce();
  const { connections } = JSON.parse(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8')) as {
    connections: { profile: { id: string } }[];
  };
  const other = keychain();
  await other.remove(connections[0]?.profile.id ?? '', true, 'user');
  await other.stop();

  const rollcall = await open();
  await rollcall.app.start();
  expect(await rollcall.get('connection:get')).toMatchObject({ secret: 'missing' });
  const { health } = await rollcall.until((team) => team.health.state === 'keychain');
  const sentence = messageFor('keychain-missing');
  expect(health.message).toBe(sentence);

  const status = runRollcall(bench, ['status', '--json'], keychain());
  expect([await status.ended, status.io.messages]).toEqual([7, [sentence]]);
  expect(JSON.parse(status.io.out[0] ?? '')).toMatchObject({ health: { state: 'keychain', message: sentence } });
  const disconnect = runRollcall(bench, ['disconnect'], keychain());
  expect([await disconnect.ended, disconnect.io.messages]).toEqual([
    0,
    ['Forgot "Billing", its secret, and what was read of it.'],
  ]);
});

it('starts although the keyring hangs, and says what it waits for', async () => {
  await saveOnce();
  session.freezeDaemon();
  const rollcall = await open();
  const waiting = rollcall.next('connection:changed');
  const started = rollcall.app.start();
  expect(await waiting).toMatchObject({ secret: 'waiting' });
  bench.clock.advance(5_000);
  await started;
  const { health } = await rollcall.until((team) => team.health.state === 'keychain');
  expect(health.message).toContain('Waiting for the keychain');

  await restartDaemon(PASSWORD);
  expect(await rollcall.get('connection:retry')).toMatchObject({ secret: 'stored' });
  await rollcall.until((team) => team.health.state === 'live');
});
