import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from '../../../electron/desktop/run-command.ts';

let dataFolder: string;
let calls: unknown[][];
const ready = Promise.withResolvers<void>();

beforeEach(() => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'rollcall-command-'));
  calls = [];
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

const note =
  (name: string) =>
  (...args: unknown[]): undefined =>
    void calls.push([name, ...args]);

const app = {
  enableSandbox: note('enableSandbox'),
  disableHardwareAcceleration: note('disableHardwareAcceleration'),
  setPath: note('setPath'),
  exit: note('exit'),
  whenReady: () => ready.promise,
};

it('prepares Electron before ready, away from the running app, and runs the command after it', async () => {
  const userData = path.join(dataFolder, 'chromium', 'terminal');
  const run = (): Promise<number> => {
    calls.push(['run']);
    return Promise.resolve(3);
  };
  const running = runCommand({ app, dataFolder, run });
  const before = [['enableSandbox'], ['disableHardwareAcceleration'], ['setPath', 'userData', userData]];
  expect(calls).toEqual(before);
  expect(statSync(userData).isDirectory()).toBe(true);
  ready.resolve();
  await running;
  expect(calls).toEqual([...before, ['run'], ['exit', 3]]);
});
