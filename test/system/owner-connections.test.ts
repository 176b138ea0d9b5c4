import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimFolder, type Owner } from '../../electron/api/local-socket/lock.ts';
import { ownedApp } from '../../electron/api/local-socket/owned-app.ts';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { createFakeTerminal } from '../support/fake-terminal.ts';
import { inUtc } from '../support/fixed-zone.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** `connect` and `disconnect` beside a running app: it takes over what they have done at once. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;
let owner: Owner | null;
let rollcall: TestApp;

beforeEach(async () => {
  bench = await createTestBench();
  kore = await startKoreServer([{ id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'BUSY' }], bench.clock.now);
  keychain = createFakeKeychain();
  rollcall = await bench.open({ keychain });
  owner = await claimFolder(bench.dataFolder);
  if (owner === null) throw new Error('The folder has an owner already.');
  await ownedApp(rollcall.app, owner, {
    surface: 'desktop',
    clock: bench.clock,
    staticFolder: bench.dataFolder,
    log: () => undefined,
    onSurprise: (error) => {
      throw error;
    },
  });
  await rollcall.app.start();
});
afterEach(async () => {
  await owner?.release();
  await bench.stop();
  await kore.stop();
});

/** `rollcall` in this process, with the keychain of the app. */
async function command(...argv: string[]): Promise<number> {
  return runTerminal(argv, createFakeTerminal(kore.clientSecret), {
    version: '9.9.9',
    platform: 'linux',
    clock: bench.clock,
    random: () => 0.5,
    fetch: globalThis.fetch,
    localZone: inUtc(),
    dataFolder: bench.dataFolder,
    createKeychain: () => keychain,
    staticFolder: bench.dataFolder,
    openUrl: () => Promise.resolve(true),
    onSurprise: (error) => {
      throw error;
    },
  });
}

function connect(name: string): Promise<number> {
  const { host, accountId, botId, clientId } = formFor(kore);
  const ids = ['--host', host, '--account', accountId, '--bot', botId, '--client-id', clientId];
  return command('connect', ...ids, '--name', name, '--secret-stdin');
}

const health = (state: string) => rollcall.until(({ health: { state: now } }) => now === state);

it('takes a secret that was replaced there, without opening the connection again', async () => {
  const wrong = 'an old secret, which was revoked since then';
  await rollcall.get('connection:save', formFor(kore, { name: 'Billing', clientSecret: wrong }), 'keychain');
  await health('unauthorized');
  expect(await connect('Billing')).toBe(0);
  expect((await health('live')).counts.BUSY).toBe(1);
});

it('has what was added and removed in its list, and leaves what was removed', async () => {
  await rollcall.get('connection:save', formFor(kore, { name: 'Billing' }), 'keychain');
  await health('live');
  const added = rollcall.next('connections:changed');
  expect(await connect('Sales')).toBe(0);
  expect((await added).map(({ profile: { name }, isOpen }) => [name, isOpen])).toEqual([
    ['Billing', true],
    ['Sales', false],
  ]);
  expect(await command('disconnect', '--name', 'Billing')).toBe(0);
  expect(await rollcall.get('connection:get')).toMatchObject({ profile: { name: 'Sales' } });
});
