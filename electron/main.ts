import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import * as electron from 'electron';
import { createApp } from './app.ts';
import { createKeychain } from './credentials/keychain.ts';
import { beforeReady } from './desktop/before-ready.ts';
import { startDesktop } from './desktop/desktop.ts';
import { READY_LINE } from './desktop/identity.ts';
import { forkKeychainProcess } from './desktop/keychain-process.ts';
import { launchOptions } from './desktop/launch.ts';
import { netFetch } from './desktop/net-fetch.ts';
import { runCommand } from './desktop/run-command.ts';
import type { SurfaceActions } from './parts.ts';
import { dataFolder } from './settings/data-folder.ts';
import { commandWords } from './terminal/command-words.ts';
import { createSystemClock } from './time/system-clock.ts';
import { localTimeZone } from './time/zones.ts';

/** The entry of the installed app, tray or terminal command: makes the real parts and hands them over. */
const { app, net, protocol, utilityProcess } = electron;
const { platform, env, execPath } = process;
const home = homedir();
const folder = dataFolder({ env, platform, home });
const { isHidden, openWith } = launchOptions(process.argv);
const clock = createSystemClock();
const inBuild = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const spawnKeychain = () =>
  forkKeychainProcess((...call) => utilityProcess.fork(...call), inBuild('keychain-child.js'), env);

const createCore = (surface: SurfaceActions) =>
  createApp({
    info: { version: __APP_VERSION__, surface: 'desktop', platform, timeZone: localTimeZone() },
    dataFolder: folder,
    clock,
    random: Math.random,
    fetch: netFetch(net),
    keychain: createKeychain({ spawn: spawnKeychain, clock }),
    openWith,
    surface,
    onSurprise,
  });

async function start(): Promise<void> {
  const files = {
    preload: inBuild('preload.cjs'),
    renderer: inBuild('renderer'),
    trayImages: inBuild('../build/icons/tray'),
    windowIcon: inBuild('../build/icons/256x256.png'),
  };
  const facts = { clock, platform, env, home, execPath, dataFolder: folder, files, isHidden };
  await startDesktop({ electron, createCore, ...facts, run: execFile, onSurprise });
  process.stderr.write(`${READY_LINE}\n`);
}

/** The terminal's rooms are loaded for a command only. */
async function runInTerminal(words: readonly string[]): Promise<number> {
  const [{ runTerminal }, { createProcessIo }, { terminalParts }] = await Promise.all([
    import('./terminal/run.ts'),
    import('./terminal/process-io.ts'),
    import('./terminal-parts.ts'),
  ]);
  const parts = terminalParts({ staticFolder: inBuild('renderer'), spawnKeychain });
  const code = await runTerminal(words, createProcessIo(process), parts);
  await new Promise<void>((resolve) => void process.stdout.write('', () => resolve()));
  return code;
}

function startInTray(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  beforeReady({ app, protocol, platform, dataFolder: folder });
  if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp);
  else app.quit();
}

function onSurprise(error: unknown): void {
  process.stderr.write(`Unexpected: ${error instanceof Error ? error.name : 'error'}\n`);
}

function giveUp(error: unknown): void {
  onSurprise(error);
  app.exit(1);
}

process.stderr.on('error', () => undefined); // whoever listened may have gone
// Electron would show a dialog with the stack.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, onSurprise);
const words = commandWords(process.argv, app.isPackaged);
if (words === null) startInTray();
else runCommand({ app, dataFolder: folder, run: () => runInTerminal(words) }).catch(giveUp);
