import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builderArguments, packagedFuseProblems } from '../../../../build/package/builder.mjs';
import { makeElectronStub } from '../../../../build/package/electron-stub.mjs';
import { sentinel } from '../../../../build/package/fuses.mjs';

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
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, Buffer.concat([sentinel, Buffer.from([1, wire.length]), Buffer.from(wire)]));
  }

  it('looks at the programs of all systems', () => {
    put('linux-unpacked/rollcall', '000011001');
    put('win-arm64-unpacked/Rollcall.exe', '100011001');
    const library = 'mac/Rollcall.app/Contents/Frameworks/Electron Framework.framework/Electron Framework';
    put(library, '000010001');
    expect(packagedFuseProblems(folder).sort()).toEqual([
      `${path.join(folder, library)}: onlyLoadAppFromAsar is false, not true`,
      `${path.join(folder, 'win-arm64-unpacked/Rollcall.exe')}: runAsNode is true, not false`,
    ]);
  });

  it('is not content with nothing to look at', () => {
    expect(packagedFuseProblems(folder)).toEqual([`there is no program in ${folder}`]);
  });

  it('is not content with a program as Electron delivers it', () => {
    makeElectronStub(path.join(folder, 'linux-unpacked'), 'x64');
    renameSync(path.join(folder, 'linux-unpacked/electron'), path.join(folder, 'linux-unpacked/rollcall'));
    expect(packagedFuseProblems(folder).map((problem) => problem.split(': ')[1])).toEqual([
      'runAsNode is true, not false',
      'enableNodeOptionsEnvironmentVariable is true, not false',
      'enableNodeCliInspectArguments is true, not false',
      'enableEmbeddedAsarIntegrityValidation is false, not true',
      'onlyLoadAppFromAsar is false, not true',
      'grantFileProtocolExtraPrivileges is true, not false',
    ]);
  });
});
