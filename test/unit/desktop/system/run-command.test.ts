import { expect, it } from 'vitest';
import { runCommand } from '../../../../electron/desktop/system/run-command.ts';

const calls: unknown[][] = [];
const ready = Promise.withResolvers<void>();

const note =
  (name: string) =>
  (...args: unknown[]): undefined =>
    void calls.push([name, ...args]);

const commandLine = { hasSwitch: () => false } as unknown as Electron.CommandLine;
const app = {
  commandLine,
  enableSandbox: note('enableSandbox'),
  disableHardwareAcceleration: note('disableHardwareAcceleration'),
  setPath: note('setPath'),
  exit: note('exit'),
  whenReady: () => ready.promise,
};

it('prepares Electron before ready, and runs the command after it', async () => {
  const userData = '/data/chromium/terminal';
  const run = (): Promise<number> => {
    calls.push(['run']);
    return Promise.resolve(3);
  };
  const running = runCommand({ app, userData, run });
  const before = [['enableSandbox'], ['disableHardwareAcceleration'], ['setPath', 'userData', userData]];
  expect(calls).toEqual(before);
  ready.resolve();
  await running;
  expect(calls).toEqual([...before, ['run'], ['exit', 3]]);
});
