import { describe, expect, it } from 'vitest';
import { createKeychain } from '../../../electron/keychain/keychain.ts';
import type { ItemState } from '../../../electron/keychain/find-item.ts';
import type { KeychainAnswer, KeychainRequest } from '../../../electron/keychain/types.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeKeychainChild, type FakeKeychainChild } from '../../support/fake-keychain-child.ts';

type Reply = { readonly value: string | null } | { readonly detail: string };

function reply(child: FakeKeychainChild, given: Reply): void {
  const id = child.requests.at(-1)?.id ?? -1;
  const answer: KeychainAnswer = 'detail' in given ? { id, ok: false, ...given } : { id, ok: true, ...given };
  child.answer(answer);
}

/** A keychain over children a test answers for; an item that keytar does not give is in `state`. */
function setUp(state: ItemState = 'unclear') {
  const clock = createFakeClock();
  const children: FakeKeychainChild[] = [];
  const searched: string[] = [];
  const parts = {
    clock,
    spawn() {
      const child = createFakeKeychainChild();
      children.push(child);
      return child;
    },
  };
  const keychain = createKeychain(parts, (account) => {
    searched.push(account);
    return Promise.resolve(state);
  });
  const waiting: boolean[] = [];
  keychain.onWaiting((isWaiting) => waiting.push(isWaiting));
  const child = (index: number): FakeKeychainChild => {
    const found = children[index];
    if (found === undefined) throw new Error(`Child ${index} was not started`);
    return found;
  };
  const requests = (): KeychainRequest[] => children.flatMap((each) => each.requests);
  return { clock, children, child, keychain, waiting, requests, searched };
}

describe('a read', () => {
  it.each([
    [{ value: 'item' }, false, { state: 'stored', value: 'item' }],
    [{ value: null }, false, { state: 'missing' }],
    [{ value: null }, true, { state: 'unclear' }],
    [{ detail: 'User interaction is not allowed.' }, false, { state: 'locked' }],
    [{ detail: 'Timeout was reached' }, true, { state: 'waiting' }],
    [
      { detail: 'Cannot autolaunch D-Bus without X11 $DISPLAY' },
      true,
      { state: 'unavailable', detail: 'There is no desktop session bus (D-Bus), so no keychain can be reached.' },
    ],
    [
      { detail: "Cannot find package 'keytar' imported from /x/keychain-child.js" },
      false,
      {
        state: 'unavailable',
        detail: 'The keychain support (keytar) of this installation is missing or broken.',
      },
    ],
    [{ detail: 'x'.repeat(999) }, false, { state: 'unavailable', detail: 'x'.repeat(200) }],
  ] as const)('gives %j, marked %j, its own outcome', async (given, isMarked, expected) => {
    const { keychain, child } = setUp();
    const read = keychain.read('id-1', isMarked, 'background');
    reply(child(0), given);
    expect(await read).toEqual(expected);
  });

  it.each(['missing', 'locked', 'unclear'] as const)(
    'says %s of a marked item that is so, and of no other',
    async (state) => {
      const { keychain, child, searched } = setUp(state);
      const marked = keychain.read('id-1', true, 'background');
      reply(child(0), { value: null });
      expect([await marked, searched]).toEqual([{ state }, ['id-1']]);
      const unmarked = keychain.read('id-2', false, 'background');
      reply(child(0), { value: null });
      expect([await unmarked, searched]).toEqual([{ state: 'missing' }, ['id-1']]);
    },
  );

  it.each([
    ['a text that means no service', { detail: 'The name org.x was not provided by any .service files' }],
    ['a text nobody knows', { detail: 'The prompt could not be shown' }],
    ['a crash', 'exit'],
  ] as const)('says that a keychain is locked that answers with %s', async (_what, given) => {
    const answered = async (state: ItemState): Promise<string> => {
      const { keychain, child } = setUp(state);
      const read = keychain.read('id-1', true, 'background');
      if (given === 'exit') child(0).exit();
      else reply(child(0), given);
      return (await read).state;
    };
    expect(await Promise.all((['locked', 'missing', 'unclear'] as const).map(answered))).toEqual([
      'locked',
      'unavailable',
      'unavailable',
    ]);
  });

  it('asks for the account and nothing else', async () => {
    const { keychain, child, requests } = setUp();
    const read = keychain.read('id-1', false, 'background');
    reply(child(0), { value: null });
    await read;
    expect(requests()).toEqual([{ id: 1, method: 'get', account: 'id-1' }]);
  });
});

