import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from '../../../electron/files/make-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('makes a folder with its parents, for its owner only, and leaves an existing one as it is', () => {
  const inner = path.join(folder, 'a', 'b');
  makeFolder(inner);
  makeFolder(inner);
  makeFolder(folder);
  expect([folder, path.dirname(inner), inner].map((each) => statSync(each).mode & 0o777)).toEqual([
    0o700, 0o700, 0o700,
  ]);
});

it('throws the reason of the system where there can be no folder', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(file)).toThrow('EEXIST');
  expect(() => makeFolder(path.join(file, 'a', 'b'))).toThrow('ENOTDIR');
  expect(() => makeFolder(path.join(folder, 'x'.repeat(5_000)))).toThrow('ENAMETOOLONG');
  expect(() => makeFolder(`${folder}\0`)).toThrow('null bytes');
});

// With Node's own `recursive` this never ends.
it.runIf(process.platform === 'linux')('throws where the system knows nothing of a folder it is to make', () => {
  expect(() => makeFolder('/proc/rollcall/data/owner')).toThrow('ENOENT');
});
