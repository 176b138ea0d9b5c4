import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  failedState,
  nextCheckMs,
  packageFacts,
  updateStart,
  type PackageFacts,
} from '../../../../electron/desktop/updates/update-plan.ts';

const MINUTE = 60_000;
const facts: PackageFacts = {
  platform: 'linux',
  isPackaged: true,
  hasFeed: true,
  packageType: null,
  env: {},
  execPath: '/tmp/.mount_R/rollcall',
};
const APPIMAGE = { APPIMAGE: '/opt/Rollcall.AppImage', APPDIR: '/tmp/.mount_R' };

describe('the start', () => {
  it.each<[string, Partial<PackageFacts>, string]>([
    ['an AppImage', { env: APPIMAGE }, 'idle'],
    ['the installer of Windows', { platform: 'win32' }, 'idle'],
    ['the app of macOS', { platform: 'darwin' }, 'idle'],
    ['a .deb', { packageType: 'deb' }, 'unavailable'],
    [
      'a .deb started from an AppImage',
      { packageType: 'deb', env: APPIMAGE, execPath: '/opt/R/rollcall' },
      'unavailable',
    ],
    ['an AppImage packaged beside a .deb', { packageType: 'deb', env: APPIMAGE }, 'idle'],
    ['a folder beside the mount of an AppImage', { env: APPIMAGE, execPath: '/tmp/.mount_R2/rollcall' }, 'off'],
    ['an unpacked folder', {}, 'off'],
    ['a package of another kind', { packageType: 'pacman' }, 'off'],
    ['a build tree', { isPackaged: false, env: APPIMAGE }, 'off'],
    ['a package without a feed', { platform: 'win32', hasFeed: false }, 'off'],
    ['a .deb without a feed', { packageType: 'deb', hasFeed: false }, 'off'],
  ])('%s', (_name, change, kind) => {
    expect(updateStart({ ...facts, ...change }).kind).toBe(kind);
  });

  it('of a .deb says what to do, and checks nothing', () => {
    expect(updateStart({ ...facts, packageType: 'deb' })).toEqual({
      kind: 'unavailable',
      reason:
        'Rollcall does not update a .deb package, since that needs the administrator. Install the new .deb over this one.',
      isFinal: true,
    });
  });
});

describe('the next check', () => {
  it.each([
    ['first', null, 0, 2],
    ['first, at the latest', null, 1, 10],
    ['regular, early', 0, 0, 324],
    ['regular', 0, 0.5, 360],
    ['regular, late', 0, 1, 396],
    ['after a failure', 1, 0.5, 15],
    ['after three', 3, 0.5, 60],
    ['after many', 40, 0.5, 360],
  ])('%s', (_name, failures, random, minutes) => {
    expect(nextCheckMs(failures, random) / MINUTE).toBe(minutes);
  });
});

describe('a failure', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code });
  it.each<[unknown, RegExp, boolean]>([
    [new Error('net::ERR_INTERNET_DISCONNECTED'), /cannot be reached/, false],
    [coded('ECONNREFUSED'), /cannot be reached/, false],
    [coded('ERR_CHECKSUM_MISMATCH'), /did not match its checksum/, false],
    [new Error('sha512 checksum mismatch, expected a, got b'), /did not match its checksum/, false],
    [coded('ERR_UPDATER_CHANNEL_FILE_NOT_FOUND'), /offers nothing/, false],
    [new Error('Could not get code signature for running application'), /not signed/, true],
    [new Error('New version 2 is not signed by the application owner: ...'), /not signed/, true],
    [new Error('Cannot update while running on a read-only volume.'), /Applications folder/, true],
    [new Error('/home/ana/x https://feed.test?key=1'), /the log says why/, false],
    ['a text', /the log says why/, false],
  ])('%s', (error, sentence, isFinal) => {
    const state = failedState(error);
    expect(state).toMatchObject({ kind: 'unavailable', isFinal });
    expect('reason' in state && state.reason).toMatch(sentence);
    expect(JSON.stringify(state)).not.toContain('ana');
  });
});

it('reads what lies beside the archive', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-resources-'));
  expect(packageFacts(undefined)).toEqual({ hasFeed: false, packageType: null });
  expect(packageFacts(folder)).toEqual({ hasFeed: false, packageType: null });
  await writeFile(path.join(folder, 'app-update.yml'), 'provider: generic\n');
  await writeFile(path.join(folder, 'package-type'), 'deb\n');
  expect(packageFacts(folder)).toEqual({ hasFeed: true, packageType: 'deb' });
  await rm(folder, { recursive: true });
});
