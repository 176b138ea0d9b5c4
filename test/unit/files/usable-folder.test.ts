import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeUsable } from '../../../electron/files/usable-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-usable-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (shown: string, reason: string): unknown => ({
  ok: false,
  error: {
    code: 'storage',
    message: `The data folder ${shown} cannot be used (${reason}). Mend it, or set ROLLCALL_HOME to a folder that can be written.`,
  },
});

it('makes the folder, and takes one that is there', () => {
  const fresh = path.join(folder, 'a', 'b');
  expect([makeUsable(fresh, 'write'), makeUsable(fresh, 'write')]).toEqual([
    { ok: true, value: null },
    { ok: true, value: null },
  ]);
  expect(statSync(fresh).isDirectory()).toBe(true);
});

it('says what to do about one that cannot be', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(makeUsable(file, 'write')).toEqual(refusal(file, 'it is no folder'));
  expect(makeUsable(path.join(file, 'a'), 'write')).toEqual(refusal(path.join(file, 'a'), 'it is no folder'));
  expect(makeUsable(`/${'x'.repeat(5_000)}`, 'write')).toEqual(refusal(`/${'x'.repeat(199)}...`, 'ENAMETOOLONG'));
  expect(makeUsable('/a\0b', 'write')).toEqual(refusal('/a\0b', 'ERR_INVALID_ARG_VALUE'));
});

it.each(['r', './r', '~ben/x', '.config/Rollcall', ''])('makes no folder of the relative path "%s"', (relative) => {
  const reason = 'it is a relative path, which would be another folder from elsewhere';
  expect(makeUsable(relative, 'read')).toEqual(refusal(relative, reason));
});

it('takes one that can only be read for reading', () => {
  const isAdministrator = process.getuid?.() === 0; // whom the system refuses nothing
  chmodSync(folder, 0o500);
  expect(makeUsable(folder, 'read')).toEqual({ ok: true, value: null });
  expect(makeUsable(folder, 'write').ok).toBe(isAdministrator);
});
