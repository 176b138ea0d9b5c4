import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog } from 'electron';
import type { AppUpdater } from 'electron-updater';
import { createApp } from './app.ts';
import { createKeychain } from './keychain/keychain.ts';
import { folderOf } from './desktop/desktop-actions.ts';
import { startDesktop } from './desktop/desktop.ts';
import { READY_LINE } from './desktop/system/identity.ts';
import { forkKeychainProcess } from './desktop/system/keychain-process.ts';
import { netFetch } from './desktop/system/net-fetch.ts';
import { systemProxies } from './desktop/system/system-proxies.ts';
import { beforeReady, handOver, launchOptions, runCommand } from './desktop/system/startup.ts';
import { packageFacts } from './desktop/updates/update-plan.ts';
import { createLog } from './log/log.ts';
import { createLogFile } from './log/log-file.ts';
import { loggedKeychain } from './desktop/system/logged-keychain.ts';
import { askOwner } from './api/local-socket/client.ts';
import { claimFolder, lastOwner, type Owner } from './api/local-socket/lock.ts';
import { notAnswering } from './api/local-socket/protocol.ts';
import { ownedApp } from './api/local-socket/owned-app.ts';
import type { App } from './app.ts';
import { dataFolder, homeFolder, makeUsable } from './files/data-folder.ts';
import { commandWords } from './terminal/invocation.ts';
import { exitCodeOf } from './terminal/output/exit-codes.ts';
import type { AppError } from './shared/result.ts';
import { createProcessZone } from './time/local-zone.ts';
import { createSystemClock } from './time/system-clock.ts';

/** The entry of the installed app, tray or terminal command: makes the real parts and hands them over. */
const { platform, env, execPath } = process;
const home = homeFolder();
const folder = dataFolder({ env, platform, home });
const { isHidden, openWith, scene } = launchOptions(process.argv);
const words = commandWords(process.argv, app.isPackaged);
/** Chromium's own files. `ROLLCALL_HOME` moves them too. A command has its own, since the app may be using the others. */
const userData = path.join(folder, 'chromium', ...(words === null ? [] : ['terminal']));
const clock = createSystemClock();
const localZone = createProcessZone();
/** Written to once there is something to say. */
const log = createLog({ clock, append: createLogFile(folderOf('logs', folder)), values: { [home]: '~' } });
/** The owner of the data folder may still be starting. */
const SHOW_WITHIN_MS = 3_000;
const inBuild = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
/** What build/licences.mjs writes; electron-builder.yml puts it beside the archive. */
const LICENCES = 'THIRD-PARTY-LICENSES.txt';
const spawnKeychain = () => forkKeychainProcess(inBuild('keychain-child.js'), env);

async function createOwned(owner: Owner): Promise<App> {
  const core = await createApp({
    info: { version: __APP_VERSION__, surface: 'desktop', platform },
    dataFolder: folder,
    clock,
    localZone,
    random: Math.random,
    fetch: netFetch,
    proxiesFor: systemProxies,
    keychain: loggedKeychain(createKeychain({ spawn: spawnKeychain, clock }), log),
    openWith,
    scene: scene.ok ? scene.value : null,
    onSurprise,
  });
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const staticFolder = inBuild('renderer');
  return ownedApp(core, owner, { surface: 'desktop', clock, staticFolder, log: say, onSurprise });
}

async function start(): Promise<void> {
  const owner = await claimFolder(folder);
  if (owner === null) return handOver(isHidden, { show: showOwner, notAnswering: notAnswering(lastOwner(folder)) });
  const files = {
    preload: inBuild('preload.cjs'),
    renderer: inBuild('renderer'),
    trayImages: inBuild('../build/icons/tray'),
    windowIcon: inBuild('../build/icons/256x256.png'),
    licences: app.isPackaged ? path.join(process.resourcesPath, LICENCES) : inBuild(LICENCES),
  };
  log.write('info', 'started', { version: __APP_VERSION__, platform });
  const packaged = packageFacts(process.resourcesPath);
  const facts = { clock, random: Math.random, log, platform, env, home, execPath, dataFolder: folder };
  const system = { run: execFile, loadUpdater, packaged };
  await startDesktop({ ...system, ...facts, createApp: () => createOwned(owner), files, isHidden, onSurprise });
  process.stderr.write(`${READY_LINE}\n`);
}

/** Loaded late: it is a third of the program and runs every few hours. On Linux only AppImages update themselves. */
async function loadUpdater(): Promise<AppUpdater> {
  const { default: updater } = await import('electron-updater');
  return platform === 'linux' ? new updater.AppImageUpdater() : updater.autoUpdater;
}

/** Asks the owner of the data folder to open its window. */
async function showOwner(): Promise<boolean> {
  return (await askOwner(folder, 'window:open', [], SHOW_WITHIN_MS))?.answer.ok === true;
}

/** Loads the terminal's code, which the tray app does not need. */
async function runInTerminal(argv: readonly string[]): Promise<number> {
  const [{ runTerminal }, { createProcessIo }, { terminalParts }] = await Promise.all([
    import('./terminal/run.ts'),
    import('./terminal/output/process-io.ts'),
    import('./terminal/parts.ts'),
  ]);
  const parts = terminalParts({ staticFolder: inBuild('renderer'), spawnKeychain, localZone });
  const code = await runTerminal(argv, createProcessIo(process), parts);
  await new Promise<void>((resolve) => void process.stdout.write('', () => resolve()));
  return code;
}

function startInTray(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  beforeReady(platform, userData);
  if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp);
  else app.quit();
}

function onSurprise(error: unknown): void {
  log.surprise(error);
  process.stderr.write(`Unexpected: ${error instanceof Error ? error.name : 'error'}\n`);
}

function giveUp(error: unknown): void {
  onSurprise(error);
  app.exit(1);
}

/** Electron itself cannot run without a place for its files. Before `ready` Linux shows no box, but writes to stderr. */
function refuse({ code, message }: AppError): void {
  if (words === null) dialog.showErrorBox('Rollcall', message);
  else process.stderr.write(`${message}\n`);
  app.exit(exitCodeOf(code));
}

process.stderr.on('error', () => undefined); // the reader may have gone
// Electron would show a dialog with the stack.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, onSurprise);
const usable = makeUsable(userData, 'write');
if (!usable.ok) refuse(usable.error);
else if (words === null && !scene.ok) refuse(scene.error);
else if (words === null) startInTray();
else runCommand(userData, () => runInTerminal(words)).catch(giveUp);
