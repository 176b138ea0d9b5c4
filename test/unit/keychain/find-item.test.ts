import { describe, expect, it } from 'vitest';
import { createItemFinder } from '../../../electron/keychain/find-item.ts';
import type { RunProgram } from '../../../electron/desktop/system/session-bus.ts';

const NONE = '   array [\n   ]\n';
const ONE = '   array [\n      /org/freedesktop/secrets/collection/login/1   ]\n';
const LOGIN = '   /org/freedesktop/secrets/collection/login';

/** A Secret Service that answers like this, in the words of dbus-send; null is no answer. */
function service(answers: { search?: string | null; alias?: string | null; isLocked?: string | null }) {
  const calls: string[][] = [];
  const run: RunProgram = (file, args, _options, onEnd) => {
    const [object = '', method = '', ...rest] = args.slice(4);
    calls.push([file, object, method.split('.').at(-1) ?? '', ...rest]);
    const answer = method.endsWith('SearchItems')
      ? answers.search
      : method.endsWith('ReadAlias')
        ? answers.alias
        : answers.isLocked;
    onEnd(answer === null || answer === undefined ? new Error('no answer') : null, answer ?? '');
  };
  return { calls, find: createItemFinder('linux', run) };
}

describe('an item that keytar does not give', () => {
  it.each([
    ['locked', { search: NONE + ONE }],
    ['missing', { search: NONE + NONE, alias: LOGIN, isLocked: '   variant       boolean false' }],
    ['missing', { search: NONE + NONE, alias: '   /' }],
    ['unclear', { search: NONE + NONE, alias: LOGIN, isLocked: '   variant       boolean true' }],
    ['unclear', { search: NONE + NONE, alias: LOGIN, isLocked: null }],
    ['unclear', { search: NONE + NONE, alias: null }],
    ['unclear', { search: ONE + NONE }],
    ['unclear', { search: null }],
    ['unclear', { search: 'something else' }],
  ] as const)('is %s with %j', async (state, answers) => {
    expect(await service(answers).find('id-1')).toBe(state);
  });

  it('is searched for by what keytar saves it under, in the collection it saves to', async () => {
    const { calls, find } = service({ search: NONE + NONE, alias: LOGIN, isLocked: '   variant       boolean false' });
    await find('id-1');
    const collection = '/org/freedesktop/secrets/collection/login';
    expect(calls).toEqual([
      ['dbus-send', '/org/freedesktop/secrets', 'SearchItems', 'dict:string:string:service,Rollcall,account,id-1'],
      ['dbus-send', '/org/freedesktop/secrets', 'ReadAlias', 'string:default'],
      ['dbus-send', collection, 'Get', 'string:org.freedesktop.Secret.Collection', 'string:Locked'],
    ]);
  });

  it('is not searched for where the question would be another one', async () => {
    const { calls, find } = service({ search: NONE + ONE });
    expect([await find('a,account,b'), calls]).toEqual(['unclear', []]);
  });

  it.each(['darwin', 'win32'])('is missing on %s, where keytar tells the two apart itself', async (platform) => {
    const find = createItemFinder(platform, () => {
      throw new Error('nobody to ask');
    });
    expect(await find('id-1')).toBe('missing');
  });
});
