import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HostState } from '../wire.ts';
import { emitPreventable } from './events.ts';

/** What `app` is used for here, checked against Electron's own types. */
type AppPart = Pick<
  Electron.App,
  | 'commandLine'
  | 'disableHardwareAcceleration'
  | 'enableSandbox'
  | 'exit'
  | 'focus'
  | 'getLoginItemSettings'
  | 'getName'
  | 'getPath'
  | 'getVersion'
  | 'isPackaged'
  | 'quit'
  | 'relaunch'
  | 'releaseSingleInstanceLock'
  | 'requestSingleInstanceLock'
  | 'setActivationPolicy'
  | 'setAboutPanelOptions'
  | 'setAppUserModelId'
  | 'setToastActivatorCLSID'
  | 'setLoginItemSettings'
  | 'setPath'
  | 'showAboutPanel'
  | 'whenReady'
>;

/** Closes all windows in order; false when one of them refused. Set by the module of the windows. */
export const windowsAtQuit = { closeAll: (): boolean => true };

const ready = new Promise<void>((resolve) => setImmediate(resolve));
const paths = new Map<string, string>();
let isQuitting = false;

/**
 * `app.quit` (docs: api/app, "app.quit()", events "before-quit", "will-quit", "quit"): asks `before-quit`, then each
 * window's `close`, any of which may refuse; `will-quit` may refuse once more; then the process ends with code 0.
 */
function quit(): void {
  if (isQuitting) return;
  isQuitting = true;
  // Electron returns to the event loop first; a quit before `ready` also ends this way.
  setImmediate(() => {
    isQuitting = false;
    if (!emitPreventable(emitter, 'before-quit')) return;
    if (!windowsAtQuit.closeAll() || !emitPreventable(emitter, 'will-quit')) return;
    emitter.emit('quit', {}, 0);
    exit(0);
  });
}

function exit(code = 0): void {
  releaseLock();
  process.exit(code);
}

let lockFile: string | null = null;

/**
 * The single-instance lock (docs: api/app, "app.requestSingleInstanceLock()", event "second-instance"). It belongs to
 * the `userData` folder; the second instance hands over its command line and folder and is told false.
 */
function requestSingleInstanceLock(): boolean {
  const folder = path.join(paths.get('userData') ?? process.cwd(), 'instances');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'first');
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    if (isAlive(Number(readFileSync(file, 'utf8')))) {
      const message = JSON.stringify({ argv: process.argv, folder: process.cwd() });
      writeFileSync(path.join(folder, `second-${process.pid}.json`), message);
      return false;
    }
    writeFileSync(file, String(process.pid));
  }
  lockFile = file;
  watch(folder, { persistent: false }, (_kind, name) => {
    if (name?.startsWith('second-')) takeOver(path.join(folder, name));
  });
  return true;
}

function takeOver(file: string): void {
  try {
    const { argv, folder } = JSON.parse(readFileSync(file, 'utf8')) as { argv: string[]; folder: string };
    rmSync(file);
    emitter.emit('second-instance', {}, argv, folder, null);
  } catch {
    // Not whole yet, or taken already: the watcher tells more than once.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function releaseLock(): void {
  if (lockFile !== null) rmSync(lockFile, { force: true });
}

const emitter = new EventEmitter();
const packageFile = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

let loginItem: HostState['loginItem'] = null;
let aboutOptions: Electron.AboutPanelOptionsOptions = {};
let shownAbout: HostState['about'] = null;

function isSameItem(args: readonly string[]): boolean {
  return process.platform === 'darwin' || args.join(' ') === loginItem?.args?.join(' ');
}

/** The About panel as it was shown, and what starts at login. */
export function appState(): Pick<HostState, 'about' | 'loginItem'> {
  return { about: shownAbout, loginItem };
}

const part: AppPart = {
  /** docs: api/app, "app.isPackaged": false for an app that is run from its sources; the host is told otherwise. */
  isPackaged: process.env['ROLLCALL_HOST_RESOURCES'] !== undefined,
  /** docs: api/command-line, "commandLine.getSwitchValue": empty for a switch that was not given. */
  commandLine: {
    getSwitchValue: () => '',
    hasSwitch: () => false,
    appendSwitch: () => undefined,
    appendArgument: () => undefined,
    removeSwitch: () => undefined,
  },
  whenReady: () => ready,
  quit,
  exit,
  requestSingleInstanceLock,
  releaseSingleInstanceLock: releaseLock,
  setPath: (name, folder) => void paths.set(name, folder),
  /** docs: api/app, "app.getPath"; only what was set before. */
  getPath(name) {
    const folder = paths.get(name);
    if (folder === undefined) throw new Error(`The host knows no folder ${name}`);
    return folder;
  },
  // Settings of systems and sandboxes that are not there.
  enableSandbox: () => undefined,
  disableHardwareAcceleration: () => undefined,
  focus: () => undefined,
  relaunch: () => undefined,
  setActivationPolicy: () => undefined,
  setAppUserModelId: () => undefined,
  setToastActivatorCLSID: () => undefined,
  /** docs: api/app, "app.getLoginItemSettings": of the item with these arguments on Windows; there is none on Linux. */
  getLoginItemSettings: ({ args = [] } = {}) => ({
    openAtLogin: loginItem?.openAtLogin === true && isSameItem(args),
    wasOpenedAtLogin: false,
    status: 'not-registered',
    executableWillLaunchAtLogin: loginItem?.openAtLogin === true,
    launchItems: [],
  }),
  /** docs: api/app, "app.setLoginItemSettings": macOS and Windows. */
  setLoginItemSettings({ openAtLogin = false, args = [] }) {
    if (process.platform !== 'linux') loginItem = { openAtLogin, args };
  },
  getName: () => 'Rollcall',
  /** docs: api/app, "app.getVersion()": that of package.json. */
  getVersion: () => packageFile.version,
  setAboutPanelOptions: (options) => void (aboutOptions = options),
  /** docs: api/app, "app.showAboutPanel": with the options that were set before. */
  showAboutPanel: () => void (shownAbout = aboutOptions),
};

/** Electron's `app`: an event emitter with the above. */
export const app = Object.assign(emitter, part);
