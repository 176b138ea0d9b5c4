import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addressOf,
  announceEndpoint,
  isPrivateFolder,
  makePrivateFolder,
  newPipe,
  ownerEndpoint,
  prepareEndpoint,
  type Endpoint,
  type EndpointFacts,
} from '../../../../electron/api/local-socket/endpoint.ts';
import { listenAt } from '../../../../electron/api/local-socket/server.ts';
import { ok } from '../../../../electron/shared/result.ts';

let base: string;
let folder: string;
let note: string;

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'rollcall-endpoint-'));
  folder = path.join(base, 'deep', 'owner');
  note = path.join(base, 'pipe');
});
afterEach(() => rm(base, { recursive: true, force: true }));

const NOBODY = { dispatch: async () => ok(null), leave: () => undefined, on: () => () => undefined };
const HERE: EndpointFacts = {
  dataFolder: '/home/ana/.config/Rollcall',
  platform: 'linux',
  env: { XDG_RUNTIME_DIR: '/run/user/1000' },
  tmp: '/var/tmp',
  user: 1000,
};
/** One byte longer than a socket in it may be. */
const LONG = `/home/${'d'.repeat(104 - '/home//owner/socket'.length)}`;
const LONG_NAME = /^[0-9a-f]{24}\.sock$/;

function folderAndLink(facts: Partial<EndpointFacts>): unknown {
  const endpoint = endpointOf(facts);
  return endpoint === null ? null : [endpoint.folder, endpoint.link];
}

function endpointOf(facts: Partial<EndpointFacts>): Extract<Endpoint, { kind: 'socket' }> | null {
  const endpoint = ownerEndpoint({ ...HERE, ...facts });
  return endpoint?.kind === 'socket' ? endpoint : null;
}

describe('ownerEndpoint', () => {
  it('is in the data folder as long as a socket can be there', () => {
    const nearest = {
      kind: 'socket',
      address: `${HERE.dataFolder}/owner/socket`,
      folder: `${HERE.dataFolder}/owner`,
      link: null,
    };
    expect(ownerEndpoint(HERE)).toEqual(nearest);
    expect(endpointOf({ dataFolder: LONG.slice(0, -1) })?.address.length).toBe(103);
    expect(endpointOf({ dataFolder: LONG.slice(0, -1) })?.link).toBeNull();
  });

  it.each([
    ['in the runtime folder', {}, '/run/user/1000/rollcall'],
    ['among the temporary files without one', { env: {} }, '/var/tmp/rollcall-1000'],
    ['there too when it is no path', { env: { XDG_RUNTIME_DIR: 'run' } }, '/var/tmp/rollcall-1000'],
    ['in /tmp when that is too long too', { env: {}, tmp: LONG }, '/tmp/rollcall-1000'],
  ])('of a path that is too long is %s, with a link to it', (_name, facts, folder) => {
    expect(folderAndLink({ dataFolder: LONG, ...facts })).toEqual([folder, `${LONG}/owner/socket`]);
  });

  it('counts bytes, not characters', () => {
    expect(folderAndLink({ dataFolder: `/home/${'é'.repeat(50)}` })).toEqual([
      '/run/user/1000/rollcall',
      `/home/${'é'.repeat(50)}/owner/socket`,
    ]);
  });

  it('has a name of its own for each data folder', () => {
    const [one, other] = [LONG, `${LONG}2`].map((dataFolder) => endpointOf({ dataFolder })?.address ?? '');
    expect(one?.split('/').at(-1)).toMatch(LONG_NAME);
    expect(one).not.toBe(other);
  });

  it('is what a note in the data folder says on Windows', () => {
    const dataFolder = 'C:\\Users\\Ana\\AppData\\Rollcall';
    expect(ownerEndpoint({ ...HERE, platform: 'win32', user: 'ana', dataFolder })).toEqual({
      kind: 'pipe',
      note: `${dataFolder}\\owner\\pipe`,
    });
  });
});

const ENDPOINT = () => ({ kind: 'pipe', note }) as const;
const found = (): string | null => addressOf(ENDPOINT(), 'ana');

describe('the pipe of an app', () => {
  it('has a name nobody can know beforehand, and another one each time', () => {
    const names = Array.from({ length: 100 }, newPipe);
    for (const name of names) expect(name).toMatch(/^\\\\\.\\pipe\\rollcall-[0-9a-f]{32}$/);
    expect(new Set(names).size).toBe(100);
  });

  it('is found through a note for this user alone, also over an older one', () => {
    writeFileSync(note, 'older', { mode: 0o666 });
    const name = prepareEndpoint(ENDPOINT(), 'ana');
    announceEndpoint(ENDPOINT(), name);
    expect([found(), statSync(note).mode & 0o777, readFileSync(note, 'utf8')]).toEqual([name, 0o600, name]);
  });

  it.each([
    '',
    'C:\\Windows\\System32\\calc.exe',
    '\\\\evil\\pipe\\rollcall-00000000000000000000000000000000',
    '\\\\.\\pipe\\rollcall-0000000000000000000000000000000',
    '\\\\.\\pipe\\rollcall-00000000000000000000000000000000\\..\\x',
  ])('is not where a note says anything else (%j)', (text) => {
    writeFileSync(note, text);
    expect(found()).toBeNull();
  });

  it('is noted for as long as the app listens', async () => {
    const before = process.cwd();
    process.chdir(base); // elsewhere than on Windows its name is that of a file in this folder
    try {
      const stop = await listenAt(ENDPOINT(), 'ana', { pid: 7, surface: 'desktop' }, NOBODY);
      const heard = new Promise((resolve) => connect(found() ?? '', () => resolve('heard')).on('error', resolve));
      expect(await heard).toBe('heard');
      await stop();
      expect(found()).toBeNull();
    } finally {
      process.chdir(before);
    }
  });

  it('is nowhere without a note', () => {
    expect(found()).toBeNull();
  });
});

const USER = process.getuid?.() ?? 0;
async function modeOf(file: string): Promise<number> {
  return (await stat(file)).mode & 0o777;
}

describe('makePrivateFolder', () => {
  it('makes a folder, and those above it, for this user alone', async () => {
    makePrivateFolder(folder, USER);
    expect([await modeOf(folder), isPrivateFolder(folder, USER)]).toEqual([0o700, true]);
  });

  it('closes a folder of this user that is open to others', async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);
    expect(isPrivateFolder(folder, USER)).toBe(false);
    makePrivateFolder(folder, USER);
    expect([await modeOf(folder), isPrivateFolder(folder, USER)]).toEqual([0o700, true]);
  });

  it('refuses a folder of somebody else, and leaves it as it is', async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
    expect(() => makePrivateFolder(folder, USER + 1)).toThrow('belongs to somebody else');
    expect([await modeOf(folder), isPrivateFolder(folder, USER + 1)]).toEqual([0o755, false]);
  });

  it('refuses a link, whatever is behind it', async () => {
    await mkdir(path.join(base, 'elsewhere'), { mode: 0o700 });
    await symlink(path.join(base, 'elsewhere'), path.join(base, 'link'));
    expect(() => makePrivateFolder(path.join(base, 'link'), USER)).toThrow('belongs to somebody else');
  });

  it('throws where there is a file', async () => {
    await writeFile(path.join(base, 'deep'), '');
    expect(() => makePrivateFolder(folder, USER)).toThrow();
    expect([isPrivateFolder(path.join(base, 'deep'), USER), isPrivateFolder(folder, USER)]).toEqual([false, false]);
  });
});
