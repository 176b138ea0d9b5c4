import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type os from 'node:os';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFolder, homeFolder, makeUsable } from '../../../electron/files/data-folder.ts';

describe('dataFolder', () => {
  it.each([
    ['linux', {}, '/home/mia', '/home/mia/.config/Rollcall'],
    ['linux', { XDG_CONFIG_HOME: '/conf' }, '/home/mia', '/conf/Rollcall'],
    ['linux', { XDG_CONFIG_HOME: 'conf' }, '/home/mia', '/home/mia/.config/Rollcall'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/mia', '/home/mia/.config/Rollcall'],
    ['linux', { XDG_CONFIG_HOME: '/conf', ROLLCALL_HOME: '/data/rollcall' }, '/home/mia', '/data/rollcall'],
    ['linux', { ROLLCALL_HOME: '' }, '/home/mia', '/home/mia/.config/Rollcall'],
    ['linux', { ROLLCALL_HOME: '~/x' }, '/home/mia', '/home/mia/x'],
    ['linux', { ROLLCALL_HOME: '~' }, '/home/mia', '/home/mia'],
    ['linux', { ROLLCALL_HOME: '/data//r/../s/' }, '/home/mia', '/data/s'],
    // Left as they are, to be refused: from another folder they would be another one.
    ['linux', { ROLLCALL_HOME: 'r' }, '/home/mia', 'r'],
    ['linux', { ROLLCALL_HOME: './~' }, '/home/mia', './~'],
    ['linux', { ROLLCALL_HOME: '~ben/x' }, '/home/mia', '~ben/x'],
    ['linux', { ROLLCALL_HOME: '~/x' }, '', '~/x'],
    ['linux', {}, '', '.config/Rollcall'],
    ['linux', { XDG_CONFIG_HOME: '/conf' }, '', '/conf/Rollcall'],
    ['win32', { ROLLCALL_HOME: '~\\r' }, 'C:\\Users\\mia', 'C:\\Users\\mia\\r'],
    ['win32', { APPDATA: 'Roaming' }, 'C:\\Users\\mia', 'C:\\Users\\mia\\AppData\\Roaming\\Rollcall'],
    ['freebsd', {}, '/home/mia', '/home/mia/.config/Rollcall'],
    ['darwin', { XDG_CONFIG_HOME: '/conf' }, '/Users/mia', '/Users/mia/Library/Application Support/Rollcall'],
    ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\mia', 'D:\\Roaming\\Rollcall'],
    ['win32', {}, 'C:\\Users\\mia', 'C:\\Users\\mia\\AppData\\Roaming\\Rollcall'],
    ['win32', { ROLLCALL_HOME: 'E:\\r' }, 'C:\\Users\\mia', 'E:\\r'],
  ])('on %s with %j and home %s it is %s', (platform, env, home, expected) => {
    expect(dataFolder({ platform, env, home })).toBe(expected);
  });
});

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

describe('homeFolder', () => {
  it.each([
    ['of the environment', system(() => '/home/mia', '/root'), '/home/mia'],
    ['of the database where HOME is empty', system(() => '', '/root'), '/root'],
    ['of the database where HOME is relative', system(() => 'mia', '/root'), '/root'],
    ['none where nobody knows the user', system(noHome, null), ''],
    ['none where both are relative', system(() => '', ''), ''],
  ])('finds that %s', (_which, which, expected) => {
    expect(homeFolder(which)).toBe(expected);
  });
});

describe('makeUsable', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rollcall-usable-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const refusal = (place: string, reason: string): unknown => ({
    ok: false,
    error: {
      code: 'storage',
      message: `The data folder ${place} cannot be used (${reason}). Repair it, or set ROLLCALL_HOME to a folder that can be written.`,
    },
  });

  it('makes the folder, and takes an existing one', () => {
    const fresh = path.join(folder, 'a', 'b');
    expect([makeUsable(fresh, 'write'), makeUsable(fresh, 'write')]).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(statSync(fresh).isDirectory()).toBe(true);
  });

  it('says what to do about a folder that cannot be made', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(makeUsable(file, 'write')).toEqual(refusal(file, 'it is not a folder'));
    expect(makeUsable(path.join(file, 'a'), 'write')).toEqual(refusal(path.join(file, 'a'), 'it is not a folder'));
    expect(makeUsable(`/${'x'.repeat(5_000)}`, 'write')).toEqual(refusal(`/${'x'.repeat(199)}...`, 'ENAMETOOLONG'));
    expect(makeUsable('/a\0b', 'write')).toEqual(refusal('/a\0b', 'ERR_INVALID_ARG_VALUE'));
  });

  it.each(['r', './r', '~ben/x', '.config/Rollcall', ''])('makes no folder of the relative path "%s"', (relative) => {
    const reason = 'it is a relative path, which depends on where Rollcall is started';
    expect(makeUsable(relative, 'read')).toEqual(refusal(relative, reason));
  });

  it('takes a folder that can only be read for reading', () => {
    const isAdministrator = process.getuid?.() === 0; // whom the system refuses nothing
    chmodSync(folder, 0o500);
    expect(makeUsable(folder, 'read')).toEqual({ ok: true, value: null });
    expect(makeUsable(folder, 'write').ok).toBe(isAdministrator);
  });
});
