import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPrivateFolder, makePrivateFolder } from '../../../../electron/api/local-socket/private-folder.ts';

const USER = process.getuid?.() ?? 0;
let base: string;
let folder: string;

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'rollcall-private-'));
  folder = path.join(base, 'deep', 'owner');
});
afterEach(() => rm(base, { recursive: true, force: true }));

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
