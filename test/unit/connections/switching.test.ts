import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/shared/result.ts';
import { settle } from '../../support/fake-clock.ts';
import { formOf, itemOf, openScene, profileOf, savedOf } from './scene.ts';

describe('the list', () => {
  it('has the saved ones in their order, those of this session, and the demo while it is open', async () => {
    const { room, list } = openScene(['A', 'B']);
    expect(list()).toEqual(['A stored', 'B stored']);
    await room.open('saved');
    await room.save(formOf('C'), 'session');
    expect(list()).toEqual(['A stored', 'B stored', '*C session']);
    await room.demo();
    expect(list()).toEqual(['A stored', 'B stored', 'C session', '*Demo data session']);
    await room.switchTo('c-b');
    expect(list()).toEqual(['A stored', '*B stored', 'C session']);
  });

  it('remembers what the keychain said of one that is no longer open', async () => {
    const { room, keychain, list } = openScene(['A', 'B', 'C'], {
      connections: [savedOf('A'), savedOf('B'), { ...savedOf('C'), isSecretStored: false }],
    });
    expect(list()).toEqual(['A stored', 'B stored', 'C missing']);
    await room.open('saved');
    keychain.items.delete('c-b');
    await room.switchTo('c-b');
    await room.switchTo('c-a');
    expect(list()).toEqual(['*A stored', 'B missing', 'C missing']);
  });

  it('is empty with nothing', () => {
    expect(openScene([]).room.list()).toEqual([]);
  });
});

describe('switching', () => {
  it('shows the other one, now and at the next start', async () => {
    const { room, keychain, active } = openScene(['A', 'B']);
    await room.open('saved');
    const generation = room.generation();
    expect(await room.switchTo('c-b')).toEqual(ok({ kind: 'account', profile: profileOf('B'), secret: 'stored' }));
    expect([active(), room.live()?.profile.name, room.generation() > generation]).toEqual(['c-b', 'B', true]);
    expect(keychain.calls).toEqual(['read c-a background', 'read c-b user']);
  });

  it('to the open one reads nothing again, and takes back what was chosen before', async () => {
    const { room, keychain } = openScene(['A', 'B']);
    await room.open('saved');
    const generation = room.generation();
    expect(await room.switchTo('c-a')).toMatchObject({ ok: true });
    expect([keychain.calls.length, room.generation()]).toEqual([1, generation]);
  });

  it('to one whose secret cannot be read leaves the others within reach', async () => {
    const { room, keychain, list, active } = openScene(['A', 'B']);
    await room.open('saved');
    keychain.items.delete('c-b');
    expect(await room.switchTo('c-b')).toMatchObject({ ok: true, value: { secret: 'missing' } });
    expect([room.live(), active(), list()]).toEqual([null, 'c-b', ['A stored', '*B missing']]);
    await room.switchTo('c-a');
    expect([room.live()?.profile.name, active()]).toEqual(['A', 'c-a']);
  });

  it('away from a prompt nobody answers ends its reading, and its late answer is not shown', async () => {
    const { room, keychain } = openScene(['A', 'B']);
    await room.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const stuck = room.switchTo('c-b');
    expect(room.state()).toMatchObject({ profile: { name: 'B' }, secret: 'waiting' });
    const signal = keychain.signals.at(-1);
    expect(signal?.aborted).toBe(false);
    keychain.blockedBy = null;
    await room.switchTo('c-a');
    expect(signal?.aborted).toBe(true);
    prompt.resolve();
    await stuck;
    expect(room.live()?.profile.name).toBe('A');
  });

  it('50 times at once ends at the last one, in the window and in the settings', async () => {
    const { room, active } = openScene(['A', 'B', 'C']);
    const ids = Array.from({ length: 50 }, (_, index) => ['c-a', 'c-b', 'c-c'][(index * 7) % 3] ?? '');
    await Promise.all(ids.map((id) => room.switchTo(id)));
    expect([room.live()?.profile.id, active()]).toEqual([ids.at(-1), ids.at(-1)]);
  });

  it('to a connection of this session and back keeps it', async () => {
    const { room, keychain, active } = openScene(['A']);
    await room.save(formOf('S'), 'session');
    await room.update({ timeZone: 'Asia/Tokyo' });
    await room.switchTo('c-a');
    expect(await room.switchTo('id-1')).toMatchObject({ ok: true, value: { secret: 'session' } });
    expect([room.live()?.profile.timeZone, active()]).toEqual(['Asia/Tokyo', 'c-a']);
    expect([...keychain.items.keys()]).toEqual(['c-a']);
  });

  it('to one that is gone changes nothing', async () => {
    const { room } = openScene(['A']);
    await room.open('saved');
    expect(await room.switchTo('c-x')).toMatchObject({ ok: false, error: { code: 'not-connected' } });
    expect(room.live()?.profile.name).toBe('A');
  });

  it('holds for this run when the settings cannot be written, and says so', async () => {
    const { room, settings } = openScene(['A', 'B']);
    settings.isUnwritable = true;
    expect(await room.switchTo('c-b')).toEqual(fail('storage'));
    expect(room.live()?.profile.name).toBe('B');
  });

  it('to the demo, which is in the list, stays there', async () => {
    const { room } = openScene(['A']);
    await room.demo();
    expect(await room.switchTo('demo')).toMatchObject({ ok: true, value: { kind: 'demo' } });
  });
});

