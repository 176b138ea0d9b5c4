import { app, dialog, protocol } from 'electron';
import type { AppParts } from '../../app.ts';
import { readScene, type DemoSceneName } from '../../shared/demo-scene.ts';
import type { Result } from '../../shared/result.ts';
import { enableSandbox } from '../windows/security.ts';
import { PRIVILEGED_SCHEMES } from '../windows/protocol.ts';
import { BUILD_TREE, INSTALLED } from './identity.ts';

/** What a launch may ask for. */
export interface LaunchOptions {
  /** Started at login: nothing opens. */
  readonly isHidden: boolean;
  readonly openWith: AppParts['openWith'];
  /** What the demo plays; an error where there is no such scene. */
  readonly scene: Result<DemoSceneName | null>;
}

/** The switch that an entry for starting at login adds. */
export const HIDDEN_SWITCH = '--hidden';
const SCENE_SWITCH = '--scene';

/**
 * Reads a command line. Only these words mean anything; whatever else is there, addresses included, is ignored.
 */
export function launchOptions(argv: readonly string[]): LaunchOptions {
  const openWith = argv.includes('--demo') ? 'demo' : argv.includes('--or-demo') ? 'saved-or-demo' : 'saved';
  const at = argv.findIndex((word) => word === SCENE_SWITCH || word.startsWith(`${SCENE_SWITCH}=`));
  const scene = argv[at] === SCENE_SWITCH ? (argv[at + 1] ?? '') : argv[at]?.slice(SCENE_SWITCH.length + 1);
  return { isHidden: argv.includes(HIDDEN_SWITCH), openWith, scene: readScene(scene, openWith !== 'saved') };
}

/**
 * Everything Electron wants before `ready`, all of it synchronous: a module that awaits comes too late
 * (electronjs.org/docs/latest/tutorial/esm). `userData`, where Chromium keeps its own files, is there; the
 * single-instance lock belongs to it.
 */
export function beforeReady(platform: string, userData: string): void {
  enableSandbox();
  protocol.registerSchemesAsPrivileged(PRIVILEGED_SCHEMES);
  app.setPath('userData', userData);
  // Windows shows toasts under the name of the Start menu entry with the same id.
  if (platform === 'win32') {
    const { name, appId, activator } = app.isPackaged ? INSTALLED : BUILD_TREE;
    app.setName(name);
    app.setAppUserModelId(appId);
    app.setToastActivatorCLSID(activator);
  }
  // LSUIElement says the same in the installed app; this is for a build tree.
  if (platform === 'darwin') app.setActivationPolicy('accessory');
}

/**
 * Runs a terminal command in the installed app: no window, no tray, and no single-instance lock, since the app may be
 * running. The binary cannot run as plain Node, because the RunAsNode fuse is off. The keychain's process can be started once
 * Electron is `ready`, which on Linux takes a display, or `--ozone-platform=headless`. `run` answers with the exit code;
 * all output is written by then. `userData` is not the running app's.
 */
export async function runCommand(userData: string, run: () => Promise<number>): Promise<void> {
  enableSandbox();
  app.disableHardwareAcceleration();
  app.setPath('userData', userData);
  await app.whenReady();
  app.exit(await run());
}

/** How another process that owns the data folder is reached. */
export interface OtherOwner {
  /** Has it open its window; false when it does not answer. */
  readonly show: () => Promise<boolean>;
  /** The message for an owner that does not answer. */
  readonly notAnswering: string;
}

/**
 * Another process owns the data folder, for example `rollcall serve` in a terminal: as with a second copy of the tray
 * app its window is opened, and this launch ends.
 */
export async function handOver(isHidden: boolean, { show, notAnswering }: OtherOwner): Promise<void> {
  if (!isHidden && !(await show())) dialog.showErrorBox('Rollcall', notAnswering);
  app.quit();
}
