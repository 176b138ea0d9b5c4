import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builderArguments, packagedFuseProblems } from '../../../build/package.mjs';
import { makeElectronStub } from '../../../build/package/trial.mjs';

describe('builderArguments', () => {
  it('says nothing of updates, and names nobody, on a computer of one’s own', () => {
    expect(builderArguments({})).toEqual([
      '--publish=never',
      '-c.extraMetadata.homepage=file:///opt/Rollcall/',
      '-c.linux.maintainer=Rollcall <root@localhost>',
    ]);
  });

  it('names the repository that builds, and the feed that was given', () => {
    const env = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'team/rollcall',
      GITHUB_REPOSITORY_OWNER: 'team',
      ROLLCALL_UPDATE_URL: 'https://updates.example/rollcall/',
    };
    expect(builderArguments(env)).toEqual([
      '--publish=never',
      '-c.extraMetadata.homepage=https://github.com/team/rollcall',
      '-c.linux.maintainer=team <team@users.noreply.github.com>',
      '-c.publish.provider=generic',
      '-c.publish.url=https://updates.example/rollcall/',
    ]);
  });

  it.each(['http://updates.example', 'updates.example', 'file:///srv'])('takes no feed but https: %s', (url) => {
    expect(() => builderArguments({ ROLLCALL_UPDATE_URL: url })).toThrow('has to be an https address');
  });
});

describe('packagedFuseProblems', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rollcall-dist-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function put(file: string, wire: string): void {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    const mark = 'before dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
    writeFileSync(target, Buffer.concat([Buffer.from(mark), Buffer.from([1, wire.length]), Buffer.from(wire)]));
  }

  it('inspects the programs of all systems', async () => {
    put('linux-unpacked/rollcall', '000011001');
    put('win-arm64-unpacked/Rollcall.exe', '100011001');
    const library = 'mac/Rollcall.app/Contents/Frameworks/Electron Framework.framework/Electron Framework';
    put(library, '000010001');
    expect((await packagedFuseProblems(folder)).sort()).toEqual([
      `${path.join(folder, 'mac/Rollcall.app')}: the fuse OnlyLoadAppFromAsar is not on`,
      `${path.join(folder, 'win-arm64-unpacked/Rollcall.exe')}: the fuse RunAsNode is not off`,
    ]);
  });

  it('is not content with nothing to inspect', async () => {
    expect(await packagedFuseProblems(folder)).toEqual([`there is no program in ${folder}`]);
  });

  it('is not content with a program as Electron delivers it', async () => {
    makeElectronStub(path.join(folder, 'linux-unpacked'));
    renameSync(path.join(folder, 'linux-unpacked/electron'), path.join(folder, 'linux-unpacked/rollcall'));
    expect((await packagedFuseProblems(folder)).map((problem) => problem.split(': ')[1])).toEqual([
      'the fuse RunAsNode is not off',
      'the fuse EnableNodeOptionsEnvironmentVariable is not off',
      'the fuse EnableNodeCliInspectArguments is not off',
      'the fuse EnableEmbeddedAsarIntegrityValidation is not on',
      'the fuse OnlyLoadAppFromAsar is not on',
      'the fuse GrantFileProtocolExtraPrivileges is not off',
    ]);
  });
});
