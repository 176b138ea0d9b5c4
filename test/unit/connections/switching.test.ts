import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/shared/result.ts';
import { settle } from '../../support/fake-clock.ts';
import { formOf, itemOf, openScene, profileOf, savedOf } from './scene.ts';

describe('the list', () => {
  it('has the saved ones in their order, those of this session, and the demo while it is open', async () => {
    const { connections, list } = openScene(['A', 'B']);
    expect(list()).toEqual(['A stored', 'B stored']);
    await connections.open('saved');
    await connections.save(formOf('C'), 'session');
    expect(list()).toEqual(['A stored', 'B stored', '*C session']);
    await connections.demo();
    expect(list()).toEqual(['A stored', 'B stored', 'C session', '*Demo data session']);
    await connections.switchTo('c-b');
    expect(list()).toEqual(['A stored', '*B stored', 'C session']);
  });

  it('remembers what the keychain said of one that is no longer open', async () => {
    const { connections, keychain, list } = openScene(['A', 'B', 'C'], {
      connections: [savedOf('A'), savedOf('B'), { ...savedOf('C'), isSecretStored: false }],
    });
    expect(list()).toEqual(['A stored', 'B stored', 'C missing']);
    await connections.open('saved');
    keychain.items.delete('c-b');
    await connections.switchTo('c-b');
    await connections.switchTo('c-a');
    expect(list()).toEqual(['*A stored', 'B missing', 'C missing']);
  });

  it('is empty with nothing', () => {
    expect(openScene([]).connections.list()).toEqual([]);
  });
});

describe('switching', () => {
  it('shows the other one, now and at the next start', async () => {
    const { connections, keychain, active } = openScene(['A', 'B']);
    await connections.open('saved');
    const generation = connections.generation();
    expect(await connections.switchTo('c-b')).toEqual(
      ok({ kind: 'account', profile: profileOf('B'), secret: 'stored' }),
    );
    expect([active(), connections.live()?.profile.name, connections.generation() > generation]).toEqual([
      'c-b',
      'B',
      true,
    ]);
    expect(keychain.calls).toEqual(['read c-a background', 'read c-b user']);
  });

  it('to the open one reads nothing again, and takes back what was chosen before', async () => {
    const { connections, keychain } = openScene(['A', 'B']);
    await connections.open('saved');
    const generation = connections.generation();
    expect(await connections.switchTo('c-a')).toMatchObject({ ok: true });
    expect([keychain.calls.length, connections.generation()]).toEqual([1, generation]);
  });

  it('to one whose secret cannot be read leaves the others within reach', async () => {
    const { connections, keychain, list, active } = openScene(['A', 'B']);
    await connections.open('saved');
    keychain.items.delete('c-b');
    expect(await connections.switchTo('c-b')).toMatchObject({ ok: true, value: { secret: 'missing' } });
    expect([connections.live(), active(), list()]).toEqual([null, 'c-b', ['A stored', '*B missing']]);
    await connections.switchTo('c-a');
    expect([connections.live()?.profile.name, active()]).toEqual(['A', 'c-a']);
  });

  it('away from a prompt nobody answers ends its read, and its late answer opens nothing', async () => {
    const { connections, keychain } = openScene(['A', 'B']);
    await connections.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const stuck = connections.switchTo('c-b');
    expect(connections.state()).toMatchObject({ profile: { name: 'B' }, secret: 'waiting' });
    const signal = keychain.signals.at(-1);
    expect(signal?.aborted).toBe(false);
    keychain.blockedBy = null;
    await connections.switchTo('c-a');
    expect(signal?.aborted).toBe(true);
    prompt.resolve();
    await stuck;
    expect(connections.live()?.profile.name).toBe('A');
  });

  it('50 times at once ends at the last one, in the window and in the settings', async () => {
    const { connections, active } = openScene(['A', 'B', 'C']);
    const ids = Array.from({ length: 50 }, (_, index) => ['c-a', 'c-b', 'c-c'][(index * 7) % 3] ?? '');
    await Promise.all(ids.map((id) => connections.switchTo(id)));
    expect([connections.live()?.profile.id, active()]).toEqual([ids.at(-1), ids.at(-1)]);
  });

  it('to a connection of this session and back keeps it', async () => {
    const { connections, keychain, active } = openScene(['A']);
    await connections.save(formOf('S'), 'session');
    await connections.update({ timeZone: 'Asia/Tokyo' });
    await connections.switchTo('c-a');
    expect(await connections.switchTo('id-1')).toMatchObject({ ok: true, value: { secret: 'session' } });
    expect([connections.live()?.profile.timeZone, active()]).toEqual(['Asia/Tokyo', 'c-a']);
    expect([...keychain.items.keys()]).toEqual(['c-a']);
  });

  it('to one that is gone changes nothing', async () => {
    const { connections } = openScene(['A']);
    await connections.open('saved');
    expect(await connections.switchTo('c-x')).toMatchObject({ ok: false, error: { code: 'not-connected' } });
    expect(connections.live()?.profile.name).toBe('A');
  });

  it('holds for this run when the settings cannot be written, and says so', async () => {
    const { connections, settings } = openScene(['A', 'B']);
    settings.isUnwritable = true;
    expect(await connections.switchTo('c-b')).toEqual(fail('storage'));
    expect(connections.live()?.profile.name).toBe('B');
  });

  it('to the demo, which is in the list, stays there', async () => {
    const { connections } = openScene(['A']);
    await connections.demo();
    expect(await connections.switchTo('demo')).toMatchObject({ ok: true, value: { kind: 'demo' } });
  });
});