describe('forgetting', () => {
  it.each([
    ['c-a', '*B stored', 'c-b'],
    ['c-b', '*C stored', 'c-c'],
    ['c-c', '*B stored', 'c-b'],
  ])('the open %s opens the next one, else the one before', async (id, open, activeAfter) => {
    const { room, keychain, list, active, forgotten } = openScene(['A', 'B', 'C'], { activeConnectionId: id });
    await room.open('saved');
    expect(await room.forget(id)).toMatchObject({ ok: true });
    await settle();
    expect([list().filter((line) => line.startsWith('*')), active(), forgotten]).toEqual([[open], activeAfter, [id]]);
    expect(keychain.items.has(id)).toBe(false);
  });

  it('never shows that nothing is open in between', async () => {
    const { room } = openScene(['A', 'B']);
    await room.open('saved');
    const kinds: string[] = [];
    room.subscribe(({ kind, profile }) => kinds.push(`${kind} ${profile?.name}`));
    await room.remove();
    expect([...new Set(kinds)]).toEqual(['account B']);
  });

  it('another one leaves the open one alone', async () => {
    const { room, list, active } = openScene(['A', 'B', 'C']);
    await room.open('saved');
    await room.forget('c-b');
    expect([list(), active()]).toEqual([['*A stored', 'C stored'], 'c-a']);
  });

  it('the last one leaves none', async () => {
    const { room, active } = openScene(['A']);
    await room.open('saved');
    expect(await room.forget('c-a')).toEqual(ok({ kind: 'none', profile: null, secret: 'none' }));
    expect([room.list(), active()]).toEqual([[], null]);
  });

  it('one of this session keeps keychain and settings out of it', async () => {
    const { room, keychain, forgotten, list } = openScene(['A']);
    await room.save(formOf('S'), 'session');
    keychain.calls.length = 0;
    await room.forget('id-1');
    await settle();
    expect([list(), forgotten]).toEqual([['*A stored'], ['id-1']]);
    expect(keychain.calls.every((call) => call.startsWith('read c-a'))).toBe(true);
  });

  it('during a prompt lets another one be opened, which stays', async () => {
    const { room, keychain, list } = openScene(['A', 'B', 'C']);
    await room.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const forgetting = room.forget('c-a');
    keychain.blockedBy = null;
    await room.switchTo('c-c');
    prompt.resolve();
    await forgetting;
    expect(list()).toEqual(['B stored', '*C stored']);
  });

  it('during a prompt is not undone by opening the same one once more', async () => {
    const { room, keychain, list } = openScene(['A', 'B']);
    await room.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const forgetting = room.forget('c-a');
    keychain.blockedBy = null;
    await room.switchTo('c-a');
    prompt.resolve();
    await forgetting;
    await settle();
    expect(list()).toEqual(['*B stored']);
  });

  it('leaves the way to the demo that is being started', async () => {
    const { room, slow } = openScene(['A', 'B']);
    await room.open('saved');
    const start = Promise.withResolvers<void>();
    slow.demo = start.promise;
    const demo = room.demo();
    await room.forget('c-a');
    expect(room.state().kind).toBe('none');
    start.resolve();
    await demo;
    expect(room.state().kind).toBe('demo');
  });

  it('one that is being opened does not bring it back', async () => {
    const { room, keychain } = openScene(['A', 'B']);
    await room.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const opening = room.switchTo('c-b');
    keychain.blockedBy = null;
    await room.forget('c-b');
    prompt.resolve();
    await opening;
    expect(room.list().map(({ profile }) => profile.name)).toEqual(['A']);
    expect(room.state().profile?.name).toBe('A');
  });

  it('the demo goes back to the saved one', async () => {
    const { room, list } = openScene(['A', 'B']);
    await room.demo();
    await room.remove();
    await settle();
    expect(list()).toEqual(['*A stored', 'B stored']);
  });
});

