import { BUILD_TREE, INSTALLED } from './identity.ts';
import { PRIVILEGED_SCHEMES } from '../windows/protocol.ts';
import { enableSandbox } from '../windows/sandbox.ts';

/** What has to be set before `ready`. */
export interface BeforeReadyParts {
  readonly app: Pick<
    Electron.App,
    | 'commandLine'
    | 'enableSandbox'
    | 'isPackaged'
    | 'setActivationPolicy'
    | 'setAppUserModelId'
    | 'setName'
    | 'setPath'
    | 'setToastActivatorCLSID'
  >;
  readonly protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>;
  readonly platform: string;
  /** Where Chromium keeps its own files; it is there. */
  readonly userData: string;
}

/**
 * Everything Electron wants before `ready`, all of it synchronous: a module that awaits comes too late
 * (electronjs.org/docs/latest/tutorial/esm). The single-instance lock belongs to the folder of
 * Chromium's own files.
 */
export function beforeReady({ app, protocol, platform, userData }: BeforeReadyParts): void {
  enableSandbox(app);
  protocol.registerSchemesAsPrivileged(PRIVILEGED_SCHEMES);
  app.setPath('userData', userData);
  // Toasts are shown in the name of the Start menu entry that has the same id.
  if (platform === 'win32') {
    const { name, appId, activator } = app.isPackaged ? INSTALLED : BUILD_TREE;
    app.setName(name);
    app.setAppUserModelId(appId);
    app.setToastActivatorCLSID(activator);
  }
  // LSUIElement says the same in the installed app; this is for a build tree.
  if (platform === 'darwin') app.setActivationPolicy('accessory');
}
