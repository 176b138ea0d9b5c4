import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { forkKeychainChild } from '../../electron/keychain/call-queue.ts';
import { createKeychain } from '../../electron/keychain/keychain.ts';
import type { Keychain, KeychainChild } from '../../electron/keychain/types.ts';
import type { Clock } from '../../electron/shared/clock.ts';
import { findItemOf, openKeyringSession, type KeyringSession } from '../support/keyring.ts';

// The real child, the real keytar and a real gnome-keyring, on a session bus of their own.
const CHILD = fileURLToPath(new URL('../../electron/keychain/keychain-child.ts', import.meta.url));
const PASSWORD = 'correct horse';
const MARKED = true;
const NO_SERVICE = 'No keychain service is running, for example gnome-keyring or KWallet.';
const NO_BUS = 'There is no desktop session bus (D-Bus), so no keychain can be reached.';

const clock: Clock = {
  now: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};

const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.stop();
});

async function openSession(options: { bus: boolean } = { bus: true }): Promise<KeyringSession> {
  const session = await openKeyringSession(options);
  opened.push(session);
  return session;
}

/** Patience is long where an answer is expected, and short only in the tests of a service that hangs. */
function openKeychain(session: KeyringSession, patienceMs = 60_000): Keychain & { children: KeychainChild[] } {
  const children: KeychainChild[] = [];
  const parts = {
    clock,
    limits: { waitingMs: patienceMs, patienceMs: { background: patienceMs, user: patienceMs } },
    spawn() {
      const child = forkKeychainChild(CHILD, session.env);
      children.push(child);
      return child;
    },
  };
  const keychain = createKeychain(parts, findItemOf(session));
  opened.push(keychain);
  return { ...keychain, children };
}

describe('an unlocked keyring', () => {
  it('stores, reads, replaces and deletes, and says missing otherwise', async () => {
    const session = await openSession();
    await session.startDaemon(PASSWORD);
    const keychain = openKeychain(session);
    expect(await keychain.read('id-1', !MARKED, 'background')).toEqual({ state: 'missing' });
    expect(await keychain.write('id-1', 'first', 'user')).toEqual({ ok: true });
    expect(await keychain.write('id-1', '{"v":1,"clientSecret":"s"}', 'user')).toEqual({ ok: true });
    expect(await keychain.read('id-1', MARKED, 'background')).toEqual({
      state: 'stored',
      value: '{"v":1,"clientSecret":"s"}',
    });
    expect(await keychain.remove('id-1', MARKED, 'user')).toEqual({ ok: true });
    expect(await keychain.read('id-1', !MARKED, 'background')).toEqual({ state: 'missing' });
    expect(keychain.children).toHaveLength(1);
  });

  it.each([
    ['emoji and Cyrillic', 'пароль 🔐 "quoted"\nline'],
    ['2,000 bytes', 'x'.repeat(2_000)],
    ['2,000 bytes of emoji', '🔐'.repeat(500)],
  ])('gives back %s unchanged, also to the next process', async (_name, value) => {
    const session = await openSession();
    await session.startDaemon(PASSWORD);
    expect(await openKeychain(session).write('id-1', value, 'user')).toEqual({ ok: true });
    expect(await openKeychain(session).read('id-1', MARKED, 'background')).toEqual({ state: 'stored', value });
  });

  it.each([
    ['nothing', '', 'An empty secret cannot be saved in the keychain.'],
    ['a NUL', 'p\0tail', 'The secret contains a NUL character, at which the keychain would cut it off.'],
    ['2,001 bytes', 'x'.repeat(2_001), 'The secret takes 2001 bytes in the keychain; at most 2000 can be saved.'],
    ['half an emoji', '\ud83d', 'The secret contains a damaged character, which the keychain would change.'],
  ])('refuses %s and keeps what it has', async (_name, value, message) => {
    const session = await openSession();
    await session.startDaemon(PASSWORD);
    const keychain = openKeychain(session);
    await keychain.write('id-1', 'before', 'user');
    const error = { code: 'invalid-input', message };
    expect(await keychain.write('id-1', value, 'user')).toEqual({ ok: false, error });
    expect(await keychain.read('id-1', MARKED, 'background')).toEqual({ state: 'stored', value: 'before' });
  });

  it('is found again after the service was restarted', async () => {
    const session = await openSession();
    await session.startDaemon(PASSWORD);
    const keychain = openKeychain(session);
    await keychain.write('id-1', 'before', 'user');
    await session.stopDaemon();
    await session.startDaemon(PASSWORD);
    expect(await keychain.write('id-1', 'after', 'user')).toEqual({ ok: true });
    expect(await keychain.read('id-1', MARKED, 'background')).toEqual({ state: 'stored', value: 'after' });
  });

  it('is reached by the next call when the child died', async () => {
    const session = await openSession();
    await session.startDaemon(PASSWORD);
    const keychain = openKeychain(session);
    await keychain.write('id-1', 'item', 'user');
    const exited = new Promise<void>((resolve) => keychain.children[0]?.onExit(resolve));
    keychain.children[0]?.kill();
    await exited;
    expect(await keychain.read('id-1', MARKED, 'background')).toEqual({ state: 'stored', value: 'item' });
    expect(keychain.children).toHaveLength(2);
  });
});

