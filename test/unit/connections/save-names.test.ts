import { describe, expect, it } from 'vitest';
import { ok } from '../../../electron/shared/result.ts';
import { formOf, itemOf, openScene, profileOf, savedOf } from './scene.ts';

const TAKEN = { level: 'confirm', message: expect.stringContaining('https://b.kore.ai') as string };

describe('a name that another connection has', () => {
  it('has to be confirmed, in any case, also where it comes from an empty field', async () => {
    const { connections, settings } = openScene(['A', 'B']);
    const before = settings.get();
    expect(connections.check(formOf('A', { name: ' b ' }))).toEqual({ name: TAKEN });
    expect(connections.check(formOf('A', { id: 'c-a', name: 'B' }))).toEqual({ name: TAKEN });
    for (const keep of ['keychain', 'session'] as const) {
      expect(await connections.save(formOf('N', { name: 'B' }), keep)).toMatchObject({ error: { field: 'name' } });
    }
    await connections.save(formOf('N', { name: '' }), 'session');
    expect(connections.check(formOf('N', { name: '' }))).toMatchObject({ name: { level: 'confirm' } });
    expect(settings.get()).toEqual(before);
  });

  it('is its own while that one is changed', () => {
    expect(openScene(['A', 'B']).connections.check(formOf('B', { id: 'c-b' }))).toEqual({});
  });

  it('is taken over by a new one once that was confirmed', async () => {
    const { connections, keychain, list } = openScene(['A', 'B']);
    await connections.save(formOf('N', { name: 'B', isNameConfirmed: true }), 'keychain');
    expect([list(), connections.live()?.profile]).toEqual([
      ['A stored', '*B stored'],
      profileOf('N', { id: 'c-b', name: 'B' }),
    ]);
    expect([...keychain.items]).toEqual([
      ['c-a', itemOf('A')],
      ['c-b', itemOf('N')],
    ]);
  });

  it('is taken over by one that is changed, and the other is forgotten with its secret', async () => {
    const { connections, keychain, list, forgotten } = openScene(['A', 'B']);
    await connections.save(formOf('A', { id: 'c-a', name: 'B', isNameConfirmed: true }), 'keychain');
    expect([list(), forgotten, [...keychain.items]]).toEqual([['*B stored'], ['c-b'], [['c-a', itemOf('A')]]]);
  });

  it('is taken over within a session, and stays with a saved one', async () => {
    const { connections, list } = openScene(['A']);
    await connections.save(formOf('S'), 'session');
    await connections.save(formOf('T', { name: 'S', isNameConfirmed: true }), 'session');
    expect([list(), connections.live()?.profile.host]).toEqual([['A stored', '*S session'], 'https://t.kore.ai']);
    await connections.save(formOf('U', { name: 'A', isNameConfirmed: true }), 'session');
    expect(list()).toEqual(['A stored', 'S session', '*A session']);
  });
});

describe('changing a connection', () => {
  it('under a new name renames it', async () => {
    const { connections, list } = openScene(['A', 'B']);
    await connections.save(formOf('A', { id: 'c-a', name: 'Night' }), 'keychain');
    expect(list()).toEqual(['*Night stored', 'B stored']);
  });

  it('that is not open keeps its own secret, and opens it', async () => {
    const { connections, keychain } = openScene(['A', 'B']);
    await connections.open('saved');
    expect(connections.check(formOf('B', { id: 'c-b', clientSecret: null }))).toEqual({});
    expect(connections.check(formOf('B', { clientSecret: null, name: 'N' }))).toMatchObject({
      clientSecret: { level: 'error' },
    });
    await connections.save(formOf('B', { id: 'c-b', clientSecret: null, botId: 'st-9' }), 'keychain');
    expect([connections.live()?.profile.botId, keychain.items.get('c-b')]).toEqual(['st-9', itemOf('B')]);
  });

  it('of this session into a saved one moves it', async () => {
    const { connections, keychain, list } = openScene(['A']);
    await connections.save(formOf('S'), 'session');
    await connections.save(formOf('S', { id: 'id-1', clientSecret: null }), 'keychain');
    expect([list(), keychain.items.get('id-1')]).toEqual([['A stored', '*S stored'], itemOf('S')]);
  });

  it('is not opened, and not active, when another one was opened meanwhile', async () => {
    const { connections, keychain, active } = openScene(['A', 'B']);
    await connections.open('saved');
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const saving = connections.save(formOf('N'), 'keychain');
    keychain.blockedBy = null;
    await connections.switchTo('c-b');
    prompt.resolve();
    expect(await saving).toEqual(ok({ kind: 'account', profile: profileOf('B'), secret: 'stored' }));
    expect([active(), connections.list().length]).toEqual(['c-b', 3]);
  });
});

it('leaves one of two connections that two processes save under one name at the same instant', async () => {
  const { connections, settings, keychain, forgotten } = openScene([]);
  keychain.items.set('c-n', itemOf('N'));
  const update = settings.update.bind(settings);
  // The file is read again before it is written, and the change applied to what the other process has put there.
  settings.update = async (change) => {
    settings.update = update;
    change(settings.get());
    settings.theirs = { ...settings.get(), connections: [savedOf('N')], activeConnectionId: 'c-n' };
    await settings.refresh();
    return update(change);
  };
  await connections.save(formOf('N'), 'keychain');
  expect(settings.get().connections.map(({ profile }) => profile.id)).toEqual(['id-1']);
  expect([[...keychain.items.keys()], forgotten]).toEqual([['id-1'], ['c-n']]);
});
