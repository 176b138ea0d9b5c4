import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createConnections } from '../../../electron/connections/connections.ts';
import type { KeychainRead } from '../../../electron/keychain/types.ts';
import { loadSettings } from '../../../electron/settings/store.ts';
import { type ErrorCode, fail } from '../../../electron/shared/result.ts';
import type { AuthKind, ConnectionForm } from '../../../electron/shared/model.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeKeychain } from '../../support/fake-keychain.ts';
import { createProbe } from '../../support/no-probe.ts';
import { NO_NAMES } from '../../support/no-names.ts';

// A secret is driven through every way in and every failure; nothing that comes out or is written may hold it.
const CANARY = 'canary-7f3a-0123456789abcdef0123456789';
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const TOKEN = `${part({ alg: 'HS256' })}.${part({ appId: 'cs-1', exp: 1 })}.${CANARY}`;
const FORM: ConnectionForm = {
  id: null,
  name: 'Support',
  host: 'https://platform.kore.ai',
  accountId: '63f07d26f04465685df4aaaa',
  botId: 'st-1',
  auth: 'secret',
  clientId: 'cs-1',
  clientSecret: CANARY,
  token: TOKEN,
  algorithm: 'HS256',
  timeZone: null,
  isHostConfirmed: false,
  isNameConfirmed: true,
};
const READS: KeychainRead[] = [
  { state: 'stored', value: `garbage ${CANARY}` },
  { state: 'stored', value: JSON.stringify({ v: 9, clientSecret: CANARY }) },
  { state: 'missing' },
  { state: 'locked' },
  { state: 'unavailable', detail: 'no bus' },
  { state: 'waiting' },
];
const REFUSALS: ErrorCode[] = ['keychain-locked', 'keychain-unavailable', 'keychain-waiting', 'keychain-refused'];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-canary-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each<AuthKind>(['secret', 'token'])('a %s stays inside', async (auth) => {
  const settings = await loadSettings({ dataFolder: folder, clock: createFakeClock() });
  const keychain = createFakeKeychain();
  const connections = createConnections({
    settings,
    keychain,
    createCaller: () => ({
      client: {
        clockOffsetMs: () => null,
        names: NO_NAMES,
        availability: () => Promise.resolve(fail('scope-missing')),
        statusDetails: () => Promise.resolve(fail('timeout')),
      },
      createProbe,
      feed: null,
    }),
    localTimeZone: () => 'UTC',
    clock: createFakeClock(),
    randomUUID: () => 'id-1',
    startDemo: () => Promise.reject(new Error('no demo here')),
  });
  const seen: unknown[] = [];
  connections.subscribe((state) => seen.push(state));
  settings.subscribe((document) => seen.push(document));
  const form = { ...FORM, auth };
  const broken = { clientSecret: `${CANARY}\0`, token: `${TOKEN}.${CANARY}` };

  seen.push(connections.check(form), connections.check({ ...form, ...broken }));
  seen.push(await connections.test(form), await connections.test({ ...form, ...broken }));
  for (const refusal of REFUSALS) {
    keychain.refusal = refusal;
    seen.push(await connections.save(form, 'keychain'));
  }
  keychain.refusal = null;
  seen.push(await connections.save(form, 'session'), await connections.save(form, 'keychain'));
  expect(keychain.items.get('id-1')).toContain(CANARY);
  for (const read of READS) {
    keychain.reads = read;
    await connections.open('saved');
    seen.push(
      await connections.retry(),
      await connections.save({ ...form, id: 'id-1', clientSecret: null, token: null }, 'session'),
      await connections.switchTo('id-1'),
      connections.list(),
    );
  }
  seen.push(await connections.update({ name: 'Night' }));
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')));
  seen.push(await connections.remove(), settings.get(), connections.state());

  expect(files).toHaveLength(2);
  for (const text of [...files, JSON.stringify(seen), inspect(seen, { depth: null })])
    expect(text).not.toContain(CANARY);
});