describe('what another process has written', () => {
  it('is in the list at the next look, and does not switch', async () => {
    const { room, settings, list } = openScene(['A']);
    await room.open('saved');
    settings.theirs = { ...settings.get(), connections: [savedOf('A'), savedOf('B')], activeConnectionId: 'c-b' };
    await room.refresh();
    expect(list()).toEqual(['*A stored', 'B stored']);
  });

  it('leaves an open one that was removed there for the next', async () => {
    const { room, settings, list, forgotten } = openScene(['A', 'B']);
    await room.open('saved');
    settings.theirs = { ...settings.get(), connections: [savedOf('B')], activeConnectionId: null };
    await room.refresh();
    await settle();
    expect([list(), forgotten]).toEqual([['*B stored'], ['c-a']]);
  });

  it('is a secret that is in use at once, and only where it is another one', async () => {
    const { room, keychain } = openScene(['A', 'B']);
    await room.open('saved');
    const [first, generation] = [room.live(), room.generation()];
    await room.renew();
    expect([room.live(), room.generation()]).toEqual([first, generation]);
    keychain.items.set('c-a', itemOf('A again'));
    await room.renew();
    expect([room.generation(), room.state().secret, keychain.calls]).toEqual([
      generation + 1,
      'stored',
      ['read c-a background', 'read c-a background', 'read c-a background'],
    ]);
    await room.renew();
    expect(room.generation()).toBe(generation + 1);
  });

  it('is a secret that was missing here, in the list too', async () => {
    const { room, keychain, list } = openScene(['A', 'B']);
    keychain.reads = { state: 'missing' };
    await room.open('saved');
    await room.switchTo('c-b');
    keychain.reads = null;
    expect(list()).toEqual(['A missing', '*B missing']);
    await room.renew();
    expect(list()).toEqual(['A stored', '*B stored']);
  });

  it('is no secret while the keychain does not answer, and nothing is over what was opened meanwhile', async () => {
    const { room, keychain } = openScene(['A', 'B']);
    await room.open('saved');
    const generation = room.generation();
    keychain.items.set('c-a', itemOf('A again'));
    keychain.reads = { state: 'locked' };
    await room.renew();
    expect([room.generation(), room.state().secret]).toEqual([generation, 'stored']);
    keychain.reads = null;
    const renewing = room.renew();
    await room.switchTo('c-b');
    await renewing;
    expect(room.state().profile?.id).toBe('c-b');
  });

  it('opens one anew that was changed there', async () => {
    const { room, settings } = openScene(['A']);
    await room.open('saved');
    const changed = savedOf('A', { botId: 'st-2' });
    settings.theirs = { ...settings.get(), connections: [changed] };
    await room.refresh();
    await settle();
    expect(room.state().profile).toEqual(changed.profile);
  });
});
