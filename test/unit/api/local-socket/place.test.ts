import { describe, expect, it } from 'vitest';
import { ownerPlace, type Place, type Whereabouts } from '../../../../electron/api/local-socket/place.ts';

const HERE: Whereabouts = {
  dataFolder: '/home/ana/.config/Rollcall',
  platform: 'linux',
  env: { XDG_RUNTIME_DIR: '/run/user/1000' },
  tmp: '/var/tmp',
  user: 1000,
};
/** One byte longer than a socket in it may be. */
const LONG = `/home/${'d'.repeat(104 - '/home//owner/socket'.length)}`;
const LONG_NAME = /^[0-9a-f]{24}\.sock$/;

function folderAndLink(whereabouts: Partial<Whereabouts>): unknown {
  const place = placeOf(whereabouts);
  return place === null ? null : [place.folder, place.link];
}

function placeOf(whereabouts: Partial<Whereabouts>): Extract<Place, { kind: 'socket' }> | null {
  const place = ownerPlace({ ...HERE, ...whereabouts });
  return place?.kind === 'socket' ? place : null;
}

describe('ownerPlace', () => {
  it('is in the data folder as long as a socket can be there', () => {
    const nearest = {
      kind: 'socket',
      address: `${HERE.dataFolder}/owner/socket`,
      folder: `${HERE.dataFolder}/owner`,
      link: null,
    };
    expect(ownerPlace(HERE)).toEqual(nearest);
    expect(placeOf({ dataFolder: LONG.slice(0, -1) })?.address.length).toBe(103);
    expect(placeOf({ dataFolder: LONG.slice(0, -1) })?.link).toBeNull();
  });

  it.each([
    ['in the runtime folder', {}, '/run/user/1000/rollcall'],
    ['among the temporary files without one', { env: {} }, '/var/tmp/rollcall-1000'],
    ['there too when it is no path', { env: { XDG_RUNTIME_DIR: 'run' } }, '/var/tmp/rollcall-1000'],
    ['in /tmp when that is too long too', { env: {}, tmp: LONG }, '/tmp/rollcall-1000'],
  ])('of a path that is too long is %s, with a link to it', (_name, whereabouts, folder) => {
    expect(folderAndLink({ dataFolder: LONG, ...whereabouts })).toEqual([folder, `${LONG}/owner/socket`]);
  });

  it('counts bytes, not characters', () => {
    expect(folderAndLink({ dataFolder: `/home/${'é'.repeat(50)}` })).toEqual([
      '/run/user/1000/rollcall',
      `/home/${'é'.repeat(50)}/owner/socket`,
    ]);
  });

  it('has a name of its own for each data folder', () => {
    const [one, other] = [LONG, `${LONG}2`].map((dataFolder) => placeOf({ dataFolder })?.address ?? '');
    expect(one?.split('/').at(-1)).toMatch(LONG_NAME);
    expect(one).not.toBe(other);
  });

  it('is what a note in the data folder says on Windows', () => {
    const dataFolder = 'C:\\Users\\Ana\\AppData\\Rollcall';
    expect(ownerPlace({ ...HERE, platform: 'win32', user: 'ana', dataFolder })).toEqual({
      kind: 'pipe',
      note: `${dataFolder}\\owner\\pipe`,
    });
  });
});
