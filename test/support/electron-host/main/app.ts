import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { HostState, ToastIdentity } from '../wire.ts';
import { commandLine, enableSandbox } from './command-line.ts';
import { emitPreventable } from './events.ts';
import { getLoginItemSettings, loginItem, setLoginItemSettings } from './login-item.ts';
import { appIsReady, onlyBeforeReady, ready } from './readiness.ts';
import { releaseInstanceLock, takeInstanceLock } from './single-instance.ts';

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
  | 'isReady'
  | 'quit'
  | 'relaunch'
  | 'releaseSingleInstanceLock'
  | 'requestSingleInstanceLock'
  | 'setActivationPolicy'
  | 'setAboutPanelOptions'
  | 'setAppUserModelId'
  | 'setToastActivatorCLSID'
  | 'setLoginItemSettings'
  | 'setName'
  | 'setPath'
  | 'showAboutPanel'
  | 'whenReady'
>;

/** Closes all windows in order; false when one of them refused. Set by the module of the windows. */
export const windowsAtQuit = { closeAll: (): boolean => true };

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
  releaseInstanceLock();
  process.exit(code);
}

const emitter = new EventEmitter();
/** What the app says of itself. */
export const packageFile = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
  readonly productName: string;
  /** Who the app is for the portals of Linux (docs: api/app, "app.setDesktopName()"). */
  readonly desktopName: string;
};

/** What Windows knows the program by, as far as it was told (docs: api/app, "app.setAppUserModelId"). */
export const toastIdentity: ToastIdentity = { name: packageFile.productName, appId: null, activator: null };

let aboutOptions: Electron.AboutPanelOptionsOptions = {};
let shownAbout: HostState['about'] = null;

/** The About panel as it was shown, and what starts at login. */
export function appState(): Pick<HostState, 'about' | 'loginItem'> {
  return { about: shownAbout, loginItem: loginItem() };
}

const part: AppPart = {
  /** docs: api/app, "app.isPackaged": false for an app that is run from its sources; the host is told otherwise. */
  isPackaged: process.env['ROLLCALL_HOST_RESOURCES'] !== undefined,
  commandLine: commandLine as Electron.CommandLine,
  isReady: appIsReady,
  whenReady: () => ready,
  quit,
  exit,
  requestSingleInstanceLock: () => takeInstanceLock(paths.get('userData') ?? process.cwd(), emitter),
  releaseSingleInstanceLock: releaseInstanceLock,
  setPath: (name, folder) => void paths.set(name, folder),
  /** docs: api/app, "app.getPath"; only what was set before. */
  getPath(name) {
    const folder = paths.get(name);
    if (folder === undefined) throw new Error(`The host knows no folder ${name}`);
    return folder;
  },
  enableSandbox,
  /** docs: api/app, "app.disableHardwareAcceleration()". */
  disableHardwareAcceleration: () =>
    onlyBeforeReady('app.disableHardwareAcceleration() can only be called before app is ready'),
  // Of systems that are not there.
  focus: () => undefined,
  relaunch: () => undefined,
  setActivationPolicy: () => undefined,
  setAppUserModelId: (appId) => void Object.assign(toastIdentity, { appId }),
  /** docs: api/app, "app.setToastActivatorCLSID()": throws for what is no CLSID. */
  setToastActivatorCLSID(activator) {
    if (!/^\{?[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}\}?$/i.test(activator)) throw new Error('Invalid CLSID');
    Object.assign(toastIdentity, { activator });
  },
  getLoginItemSettings,
  setLoginItemSettings,
  /** docs: api/app, "app.getName()": `productName` of package.json until it is set. */
  getName: () => toastIdentity.name,
  setName: (name) => void Object.assign(toastIdentity, { name }),
  /** docs: api/app, "app.getVersion()": that of package.json. */
  getVersion: () => packageFile.version,
  setAboutPanelOptions: (options) => void (aboutOptions = options),
  /** docs: api/app, "app.showAboutPanel": with the options that were set before. */
  showAboutPanel: () => void (shownAbout = aboutOptions),
};

/** docs: api/app: what is marked as of one system is there on that system only. */
const ONLY_ON: Readonly<Record<string, readonly (keyof AppPart)[]>> = {
  darwin: ['setActivationPolicy'],
  win32: ['setAppUserModelId', 'setToastActivatorCLSID'],
};
for (const [platform, names] of Object.entries(ONLY_ON)) {
  if (process.platform !== platform) for (const name of names) Reflect.deleteProperty(part, name);
}

/** Electron's `app`: an event emitter with the above. */
export const app = Object.assign(emitter, part);