describe('saving', () => {
  it.each([
    ['', 'An empty secret cannot be saved in the keychain.'],
    ['a\0b', 'The secret contains a NUL character, at which the keychain would cut it off.'],
    ['a\ud83d', 'The secret contains a damaged character, which the keychain would change.'],
    ['x'.repeat(2_001), 'The secret takes 2001 bytes in the keychain; at most 2000 can be saved.'],
    ['\u{1f600}'.repeat(501), 'The secret takes 2004 bytes in the keychain; at most 2000 can be saved.'],
  ])('refuses %j before any call', async (value, message) => {
    const { keychain, children } = setUp();
    expect(await keychain.write('id-1', value, 'user')).toEqual({
      ok: false,
      error: { code: 'invalid-input', message },
    });
    expect(children).toEqual([]);
  });

  it.each([
    [{ value: 'item' }, 'ok'],
    [{ value: 'ite' }, 'keychain-refused'],
    [{ value: null }, 'keychain-refused'],
    [{ detail: 'Cannot create an item in a locked collection' }, 'keychain-locked'],
    [{ detail: 'Object does not exist at path "/org/freedesktop/secrets/collection/login"' }, 'keychain-unavailable'],
    [{ detail: 'The name org.freedesktop.secrets was not provided by any .service files' }, 'keychain-unavailable'],
    [{ detail: 'The stub received bad data.' }, 'keychain-refused'],
    [{ detail: 'Timeout was reached' }, 'keychain-waiting'],
  ] as const)('after %j the outcome is %s', async (given, expected) => {
    const { keychain, child } = setUp();
    const write = keychain.write('id-1', 'item', 'user');
    reply(child(0), given);
    const outcome = await write;
    expect(outcome.ok ? 'ok' : outcome.error.code).toBe(expected);
  });

  it('is refused by a locked keychain also where that says something else', async () => {
    const { keychain, child } = setUp('locked');
    const write = keychain.write('id-1', 'item', 'user');
    reply(child(0), { detail: 'The prompt could not be shown' });
    expect(await write).toMatchObject({ error: { code: 'keychain-locked' } });
  });

  it('puts neither the secret nor a text of the system into an error', async () => {
    const { keychain, child } = setUp();
    const write = keychain.write('id-1', 'canary-7f3a', 'user');
    reply(child(0), { detail: 'cannot store canary-7f3a' });
    expect(JSON.stringify(await write)).not.toContain('canary');
  });
});

describe('deleting', () => {
  it.each([
    ['', true, 'locked', 'ok'],
    [null, false, 'locked', 'ok'],
    [null, true, 'missing', 'ok'],
    [null, true, 'locked', 'keychain-locked'],
    [null, true, 'unclear', 'keychain-unclear'],
  ] as const)('answer %j with the mark %j of an item that is %s is %s', async (value, isMarked, state, expected) => {
    const { keychain, child } = setUp(state);
    const removal = keychain.remove('id-1', isMarked, 'user');
    reply(child(0), { value });
    const outcome = await removal;
    expect(outcome.ok ? 'ok' : outcome.error.code).toBe(expected);
  });
});

describe('patience', () => {
  it('gives a background read up after 5 s, kills its child and says so', async () => {
    const { keychain, clock, child, waiting } = setUp();
    const read = keychain.read('id-1', true, 'background');
    clock.advance(4_999);
    expect([child(0).isKilled, waiting]).toEqual([false, []]);
    clock.advance(1);
    expect(await read).toEqual({ state: 'waiting' });
    expect([child(0).isKilled, waiting]).toEqual([true, [true, false]]);
  });

  it('lets a person take 119 s to answer the prompt', async () => {
    const { keychain, clock, child, waiting } = setUp();
    const read = keychain.read('id-1', true, 'user');
    clock.advance(119_000);
    expect(waiting).toEqual([true]);
    reply(child(0), { value: 'item' });
    expect(await read).toEqual({ state: 'stored', value: 'item' });
    expect([child(0).isKilled, waiting]).toEqual([false, [true, false]]);
    expect(clock.pending()).toEqual([]);
  });

  it('ends a read that no longer matters at once, and lets the next one through', async () => {
    const { keychain, child, children } = setUp();
    const stop = new AbortController();
    const stuck = keychain.read('c-1', true, 'user', stop.signal);
    const next = keychain.read('c-2', true, 'user');
    stop.abort();
    expect(await stuck).toEqual({ state: 'waiting' });
    expect([child(0).isKilled, children.length]).toEqual([true, 2]);
    reply(child(1), { value: 'item' });
    expect(await next).toEqual({ state: 'stored', value: 'item' });
  });

  it('does not begin a read that is aborted already, and leaves the line alone when one behind it is', async () => {
    const { keychain, child, children } = setUp();
    expect(await keychain.read('c-1', true, 'user', AbortSignal.abort())).toEqual({ state: 'waiting' });
    expect(children).toEqual([]);
    const first = keychain.read('c-1', true, 'user');
    const stop = new AbortController();
    const second = keychain.read('c-2', true, 'user', stop.signal);
    stop.abort();
    expect(await second).toEqual({ state: 'waiting' });
    reply(child(0), { value: 'item' });
    expect([await first, children.length]).toEqual([{ state: 'stored', value: 'item' }, 1]);
  });

  it('ends a save of the user after 120 s', async () => {
    const { keychain, clock } = setUp();
    const write = keychain.write('id-1', 'item', 'user');
    clock.advance(120_000);
    expect(await write).toMatchObject({ ok: false, error: { code: 'keychain-waiting' } });
  });

  it('gives a background read up that only waited for another call, and leaves that call alone', async () => {
    const { keychain, clock, child, waiting } = setUp();
    const write = keychain.write('id-1', 'item', 'user');
    const read = keychain.read('id-2', true, 'background');
    clock.advance(5_000);
    expect(await read).toEqual({ state: 'waiting' });
    expect([child(0).isKilled, waiting]).toEqual([false, [true]]);
    reply(child(0), { value: 'item' });
    expect(await write).toEqual({ ok: true });
  });
});

