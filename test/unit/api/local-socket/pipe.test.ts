import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressOf } from '../../../../electron/api/local-socket/address.ts';
import { listenAt } from '../../../../electron/api/local-socket/listen.ts';
import { newPipe, notePipe } from '../../../../electron/api/local-socket/pipe.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { makeDataFolder, removeDataFolder } from '../../../support/owner-scene.ts';

let dataFolder: string;
let note: string;

beforeEach(async () => {
  dataFolder = await makeDataFolder();
  note = path.join(dataFolder, 'pipe');
});
afterEach(() => removeDataFolder(dataFolder));

const asked = (): string | null => addressOf({ kind: 'pipe', note }, 'ana');

describe('the pipe of an app', () => {
  it('has a name nobody can know beforehand, and another one each time', () => {
    const names = Array.from({ length: 100 }, newPipe);
    for (const name of names) expect(name).toMatch(/^\\\\\.\\pipe\\rollcall-[0-9a-f]{32}$/);
    expect(new Set(names).size).toBe(100);
  });

  it('is found through a note for this user alone, also over an older one', () => {
    writeFileSync(note, 'older', { mode: 0o666 });
    const name = newPipe();
    notePipe(note, name);
    expect([asked(), statSync(note).mode & 0o777, readFileSync(note, 'utf8')]).toEqual([name, 0o600, name]);
  });

  it.each([
    '',
    'C:\\Windows\\System32\\calc.exe',
    '\\\\evil\\pipe\\rollcall-00000000000000000000000000000000',
    '\\\\.\\pipe\\rollcall-0000000000000000000000000000000',
    '\\\\.\\pipe\\rollcall-00000000000000000000000000000000\\..\\x',
  ])('is not where a note says anything else (%j)', (text) => {
    writeFileSync(note, text);
    expect(asked()).toBeNull();
  });

  it('is noted for as long as the app listens', async () => {
    const before = process.cwd();
    process.chdir(dataFolder); // elsewhere than on Windows its name is that of a file in this folder
    try {
      const stop = await listenAt({ kind: 'pipe', note }, 'ana', { pid: 7, surface: 'desktop' }, async () => ok(null));
      const heard = new Promise((resolve) => connect(asked() ?? '', () => resolve('heard')).on('error', resolve));
      expect(await heard).toBe('heard');
      await stop();
      expect(asked()).toBeNull();
    } finally {
      process.chdir(before);
    }
  });

  it('is nowhere without a note', () => {
    expect(asked()).toBeNull();
  });
});