describe('forgetting', () => {
  it.each([
    ['c-a', '*B stored', 'c-b'],
    ['c-b', '*C stored', 'c-c'],
    ['c-c', '*B stored', 'c-b'],
  ])('the open %s opens the next one, else the one before', async (id, open, activeAfter) => {
    const { connections, keychain, list, active, forgotten } = openScene(['A', 'B', 'C'], { activeConnectionId: id });
    await connections.open('saved');
    expect(await connections.forget(id)).toMatchObject({ ok: true });
    await settle();
    expect([list().filter((line) => line.startsWith('*')), active(), forgotten]).toEqual([[open], activeAfter, [id]]);
    expect(keychain.items.has(id)).toBe(false);
  });

  it('never shows that nothing is open in between', async () => {
    const { connections } = openScene(['A', 'B']);
    await connections.open('saved');
    const kinds: string[] = [];
    connections.subscribe(({ kind, profile }) => kinds.push(`${kind} ${profile?.name}`));
    await connections.remove();
    expect([...new Set(kinds)]).toEqual(['account B']);
  });

  it('another one leaves the open one alone', async () => {
    const { connections, list, active } = openScene(['A', 'B', 'C']);
    await connections.open('saved');
    await connections.forget('c-b');
    expect([list(), active()]).toEqual([['*A stored', 'C stored'], 'c-a']);
  });

  it('the last one leaves none', async () => {
    const { connections, active } = openScene(['A']);
    await connections.open('saved');
    expect(await connections.forget('c-a')).toEqual(ok({ kind: 'none', profile: null, secret: 'none' }));
    expect([connections.list(), active()]).toEqual([[], null]);
  });

  it('one of this session keeps keychain and settings out of it', async () => {
    const { connections, keychain, forgotten, list } = openScene(['A']);
    await connections.save(formOf('S'), 'session');
    keychain.calls.length = 0;
    await connections.forget('id-1');
    await settle();
    expect([list(), forgotten]).toEqual([['*A stored'], ['id-1']]);
    expect(keychain.calls.every((call) => call.startsWith('read c-a'))).toBe(true);
  });

  it('during a prompt lets another one be opened, which stays', async () => {
    const { connections, keychain, list } = openScene(['A', 'B', 'C']);
    await connections.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const forgetting = connections.forget('c-a');
    keychain.blockedBy = null;
    await connections.switchTo('c-c');
    prompt.resolve();
    await forgetting;
    expect(list()).toEqual(['B stored', '*C stored']);
  });

  it('during a prompt is not undone by opening the same one once more', async () => {
    const { connections, keychain, list } = openScene(['A', 'B']);
    await connections.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const forgetting = connections.forget('c-a');
    keychain.blockedBy = null;
    await connections.switchTo('c-a');
    prompt.resolve();
    await forgetting;
    await settle();
    expect(list()).toEqual(['*B stored']);
  });

  it('leaves the way to the demo that is being started', async () => {
    const { connections, slow } = openScene(['A', 'B']);
    await connections.open('saved');
    const start = Promise.withResolvers<void>();
    slow.demo = start.promise;
    const demo = connections.demo();
    await connections.forget('c-a');
    expect(connections.state().kind).toBe('none');
    start.resolve();
    await demo;
    expect(connections.state().kind).toBe('demo');
  });

  it('one that is being opened does not bring it back', async () => {
    const { connections, keychain } = openScene(['A', 'B']);
    await connections.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const opening = connections.switchTo('c-b');
    keychain.blockedBy = null;
    await connections.forget('c-b');
    prompt.resolve();
    await opening;
    expect(connections.list().map(({ profile }) => profile.name)).toEqual(['A']);
    expect(connections.state().profile?.name).toBe('A');
  });

  it('the demo goes back to the saved one', async () => {
    const { connections, list } = openScene(['A', 'B']);
    await connections.demo();
    await connections.remove();
    await settle();
    expect(list()).toEqual(['*A stored', 'B stored']);
  });
});

