import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { HostState, ToastIdentity } from '../wire.ts';
import type { createCommandLine } from './command-line.ts';
import type { HostContext } from './context.ts';
import { emitPreventable } from './events.ts';
import type { createLoginItem } from './login-item.ts';
import { takeInstanceLock } from './single-instance.ts';

/** The members of `app` that Rollcall uses, checked against Electron's own types. */
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

export const packageFile = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
  readonly productName: string;
  /** The app's identity for Linux desktop portals (docs: api/app, "app.setDesktopName()"). */
  readonly desktopName: string;
};

/** docs: api/app: members that are marked with a system exist only on it. */
const ONLY_ON: Readonly<Record<string, readonly (keyof AppPart)[]>> = {
  darwin: ['setActivationPolicy'],
  win32: ['setAppUserModelId', 'setToastActivatorCLSID'],
};

/** Makes Electron's `app`: an event emitter with its methods. */
export function createAppModule(
  { platform, env, readiness, exit: endProcess }: HostContext,
  { commandLine, enableSandbox }: ReturnType<typeof createCommandLine>,
  loginItem: ReturnType<typeof createLoginItem>,
) {
  const emitter = new EventEmitter();
  const paths = new Map<string, string>();
  /** The program's identity on Windows, as far as it has been set (docs: api/app, "app.setAppUserModelId"). */
  const toastIdentity: { -readonly [K in keyof ToastIdentity]: ToastIdentity[K] } = {
    name: packageFile.productName,
    appId: null,
    activator: null,
  };
  /** Closes all windows in order; false when one refused. Set by the windows module. */
  const windows = { closeAll: (): boolean => true };
  let releaseLock: (() => void) | null = null;
  let isQuitting = false;
  let aboutOptions: Electron.AboutPanelOptionsOptions = {};
  let shownAbout: HostState['about'] = null;

  /**
   * `app.quit` (docs: api/app, "app.quit()", events "before-quit", "will-quit", "quit"): asks `before-quit`, then each
   * window's `close`, any of which may refuse; `will-quit` may refuse once more; then the process ends with code 0.
   */
  function quit(): void {
    if (isQuitting) return;
    isQuitting = true;
    // Electron returns to the event loop first, also for a quit before `ready`.
    setImmediate(() => {
      isQuitting = false;
      if (!emitPreventable(emitter, 'before-quit')) return;
      if (!windows.closeAll() || !emitPreventable(emitter, 'will-quit')) return;
      emitter.emit('quit', {}, 0);
      exit(0);
    });
  }

  function exit(code = 0): void {
    releaseLock?.();
    endProcess(code);
  }

  const part: AppPart = {
    /**
     * docs: api/app, "app.isPackaged": false for an app that runs from its sources. An environment variable makes the
     * host say true.
     */
    isPackaged: env['ROLLCALL_HOST_RESOURCES'] !== undefined,
    commandLine: commandLine as Electron.CommandLine,
    isReady: readiness.isReady,
    whenReady: () => readiness.ready,
    quit,
    exit,
    requestSingleInstanceLock() {
      releaseLock = takeInstanceLock(paths.get('userData') ?? process.cwd(), emitter);
      return releaseLock !== null;
    },
    releaseSingleInstanceLock: () => releaseLock?.(),
    setPath: (name, folder) => void paths.set(name, folder),
    /** docs: api/app, "app.getPath"; knows only paths that were set before. */
    getPath(name) {
      const folder = paths.get(name);
      if (folder === undefined) throw new Error(`The host knows no folder ${name}`);
      return folder;
    },
    enableSandbox,
    /** docs: api/app, "app.disableHardwareAcceleration()". */
    disableHardwareAcceleration: () =>
      readiness.onlyBeforeReady('app.disableHardwareAcceleration() can only be called before app is ready'),
    // Does nothing: no such system here.
    focus: () => undefined,
    relaunch: () => undefined,
    setActivationPolicy: () => undefined,
    setAppUserModelId: (appId) => void (toastIdentity.appId = appId),
    /** docs: api/app, "app.setToastActivatorCLSID()": throws for an invalid CLSID. */
    setToastActivatorCLSID(activator) {
      if (!/^\{?[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}\}?$/i.test(activator)) throw new Error('Invalid CLSID');
      toastIdentity.activator = activator;
    },
    getLoginItemSettings: loginItem.getLoginItemSettings,
    setLoginItemSettings: loginItem.setLoginItemSettings,
    /** docs: api/app, "app.getName()": `productName` of package.json until it is set. */
    getName: () => toastIdentity.name,
    setName: (name) => void (toastIdentity.name = name),
    /** docs: api/app, "app.getVersion()": the version of package.json. */
    getVersion: () => packageFile.version,
    setAboutPanelOptions: (options) => void (aboutOptions = options),
    /** docs: api/app, "app.showAboutPanel": with the options that were set before. */
    showAboutPanel: () => void (shownAbout = aboutOptions),
  };
  for (const [system, names] of Object.entries(ONLY_ON)) {
    if (platform !== system) for (const name of names) Reflect.deleteProperty(part, name);
  }

  return {
    app: Object.assign(emitter, part),
    toastIdentity: toastIdentity as ToastIdentity,
    windows,
    /** The About panel that was shown. */
    shownAbout: () => shownAbout,
  };
}
