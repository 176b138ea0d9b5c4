import type { Keychain } from '../../electron/keychain/types.ts';
import { claimFolder, type Owner } from '../../electron/api/local-socket/lock.ts';
import type { App } from '../../electron/app.ts';
import { ownedApp } from '../../electron/api/local-socket/owned-app.ts';
import { runTerminal } from '../../electron/terminal/run.ts';
import { createFakeTerminal, type FakeTerminal } from './fake-terminal.ts';
import { inUtc } from './fixed-zone.ts';
import type { TestApp, TestBench } from './test-app.ts';

const onSurprise = (error: unknown): void => {
  throw error;
};

const owners = new WeakSet<App>();

/** Makes an app the owner of its bench's data folder, also a second time. */
export async function makeOwner(
  { clock, dataFolder }: Pick<TestBench, 'clock' | 'dataFolder'>,
  { app }: TestApp,
): Promise<Owner> {
  const owner = await claimFolder(dataFolder);
  if (owner === null) throw new Error('The folder has an owner already.');
  const router = owners.has(app) ? { ...app.router, handle: () => undefined } : app.router;
  owners.add(app);
  await ownedApp({ ...app, router }, owner, {
    surface: 'desktop',
    clock,
    staticFolder: dataFolder,
    log: () => undefined,
    onSurprise,
  });
  return owner;
}

/** A command of this process on a bench's data folder. */
export interface Command {
  readonly io: FakeTerminal;
  readonly ended: Promise<number>;
}

/**
 * Runs `rollcall` with a keychain only if the test passes one: a command that opens it without need makes the test
 * fail.
 */
export function runRollcall(
  { clock, dataFolder }: TestBench,
  argv: readonly string[],
  mayOpen: Keychain | null = null,
): Command {
  const io = createFakeTerminal();
  const ended = runTerminal(argv, io, {
    version: '9.9.9',
    platform: 'linux',
    clock,
    random: () => 0.5,
    fetch: globalThis.fetch,
    localZone: inUtc(),
    dataFolder,
    createKeychain() {
      if (mayOpen === null) throw new Error('The command went its own way.');
      return mayOpen;
    },
    staticFolder: dataFolder,
    openUrl: () => Promise.resolve(true),
    onSurprise,
  });
  return { io, ended };
}
