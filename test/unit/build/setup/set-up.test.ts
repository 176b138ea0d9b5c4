import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentStamp, installStamp } from '../../../../build/setup/set-up.mjs';

describe('the stamp of node_modules', () => {
  const stamp = (hasKeytar: boolean, canCompile: boolean, lockfile = '{"a":1}') =>
    installStamp(lockfile, { hasKeytar, canCompile });

  it.each([
    ['the compiler has come, or gone, after keytar was installed', stamp(true, true), stamp(true, false), true],
    ['keytar is missing although it could be compiled: no second try', stamp(false, true), stamp(false, true), true],
    ['keytar is missing, its compiler has come since', stamp(false, false), stamp(false, true), false],
    ['keytar was taken away', stamp(true, true), stamp(false, true), false],
    ['another lockfile', stamp(true, true), stamp(true, true, '{"a":2}'), false],
  ])('%s', (_name, before, now, isTheSame) => {
    expect(now === before).toBe(isTheSame);
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
    write('app/b.ts', 'three');
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
    ['a new file', () => write('app/c.ts', '')],
    ['a file that is gone', () => rmSync(path.join(base, 'app/b.ts'))],
    ['text that moves from one file to the next', () => (write('app/deep/a.ts', 'on'), write('config.json', '{}e'))],
  ])('changes with %s', (_name, change) => {
    const before = stampNow();
    change();
    expect(stampNow()).not.toBe(before);
  });
});
