import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogFile } from '../../../electron/log/log-file.ts';

describe('log file', () => {
  let folder = '';
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'rollcall-log-')), 'logs');
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true }));
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

  it('is made with the first line, for its owner only, and added to by the next run', () => {
    createLogFile(folder)('one\n');
    createLogFile(folder)('two\n');
    expect(read('rollcall.log')).toBe('one\ntwo\n');
    expect(statSync(path.join(folder, 'rollcall.log')).mode & 0o077).toBe(0);
  });

  it('starts a new file when it is full, and has three at most', () => {
    const append = createLogFile(folder, { maxBytes: 10, files: 3 });
    for (const line of ['1111\n', '2222\n', '3333\n', '4444\n', '5555\n', '6666\n', '7777\n']) append(line);
    expect(readdirSync(folder).sort()).toEqual(['rollcall.1.log', 'rollcall.2.log', 'rollcall.log']);
    expect([read('rollcall.2.log'), read('rollcall.1.log'), read('rollcall.log')]).toEqual([
      '3333\n4444\n',
      '5555\n6666\n',
      '7777\n',
    ]);
  });

  it('never throws: a line that cannot be written is lost, the next one is not', () => {
    writeFileSync(folder, 'a file in the way');
    const append = createLogFile(folder);
    append('lost\n');
    rmSync(folder);
    append('first\n');
    expect(read('rollcall.log')).toBe('first\n');
  });
});
