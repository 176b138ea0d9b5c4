import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFile } from '../../../electron/files/lock-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('lockFile', () => {
  it('is held by one at a time, and leaves nothing behind', async () => {
    const file = path.join(folder, 'new', 'file.json');
    const steps: string[] = [];
    const hold = async (name: string): Promise<void> => {
      const release = await lockFile(file, () => 0);
      steps.push(`${name} in`);
      await new Promise(setImmediate);
      steps.push(`${name} out`);
      await release?.();
    };
    await Promise.all(['a', 'b', 'c'].map(hold));
    expect(steps.filter((_, index) => index % 2 === 0).map((step) => step.replace('in', 'out'))).toEqual(
      steps.filter((_, index) => index % 2 === 1),
    );
    expect(await readdir(path.dirname(file))).toEqual([]);
  });

  it('cannot be had where no folder can be made', async () => {
    const blocker = path.join(folder, 'blocker');
    await writeFile(blocker, '');
    expect(await lockFile(path.join(blocker, 'file.json'))).toBeNull();
  });
});
