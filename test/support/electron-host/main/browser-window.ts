import { EventEmitter } from 'node:events';
import type { MainCalls } from '../wire.ts';
import type { createAppModule } from './app.ts';
import type { createCommandLine } from './command-line.ts';
import type { HostContext } from './context.ts';
import { emitPreventable } from './events.ts';
import { WebContents } from './web-contents.ts';

/** The members of windows that Rollcall uses, checked against Electron's own types; events are `EventEmitter`'s. */
type WindowPart = Pick<
  Electron.BrowserWindow,
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getBounds'
  | 'getNormalBounds'
  | 'hide'
  | 'isAlwaysOnTop'
  | 'isDestroyed'
  | 'isFocused'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'minimize'
  | 'restore'
  | 'setAlwaysOnTop'
  | 'setBounds'
  | 'setVisibleOnAllWorkspaces'
  | 'show'
  | 'showInactive'
>;

/** What the windows of one stand-in share. */
export interface WindowWorld extends HostContext {
  readonly app: ReturnType<typeof createAppModule>['app'];
  readonly commandLine: ReturnType<typeof createCommandLine>;
  readonly nativeTheme: Pick<Electron.NativeTheme, 'shouldUseDarkColors'>;
  /** By the id of their page. */
  readonly windows: Map<number, HostWindow>;
  focused: HostWindow | null;
  lastId: number;
  moveFocus(next: HostWindow | null): void;
}

/** A window: its state here, its page in Chromium (docs: api/browser-window). */
export class HostWindow extends EventEmitter implements WindowPart {
  readonly webContents: WebContents;
  readonly #world: WindowWorld;
  #bounds: Electron.Rectangle;
  #isVisible: boolean;
  #isDestroyed = false;
  #isOnTop: boolean;
  #isMinimized = false;
  readonly #opened: Promise<void>;

