import path from 'node:path';
import type { Ask } from './link.ts';
import type { HostWindow } from './main/browser-window.ts';
import { createHost } from './main/host.ts';
import { createReadiness } from './main/readiness.ts';
import type { EngineCalls } from './wire.ts';

/**
 * `import 'electron'` loads this in unit tests: the same stand-in as in a separate process, but in the test's process
 * and without pages. `startElectron` makes a new one; the exports belong to the last one made.
 */
type Host = ReturnType<typeof createHost>;
type Modules = Host['electron'];

export let app: Modules['app'];
export let BrowserWindow: Modules['BrowserWindow'];
export let clipboard: Modules['clipboard'];
export let dialog: Modules['dialog'];
export let globalShortcut: Modules['globalShortcut'];
export let ipcMain: Modules['ipcMain'];
export let Menu: Modules['Menu'];
export let nativeImage: Modules['nativeImage'];
export let nativeTheme: Modules['nativeTheme'];
export let net: Modules['net'];
export let Notification: Modules['Notification'];
export let powerMonitor: Modules['powerMonitor'];
export let protocol: Modules['protocol'];
export let screen: Modules['screen'];
export let session: Modules['session'];
export let shell: Modules['shell'];
export let Tray: Modules['Tray'];
export let utilityProcess: Modules['utilityProcess'];

export interface ElectronOptions {
  readonly platform?: string;
  /** Starts before `ready`, which follows in the next task of the event loop. */
  readonly isStarting?: boolean;
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isPackaged?: boolean;
  readonly hasTray?: boolean;
  readonly hasNotifications?: boolean;
}

type WindowOptions = Electron.BrowserWindowConstructorOptions;

/** A window that also records its calls, in order. */
export interface RecordedWindow extends HostWindow {
  readonly options: WindowOptions;
  readonly calls: string[];
}

/** Starts a new Electron for one test. */
export function startElectron({
  platform = 'linux',
  isStarting = false,
  argv = [],
  env = {},
  isPackaged = true,
  hasTray = true,
  hasNotifications = true,
}: ElectronOptions = {}) {
  const sent = new Map<number, unknown[][]>();
  const exits: number[] = [];
  const windows: RecordedWindow[] = [];
  const trayCalls: string[] = [];
  /** The argument of each `new Tray`. */
  const trayArguments: unknown[][] = [];
  /** The engine half, without pages: a page has loaded when the test says so. */
  function engine(name: keyof EngineCalls, windowId: number, ...args: readonly unknown[]): Promise<unknown> {
    if (name === 'load') return new Promise(() => undefined);
    if (name === 'send') {
      const [channel, values] = args as Parameters<EngineCalls['send']> extends [unknown, ...infer Rest] ? Rest : never;
      sent.set(windowId, [...(sent.get(windowId) ?? []), [channel, ...values]]);
    }
    return Promise.resolve();
  }
  const host = createHost({
    platform,
    argv: ['electron', ...argv],
    env: { ...env, ...(isPackaged ? { ROLLCALL_HOST_RESOURCES: '/opt/Rollcall/resources' } : {}) },
    readiness: createReadiness({ isReadyAtOnce: !isStarting }),
    engine: engine as Ask<EngineCalls>,
    exit: (code) => void exits.push(code),
  });
  const { electron } = host;

  class Window extends electron.BrowserWindow implements RecordedWindow {
    readonly calls: string[] = [];
    readonly options: WindowOptions;

    constructor(options: WindowOptions) {
      super(options);
      this.options = options;
      windows.push(this);
    }

    override loadURL(url: string): Promise<void> {
      this.calls.push(`load ${url}`);
      return super.loadURL(url);
    }

    override show(): void {
      this.calls.push('show');
      super.show();
    }

    override showInactive(): void {
      if (this.calls.at(-1) !== 'show') this.calls.push('showInactive');
      super.showInactive();
    }

    override hide(): void {
      this.calls.push('hide');
      super.hide();
    }

    override focus(): void {
      this.calls.push('focus');
      super.focus();
    }

    override restore(): void {
      this.calls.push('restore');
      super.restore();
    }

    override setBounds(bounds: Partial<Electron.Rectangle>): void {
      this.calls.push(`bounds ${Object.values(bounds).join(' ')}`);
      super.setBounds(bounds);
    }

    override setAlwaysOnTop(isOnTop: boolean): void {
      this.calls.push(`on top ${isOnTop}`);
      super.setAlwaysOnTop(isOnTop);
    }
  }

  class Icon extends electron.Tray {
    constructor(...given: ConstructorParameters<typeof electron.Tray>) {
      if (!hasTray) throw new Error('no tray');
      super(...given);
      trayArguments.push([shortName(given[0]), ...given.slice(1)]);
    }

    override setImage(image: Pick<Electron.NativeImage, 'getSize'> | string): void {
      trayCalls.push(`image ${shortName(image)}`);
      super.setImage(image);
    }

    override setTitle(title: string, options?: Electron.TitleOptions): void {
      trayCalls.push(`title ${title} ${options?.fontType}`);
      super.setTitle(title, options);
    }

    override setToolTip(tooltip: string): void {
      trayCalls.push(`tip ${tooltip}`);
      super.setToolTip(tooltip);
    }

    override setContextMenu(menu: Parameters<InstanceType<typeof electron.Tray>['setContextMenu']>[0]): void {
      trayCalls.push('menu');
      super.setContextMenu(menu);
    }

    override popUpContextMenu(menu?: Parameters<InstanceType<typeof electron.Tray>['popUpContextMenu']>[0]): void {
      trayCalls.push('popup');
      super.popUpContextMenu(menu);
    }

    override setIgnoreDoubleClickEvents(isIgnored: boolean): void {
      trayCalls.push(`ignore double clicks ${isIgnored}`);
      super.setIgnoreDoubleClickEvents(isIgnored);
    }
  }

  ({ app, clipboard, dialog, globalShortcut, ipcMain, Menu, nativeImage, nativeTheme, net } = electron);
  ({ Notification, powerMonitor, protocol, screen, session, shell, utilityProcess } = electron);
  [BrowserWindow, Tray] = [Window, Icon];
  if (!hasNotifications)
    Notification = Object.assign(class extends electron.Notification {}, { isSupported: () => false });
  return {
    ...host,
    electron: { ...electron, BrowserWindow: Window, Tray: Icon } as Modules,
    /** Every window, oldest first. */
    made: windows,
    trayCalls,
    trayArguments,
    /** The exit codes that the process would have ended with. */
    exits,
    /** What a window's page was sent: channel and arguments. */
    sentTo: ({ webContents: { id } }: Pick<RecordedWindow, 'webContents'>): readonly unknown[][] => sent.get(id) ?? [],
  };
}

/** Makes `electron` export a test's own class of notifications. */
export function replaceNotification(replacement: Modules['Notification']): void {
  Notification = replacement;
}

/** Makes `electron` export a test's own class of tray icons. */
export function replaceTray(replacement: Modules['Tray']): void {
  Tray = replacement;
}

function shortName(image: Pick<Electron.NativeImage, 'getSize'> | string): string {
  return typeof image === 'string' ? path.basename(image) : `drawn, ${image.getSize().width} pixels`;
}