describe('what another process has written', () => {
  it('is in the list after the next refresh, and does not switch', async () => {
    const { connections, settings, list } = openScene(['A']);
    await connections.open('saved');
    settings.theirs = { ...settings.get(), connections: [savedOf('A'), savedOf('B')], activeConnectionId: 'c-b' };
    await connections.refresh();
    expect(list()).toEqual(['*A stored', 'B stored']);
  });

  it('leaves an open one that was removed there for the next', async () => {
    const { connections, settings, list, forgotten } = openScene(['A', 'B']);
    await connections.open('saved');
    settings.theirs = { ...settings.get(), connections: [savedOf('B')], activeConnectionId: null };
    await connections.refresh();
    await settle();
    expect([list(), forgotten]).toEqual([['*B stored'], ['c-a']]);
  });

  it('is a secret that is in use at once, and only where it is another one', async () => {
    const { connections, keychain } = openScene(['A', 'B']);
    await connections.open('saved');
    const [first, generation] = [connections.live(), connections.generation()];
    await connections.renew();
    expect([connections.live(), connections.generation()]).toEqual([first, generation]);
    keychain.items.set('c-a', itemOf('A again'));
    await connections.renew();
    expect([connections.generation(), connections.state().secret, keychain.calls]).toEqual([
      generation + 1,
      'stored',
      ['read c-a background', 'read c-a background', 'read c-a background'],
    ]);
    await connections.renew();
    expect(connections.generation()).toBe(generation + 1);
  });

  it('is a secret that was missing here, in the list too', async () => {
    const { connections, keychain, list } = openScene(['A', 'B']);
    keychain.reads = { state: 'missing' };
    await connections.open('saved');
    await connections.switchTo('c-b');
    keychain.reads = null;
    expect(list()).toEqual(['A missing', '*B missing']);
    await connections.renew();
    expect(list()).toEqual(['A stored', '*B stored']);
  });

  it('is no secret while the keychain does not answer, and nothing is over what was opened meanwhile', async () => {
    const { connections, keychain } = openScene(['A', 'B']);
    await connections.open('saved');
    const generation = connections.generation();
    keychain.items.set('c-a', itemOf('A again'));
    keychain.reads = { state: 'locked' };
    await connections.renew();
    expect([connections.generation(), connections.state().secret]).toEqual([generation, 'stored']);
    keychain.reads = null;
    const renewing = connections.renew();
    await connections.switchTo('c-b');
    await renewing;
    expect(connections.state().profile?.id).toBe('c-b');
  });

  it('opens one anew that was changed there', async () => {
    const { connections, settings } = openScene(['A']);
    await connections.open('saved');
    const changed = savedOf('A', { botId: 'st-2' });
    settings.theirs = { ...settings.get(), connections: [changed] };
    await connections.refresh();
    await settle();
    expect(connections.state().profile).toEqual(changed.profile);
  });
});
