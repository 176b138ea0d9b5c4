import { EventEmitter } from 'node:events';
import { app, windowsAtQuit } from './app.ts';
import { canStartPages } from './command-line.ts';
import { emitPreventable } from './events.ts';
import { isWayland } from './global-shortcut.ts';
import { engine, serve } from './link.ts';
import { onlyAfterReady } from './readiness.ts';
import { nativeTheme } from './system.ts';
import { WebContents } from './web-contents.ts';

/** What windows are used for here, checked against Electron's own types; events are `EventEmitter`'s. */
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
  | 'restore'
  | 'setAlwaysOnTop'
  | 'setBounds'
  | 'setVisibleOnAllWorkspaces'
  | 'show'
  | 'showInactive'
>;

const windows = new Map<number, BrowserWindow>();
let focused: BrowserWindow | null = null;

/** docs: api/browser-window, events "focus" and "blur": at most one window has the focus. */
function moveFocus(next: BrowserWindow | null): void {
  if (focused === next) return;
  const before = focused;
  focused = next;
  before?.emit('blur');
  next?.emit('focus');
}

/** A window: its state here, its page in Chromium (docs: api/browser-window). */
export class BrowserWindow extends EventEmitter implements WindowPart {
  readonly webContents = new WebContents();
  #bounds: Electron.Rectangle;
  #isVisible: boolean;
  #isDestroyed = false;
  #isOnTop: boolean;
  readonly #opened: Promise<void>;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    onlyAfterReady('Cannot create BrowserWindow before app is ready');
    const { width = 800, height = 600, x = 0, y = 0, show = true, type, webPreferences = {} } = options;
    const { preload, sandbox, contextIsolation, nodeIntegration, partition = '' } = webPreferences;
    // What the host cannot be, a window without these would need.
    if (sandbox === false || contextIsolation === false || nodeIntegration === true) {
      throw new Error('The host has sandboxed, isolated pages only');
    }
    this.#bounds = { x, y, width, height };
    this.#isVisible = show;
    // docs: api/structures/base-window-options, `type`: a panel of macOS floats (shell/browser/native_window_mac.mm).
    this.#isOnTop = process.platform === 'darwin' && type === 'panel';
    windows.set(this.webContents.id, this);
    const isDark = nativeTheme.shouldUseDarkColors;
    this.#opened = engine('open', this.webContents.id, { partition, preload: preload ?? null, width, height, isDark });
    // docs: api/app, event "web-contents-created".
    app.emit('web-contents-created', {}, this.webContents);
    // docs: api/app, event "browser-window-created".
    app.emit('browser-window-created', {}, this);
    if (show) void this.#opened.then(() => this.#tellSight());
  }

  /** docs: "win.loadURL", event "ready-to-show": once the page has drawn for the first time. */
  async loadURL(url: string): Promise<void> {
    await this.#opened;
    if (!canStartPages()) return this.webContents.failToStart();
    await this.webContents.loadURL(url);
    if (!this.#isDestroyed) this.emit('ready-to-show');
  }

  /** docs: "win.show": shows and gives the focus. */
  show(): void {
    this.showInactive();
    moveFocus(this);
  }

  /** docs: "win.showInactive", event "show", and "Page visibility": the page's visibilityState follows. */
  showInactive(): void {
    if (this.#isVisible) return;
    this.#isVisible = true;
    this.#tellSight();
    setImmediate(() => this.emit('show'));
  }

  /** docs: "win.hide", event "hide"; the system takes the focus away from what it hides. */
  hide(): void {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.#tellSight();
    if (focused === this) moveFocus(null);
    setImmediate(() => this.emit('hide'));
  }

  #tellSight(): void {
    void this.#opened.then(() => engine('show', this.webContents.id, this.#isVisible)).catch(() => undefined);
  }

  focus(): void {
    if (this.#isVisible) moveFocus(this);
  }

  isFocused = (): boolean => focused === this;
  isVisible = (): boolean => this.#isVisible;
  isMinimized = (): boolean => false;
  isDestroyed = (): boolean => this.#isDestroyed;
  restore = (): void => undefined;
  isAlwaysOnTop = (): boolean => this.#isOnTop;
  setVisibleOnAllWorkspaces = (): void => undefined;
  getBounds = (): Electron.Rectangle => ({ ...this.#bounds });
  getNormalBounds = (): Electron.Rectangle => ({ ...this.#bounds });

  /** docs: "win.setAlwaysOnTop": "reset to normal when the flag is false", also a panel. Not supported on Wayland. */
  setAlwaysOnTop(isOnTop: boolean): void {
    if (!isWayland()) this.#isOnTop = isOnTop;
  }

  /** docs: "win.setBounds": coordinates are integers; a fraction is refused as it is by Electron's own conversion. */
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
    if (focused === this) moveFocus(null);
    windows.delete(this.webContents.id);
    this.webContents.destroy();
    this.emit('closed');
    void engine('close', this.webContents.id).catch(() => undefined);
    // docs: api/app, event "window-all-closed": without a listener the app quits.
    if (windows.size === 0 && !app.emit('window-all-closed')) app.quit();
  }
}

windowsAtQuit.closeAll = () => {
  for (const window of [...windows.values()]) window.close();
  return windows.size === 0;
};

/** All windows, for the specs to look at. */
export function openWindows(): readonly BrowserWindow[] {
  return [...windows.values()];
}

const contentsOf = (windowId: number): WebContents | undefined => windows.get(windowId)?.webContents;

serve({
  mayNavigate: (windowId, url, isTop) => Promise.resolve(contentsOf(windowId)?.mayNavigate(url, isTop) ?? false),
  mayOpen: (windowId, url) => Promise.resolve(contentsOf(windowId)?.mayOpen(url) ?? false),
  crashed: (windowId) => Promise.resolve(contentsOf(windowId)?.crash()),
  blur: () => Promise.resolve(moveFocus(null)),
  moveWindow: (windowId, bounds) => Promise.resolve(windows.get(windowId)?.setBounds(bounds)),
  closeWindow: (windowId) => Promise.resolve(windows.get(windowId)?.close()),
  load: (windowId, url) => windows.get(windowId)?.loadURL(url) ?? Promise.resolve(),
});
