import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentStamp, installStamp, needsInstall } from '../../../../build/setup/stamps.mjs';

describe('whether npm ci is due', () => {
  const here = { lockfile: '{"a":1}', platform: 'linux', arch: 'x64' };
  const stamp = (canCompile: boolean) => installStamp(here.lockfile, here.platform, here.arch, canCompile);
  const installed = { ...here, stamp: stamp(true), canCompile: true, hasNode: true, hasKeytar: true };

  it.each([
    ['nothing changed', {}, false],
    ['never installed, or not to the end', { stamp: null }, true],
    ['another lockfile', { lockfile: '{"a":2}' }, true],
    ['another computer', { arch: 'arm64' }, true],
    ['the Node of the project is gone', { hasNode: false }, true],
    ['keytar is missing although it could be compiled: no second try', { hasKeytar: false }, false],
    ['keytar is missing, its compiler has come since', { stamp: stamp(false), hasKeytar: false }, true],
    ['keytar is missing, its compiler too', { stamp: stamp(false), hasKeytar: false, canCompile: false }, false],
    ['keytar came ready-made, and the compiler has come since', { stamp: stamp(false) }, false],
    ['the compiler went away after keytar was compiled', { canCompile: false }, false],
  ])('%s', (_name, change, expected) => {
    expect(needsInstall({ ...installed, ...change })).toBe(expected);
  });
});

describe('the stamp of the sources', () => {
  let base = '';
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
    writeFileSync(path.join(base, file), text);
  };
  const stampNow = () => contentStamp(base, ['app', 'config.json']);

  beforeEach(() => {
    base = mkdtempSync(path.join(tmpdir(), 'rollcall-stamp-'));
    write('app/deep/a.ts', 'one');
    write('config.json', '{}');
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it('stays where only times change, or files elsewhere', () => {
    const before = stampNow();
    utimesSync(path.join(base, 'config.json'), 1, 1);
    write('other/b.ts', 'two');
    expect(stampNow()).toBe(before);
  });

  it.each([
    ['a change of contents', () => write('app/deep/a.ts', 'two')],
    ['a new file', () => write('app/b.ts', '')],
    ['a file that is gone', () => rmSync(path.join(base, 'config.json'))],
    ['text that moves from one file to the next', () => (write('app/deep/a.ts', 'on'), write('config.json', 'e{}'))],
  ])('changes with %s', (_name, change) => {
    const before = stampNow();
    change();
    expect(stampNow()).not.toBe(before);
  });
});