describe('the child', () => {
  it('gets one call at a time, in order', async () => {
    const { keychain, child, requests } = setUp();
    const reads = ['a', 'b', 'c'].map((account) => keychain.read(account, false, 'background'));
    for (const count of [1, 2, 3]) {
      expect(requests()).toHaveLength(count);
      reply(child(0), { value: `item ${count}` });
    }
    expect(await Promise.all(reads)).toEqual([
      { state: 'stored', value: 'item 1' },
      { state: 'stored', value: 'item 2' },
      { state: 'stored', value: 'item 3' },
    ]);
  });

  it('is started again after a crash, for the next call', async () => {
    const { keychain, child, children } = setUp();
    const first = keychain.read('a', true, 'background');
    child(0).exit();
    expect(await first).toEqual({
      state: 'unavailable',
      detail: 'The keychain support of this installation ended unexpectedly.',
    });
    expect(children).toHaveLength(1);
    const second = keychain.read('a', true, 'background');
    reply(child(1), { value: 'item' });
    expect(await second).toEqual({ state: 'stored', value: 'item' });
  });

  it('that was killed cannot answer for its successor', async () => {
    const { keychain, clock, child } = setUp();
    const late = keychain.read('a', true, 'background');
    clock.advance(5_000);
    await late;
    const next = keychain.read('a', true, 'background');
    child(0).say({ id: 2, ok: true, value: 'from the dead' });
    child(0).exit();
    child(1).say('nonsense');
    child(1).say({ id: 99, ok: true, value: 'not mine' });
    reply(child(1), { value: 'item' });
    expect(await next).toEqual({ state: 'stored', value: 'item' });
  });

  it('is replaced once when one that served before reports a problem: its service may have been restarted', async () => {
    const { keychain, child, children } = setUp();
    const first = keychain.read('a', false, 'background');
    reply(child(0), { value: null });
    await first;
    const write = keychain.write('a', 'item', 'user');
    reply(child(0), { detail: 'The session wrapping the secret does not exist' });
    expect(child(0).isKilled).toBe(true);
    reply(child(1), { value: 'item' });
    expect(await write).toEqual({ ok: true });
    expect(children).toHaveLength(2);
  });

  it('that cannot be started is an outcome, not a throw', async () => {
    const spawn = (): never => {
      throw new Error('EAGAIN');
    };
    const keychain = createKeychain({ clock: createFakeClock(), spawn }, () => Promise.resolve('unclear'));
    expect(await keychain.write('a', 'item', 'user')).toMatchObject({ error: { code: 'keychain-unavailable' } });
  });
});

describe('stopping', () => {
  it('ends pending calls, kills the child and waits until it has ended', async () => {
    const { keychain, clock, child } = setUp();
    const reads = [keychain.read('a', false, 'background'), keychain.read('b', false, 'background')];
    let isStopped = false;
    const stopped = keychain.stop().then(() => (isStopped = true));
    expect(await Promise.all(reads)).toEqual(
      Array.from({ length: 2 }, () => ({ state: 'unavailable', detail: 'Rollcall is closing.' })),
    );
    expect([child(0).isKilled, isStopped, clock.pending()]).toEqual([true, false, []]);
    child(0).exit();
    await stopped;
    expect(await keychain.read('a', false, 'background')).toMatchObject({ state: 'unavailable' });
  });
});