describe('without a keychain', () => {
  it.each([
    ['no D-Bus', false, NO_BUS],
    ['a bus without a secret service', true, NO_SERVICE],
  ])('%s is unavailable, and said so', async (_name, bus, detail) => {
    const keychain = openKeychain(await openSession({ bus }));
    expect(await keychain.read('id-1', MARKED, 'background')).toEqual({ state: 'unavailable', detail });
    const refused = { ok: false, error: { code: 'keychain-unavailable' } };
    expect(await keychain.write('id-1', 'item', 'user')).toMatchObject(refused);
    expect(await keychain.remove('id-1', MARKED, 'user')).toMatchObject(refused);
  });
});

it('an item that another program has deleted is missing, and its deletion is fine', async () => {
  const session = await openSession();
  await session.startDaemon(PASSWORD);
  await openKeychain(session).write('id-1', 'item', 'user');
  await openKeychain(session).remove('id-1', MARKED, 'user');
  const keychain = openKeychain(session);
  expect(await keychain.read('id-1', MARKED, 'background')).toEqual({ state: 'missing' });
  expect(await keychain.remove('id-1', MARKED, 'user')).toEqual({ ok: true });
  await session.stopDaemon();
  await session.startDaemon('another password');
  // The keyring is locked, and says nothing of an item that it does not hold.
  expect(await openKeychain(session).read('id-1', MARKED, 'background')).toEqual({ state: 'unclear' });
});

describe('a locked keyring', () => {
  it('differs from a missing item, and refuses to save and to delete', async () => {
    const session = await openSession();
    await session.startDaemon(PASSWORD);
    await openKeychain(session).write('id-1', 'item', 'user');
    await session.stopDaemon();
    await session.startDaemon('another password');
    const keychain = openKeychain(session);
    expect(await keychain.read('id-1', MARKED, 'background')).toEqual({ state: 'locked' });
    expect(await keychain.read('id-2', !MARKED, 'background')).toEqual({ state: 'missing' });
    const locked = { ok: false, error: { code: 'keychain-locked' } };
    expect(await keychain.write('id-1', 'other', 'user')).toMatchObject(locked);
    expect(await keychain.remove('id-1', MARKED, 'user')).toMatchObject(locked);
    await session.stopDaemon();
    await session.startDaemon(PASSWORD);
    expect(await openKeychain(session).read('id-1', MARKED, 'user')).toEqual({ state: 'stored', value: 'item' });
  });
});

describe('a keyring that hangs', () => {
  it('is waited for, while files are read and the other calls end one after the other', async () => {
    const session = await openSession();
    await session.startDaemon(PASSWORD);
    await openKeychain(session).write('id-1', 'item', 'user');
    session.freezeDaemon();
    const keychain = openKeychain(session, 500);
    const waiting: boolean[] = [];
    keychain.onWaiting((isWaiting) => waiting.push(isWaiting));
    const order: string[] = [];
    const reads = Array.from({ length: 5 }, async () => {
      const read = await keychain.read('id-1', MARKED, 'background');
      order.push(read.state);
    });
    // Five hanging calls in this process would hold every thread that reads files.
    await readFile(CHILD).then(() => order.push('file'));
    await Promise.all(reads);
    expect(order).toEqual(['file', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting']);
    expect([waiting.at(0), waiting.at(-1)]).toEqual([true, false]);
    expect(await keychain.write('id-1', 'new', 'user')).toMatchObject({ error: { code: 'keychain-waiting' } });
  });
});

describe('the child', () => {
  it('is ended at once, also while keytar hangs in it', async () => {
    const session = await openSession();
    await session.startDaemon(PASSWORD);
    session.freezeDaemon();
    const keychain = openKeychain(session);
    const read = keychain.read('id-1', MARKED, 'background');
    await keychain.stop();
    expect(await read).toEqual({ state: 'unavailable', detail: 'Rollcall is closing.' });
  });

  it('ends when its parent is killed, also while keytar hangs in it', async () => {
    const session = await openSession();
    await session.startDaemon(PASSWORD);
    session.freezeDaemon();
    const script = `import { fork } from 'node:child_process';
      const child = fork(${JSON.stringify(CHILD)}, [], { execArgv: [], stdio: ['ignore', 'inherit', 'ignore', 'ipc'] });
      child.on('message', ({ id }) => console.log(id));
      child.send({ id: 1, method: 'get', account: 'id-1' });
      // keytar refuses this one without a call, so its answer says that the first one hangs by now.
      child.send({ id: 2, method: 'get', account: '' });`;
    const args = ['--input-type=module', '--eval', script];
    const parent = spawn(process.execPath, args, { env: session.env, stdio: ['ignore', 'pipe', 'ignore'] });
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
    expect(printed.toString()).toBe('2\n');
    // The child holds the other end of this pipe, so the pipe closes when both have ended.
    const closed = once(parent, 'close');
    parent.kill('SIGKILL');
    await closed;
  });
});
