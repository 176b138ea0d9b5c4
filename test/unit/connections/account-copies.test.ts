import { describe, expect, it } from 'vitest';
import type { SavedConnection } from '../../../electron/settings/types.ts';
import { formOf, openScene, savedOf } from './scene.ts';

/** A and B are two bots of one account; C is on a host of its own. */
const HOST = 'https://a.kore.ai';
const CONNECTIONS = [savedOf('A'), savedOf('B', { host: HOST, botId: 'st-2' }), savedOf('C')];

function scene(stored: readonly SavedConnection[] = CONNECTIONS) {
  const { connections, settings, ...rest } = openScene(['A', 'B', 'C'], { connections: stored });
  /** `Name copies` of each connection in the list. */
  const copies = (): string[] => connections.list().map(({ profile }) => `${profile.name} ${profile.copies}`);
  const saved = (): string[] => settings.get().connections.map(({ profile }) => `${profile.name} ${profile.copies}`);
  return { connections, settings, copies, saved, ...rest };
}

describe('the number of copies', () => {
  it('is changed for every saved connection of the account, and of no other', async () => {
    const { connections, saved } = scene();
    await connections.open('saved');
    await connections.update({ copies: 30 });
    expect(saved()).toEqual(['A 30', 'B 30', 'C 1']);
    await connections.switchTo('c-b');
    await connections.update({ copies: 2 });
    expect(saved()).toEqual(['A 2', 'B 2', 'C 1']);
  });

  it('is changed for those of this run too, whichever of them is open', async () => {
    const { connections, copies, saved } = scene();
    await connections.open('saved');
    const unsaved = await connections.save(formOf('D', { host: HOST, botId: 'st-3' }), 'session');
    await connections.update({ copies: 9 });
    expect([copies(), saved()]).toEqual([
      ['A 9', 'B 9', 'C 1', 'D 9'],
      ['A 9', 'B 9', 'C 1'],
    ]);
    await connections.switchTo('c-a');
    await connections.update({ copies: 12 });
    expect(copies()).toEqual(['A 12', 'B 12', 'C 1', 'D 12']);
    await connections.switchTo(unsaved.ok ? (unsaved.value.profile?.id ?? '') : '');
    expect(connections.live()?.profile).toMatchObject({ name: 'D', copies: 12 });
  });

  it('of a connection of this run writes nothing when its account is not saved', async () => {
    const { connections, settings, copies } = scene();
    await connections.save(formOf('D'), 'session');
    settings.isUnwritable = true;
    expect(await connections.update({ copies: 9 })).toMatchObject({ ok: true });
    expect(copies()).toEqual(['A 1', 'B 1', 'C 1', 'D 9']);
  });

  it('is that of its account for a new connection, so that it outlives the one it was said for', async () => {
    const { connections, saved } = scene([savedOf('A', { copies: 30 }), savedOf('C')]);
    await connections.open('saved');
    await connections.save(formOf('E', { host: HOST, botId: 'st-5' }), 'keychain');
    await connections.forget('c-a');
    expect(saved()).toEqual(['C 1', 'E 30']);
  });

  it('stays what it was when a connection moves to an account nothing was said of', async () => {
    const { connections, saved } = scene([savedOf('A', { copies: 30 }), savedOf('C', { copies: 4 })]);
    await connections.open('saved');
    await connections.save(formOf('A', { id: 'c-a', host: 'https://new.kore.ai' }), 'keychain');
    expect(saved()).toEqual(['A 30', 'C 4']);
    await connections.save(formOf('A', { id: 'c-a', host: 'https://c.kore.ai' }), 'keychain');
    expect(saved()).toEqual(['A 4', 'C 4']);
  });

  it('of another name leaves the number alone', async () => {
    const { connections, saved } = scene([savedOf('A', { copies: 30 }), savedOf('B', { host: HOST, copies: 2 })]);
    await connections.open('saved');
    await connections.update({ name: 'Anew' });
    expect(saved()).toEqual(['Anew 30', 'B 2']);
  });

  it.each([
    [2, 20],
    [30, 30],
    [null, 20],
  ])(
    '%s, said for a connection from a complete form, makes %i for its own calls, and writes nothing',
    async (said, own) => {
      const { connections, settings, copies } = scene([savedOf('A', { copies: 20 }), savedOf('C')]);
      const before = settings.get();
      await connections.openGiven(formOf('D', { host: HOST, botId: 'st-3' }), said);
      expect(connections.live()?.profile).toMatchObject({ name: 'D', copies: own });
      expect([copies(), settings.get()]).toEqual([['A 20', 'C 1', `D ${own}`], before]);
    },
  );

  it('said for a connection from a complete form is what holds where its account is not saved', async () => {
    const { connections, copies } = scene();
    await connections.openGiven(formOf('D'), 9);
    expect(copies()).toEqual(['A 1', 'B 1', 'C 1', 'D 9']);
  });
});