  constructor(options: Electron.BrowserWindowConstructorOptions, world: WindowWorld) {
    super();
    this.#world = world;
    const { platform, readiness, engine, app, windows, nativeTheme } = world;
    readiness.onlyAfterReady('Cannot create BrowserWindow before app is ready');
    const { width = 800, height = 600, x = 0, y = 0, show = true, type, webPreferences = {} } = options;
    const { preload, sandbox, contextIsolation, nodeIntegration, partition = '' } = webPreferences;
    // The host cannot provide a window without these.
    if (sandbox === false || contextIsolation === false || nodeIntegration === true) {
      throw new Error('The host has sandboxed, isolated pages only');
    }
    this.#bounds = { x, y, width, height };
    this.#isVisible = show;
    // docs: api/structures/base-window-options, `type`: a panel of macOS floats (shell/browser/native_window_mac.mm).
    this.#isOnTop = platform === 'darwin' && type === 'panel';
    this.webContents = new WebContents((world.lastId += 1), engine);
    windows.set(this.webContents.id, this);
    const isDark = nativeTheme.shouldUseDarkColors;
    this.#opened = engine('open', this.webContents.id, {
      partition,
      preload: preload ?? null,
      width,
      height,
      isDark,
    });
    // docs: api/app, event "web-contents-created".
    app.emit('web-contents-created', {}, this.webContents);
    // docs: api/app, event "browser-window-created".
    app.emit('browser-window-created', {}, this);
    if (show) void this.#opened.then(() => this.#tellVisibility());
  }

  /** docs: "win.loadURL", event "ready-to-show": once the page has been drawn for the first time. */
  async loadURL(url: string): Promise<void> {
    await this.#opened;
    if (!this.#world.commandLine.canStartPages()) return this.webContents.failToStart();
    await this.webContents.loadURL(url);
    if (!this.#isDestroyed) this.emit('ready-to-show');
  }

  /** docs: "win.show": shows and gives the focus. */
  show(): void {
    this.showInactive();
    this.#world.moveFocus(this);
  }

  /** docs: "win.showInactive", event "show", and "Page visibility": the page's visibilityState follows. */
  showInactive(): void {
    if (this.#isVisible) return;
    this.#isVisible = true;
    this.#tellVisibility();
    setImmediate(() => this.emit('show'));
  }

  /** docs: "win.hide", event "hide"; the system takes the focus away from what it hides. */
  hide(): void {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.#tellVisibility();
    if (this.#world.focused === this) this.#world.moveFocus(null);
    setImmediate(() => this.emit('hide'));
  }

  /** docs: "win.minimize", event "minimize": here the user does it. */
  minimize(): void {
    this.#isMinimized = true;
    this.emit('minimize');
  }

  /** docs: "win.restore", event "restore". */
  restore(): void {
    if (!this.#isMinimized) return;
    this.#isMinimized = false;
    this.emit('restore');
  }

  #tellVisibility(): void {
    void this.#opened
      .then(() => this.#world.engine('show', this.webContents.id, this.#isVisible))
      .catch(() => undefined);
  }

  focus(): void {
    if (this.#isVisible) this.#world.moveFocus(this);
  }

  isFocused = (): boolean => this.#world.focused === this;
  isVisible = (): boolean => this.#isVisible;
  isMinimized = (): boolean => this.#isMinimized;
  isDestroyed = (): boolean => this.#isDestroyed;
  isAlwaysOnTop = (): boolean => this.#isOnTop;
  getBounds = (): Electron.Rectangle => ({ ...this.#bounds });
  getNormalBounds = (): Electron.Rectangle => ({ ...this.#bounds });

  setVisibleOnAllWorkspaces(_isVisible: boolean, _options?: Electron.VisibleOnAllWorkspacesOptions): void {
    // There is only one workspace.
  }

  /** docs: "win.setAlwaysOnTop": "reset to normal when the flag is false", also a panel. Not supported on Wayland. */
  setAlwaysOnTop(isOnTop: boolean): void {
    if (!this.#world.commandLine.isWayland()) this.#isOnTop = isOnTop;
  }

  /** docs: "win.setBounds": coordinates are integers; like Electron's own conversion it refuses a fraction. */
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    if (!Object.values(bounds).every(Number.isInteger)) throw new TypeError('Error processing argument at index 0');
    this.#bounds = { ...this.#bounds, ...bounds };
  }

  /** docs: "win.close", event "close": may be prevented; otherwise the window is destroyed. */
  close(): void {
    if (emitPreventable(this, 'close')) this.destroy();
  }

  /** docs: "win.destroy", event "closed": no `close`; the page is gone as well. */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#isVisible = false;
    if (this.#world.focused === this) this.#world.moveFocus(null);
    this.#world.windows.delete(this.webContents.id);
    this.webContents.destroy();
    this.emit('closed');
    void this.#world.engine('close', this.webContents.id).catch(() => undefined);
    // docs: api/app, event "window-all-closed": without a listener the app quits.
    if (this.#world.windows.size === 0 && !this.#world.app.emit('window-all-closed')) this.#world.app.quit();
  }
}

/** Makes the class of windows. */
export function createWindows(
  context: HostContext,
  appModule: ReturnType<typeof createAppModule>,
  commandLine: ReturnType<typeof createCommandLine>,
  nativeTheme: Pick<Electron.NativeTheme, 'shouldUseDarkColors'>,
) {
  const windows = new Map<number, HostWindow>();
  const world: WindowWorld = {
    ...context,
    app: appModule.app,
    commandLine,
    nativeTheme,
    windows,
    focused: null,
    lastId: 0,
    /** docs: api/browser-window, events "focus" and "blur": at most one window has the focus. */
    moveFocus(next) {
      const before = world.focused;
      if (before === next) return;
      world.focused = next;
      before?.emit('blur');
      next?.emit('focus');
    },
  };
  const BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => HostWindow =
    class extends HostWindow {
      constructor(options: Electron.BrowserWindowConstructorOptions) {
        super(options, world);
      }
    };

  appModule.windows.closeAll = () => {
    for (const window of [...windows.values()]) window.close();
    return windows.size === 0;
  };

  const contentsOf = (windowId: number): WebContents | undefined => windows.get(windowId)?.webContents;

  const calls = {
    mayNavigate: (windowId, url, isTop) => Promise.resolve(contentsOf(windowId)?.mayNavigate(url, isTop) ?? false),
    mayOpen: (windowId, url) => Promise.resolve(contentsOf(windowId)?.mayOpen(url) ?? false),
    crashed: (windowId) => Promise.resolve(contentsOf(windowId)?.crash()),
    blur: () => Promise.resolve(world.moveFocus(null)),
    moveWindow: (windowId, bounds) => Promise.resolve(windows.get(windowId)?.setBounds(bounds)),
    closeWindow: (windowId) => Promise.resolve(windows.get(windowId)?.close()),
    load: (windowId, url) => windows.get(windowId)?.loadURL(url) ?? Promise.resolve(),
  } satisfies Partial<MainCalls>;
  return { BrowserWindow, calls, openWindows: (): readonly HostWindow[] => [...windows.values()] };
}
