import type os from 'node:os';
import { expect, it } from 'vitest';
import { homeFolder } from '../../../electron/files/home-folder.ts';

/** A system whose user database knows this home, or not the user at all. */
const system = (home: () => string, inDatabase: string | null): Parameters<typeof homeFolder>[0] => ({
  homedir: home,
  userInfo: (() => {
    if (inDatabase === null) throw new Error('uv_os_get_passwd returned ENOENT');
    return { homedir: inDatabase };
  }) as typeof os.userInfo,
});

const noHome = (): string => {
  throw new Error('uv_os_homedir returned ENOENT');
};

it.each([
  ['of the environment', system(() => '/home/mia', '/root'), '/home/mia'],
  ['of the database where HOME is empty', system(() => '', '/root'), '/root'],
  ['of the database where HOME is relative', system(() => 'mia', '/root'), '/root'],
  ['none where nobody knows the user', system(noHome, null), ''],
  ['none where both are relative', system(() => '', ''), ''],
])('is that %s', (_which, which, expected) => {
  expect(homeFolder(which)).toBe(expected);
});
