/**
 * What the two halves of the host say to each other. The main half runs in the child process, where the app believes
 * it to be Electron; the engine half runs in the tests' process, which owns Chromium.
 */

/** A window as its constructor made it. */
export interface WindowPlan {
  readonly partition: string;
  /** Path of the preload script, or null. */
  readonly preload: string | null;
  readonly width: number;
  readonly height: number;
  readonly isDark: boolean;
}

/** The frame a message or a request comes from. */
export interface Frame {
  readonly url: string;
  readonly isTop: boolean;
}

/** An answer of a protocol handler. */
export interface Served {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** What the main half asks of the engine. */
export interface EngineCalls {
  open(windowId: number, plan: WindowPlan): Promise<void>;
  load(windowId: number, url: string): Promise<void>;
  close(windowId: number): Promise<void>;
  show(windowId: number, isVisible: boolean): Promise<void>;
  send(windowId: number, channel: string, args: readonly unknown[]): Promise<void>;
}

/** What the tray shows. */
export interface TrayState {
  readonly image: string;
  readonly title: string;
  readonly tooltip: string;
  /** The labels of the menu, top to bottom; separators are left out. */
  readonly menu: readonly string[];
}

/** A window as its user sees it. */
export interface WindowState {
  readonly id: number;
  /** As Electron gives it: `app://...`. */
  readonly url: string;
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  /** It stays above the windows of other programs. */
  readonly isOnTop: boolean;
  readonly bounds: Electron.Rectangle;
}

/** A notification that was shown. */
export interface NotificationState {
  readonly title: string;
  readonly body: string;
  readonly isClosed: boolean;
}

/** What Windows knows a program by that shows toasts; null for what was not set. */
export interface ToastIdentity {
  /** Of its entry in the Start menu. */
  readonly name: string;
  readonly appId: string | null;
  /** The class that a click on a toast starts. */
  readonly activator: string | null;
}

/** What only the host knows of the app; Electron itself tells it the system alone. */
export interface HostState {
  /** What the About panel says; null before it was shown. */
  readonly about: Electron.AboutPanelOptionsOptions | null;
  /** What the system is set to start at login; null before the app has set anything. */
  readonly loginItem: Pick<Electron.Settings, 'openAtLogin' | 'args'> | null;
  /** The entry in the Start menu that was written for toasts; null elsewhere, and before that. */
  readonly startMenu: ToastIdentity | null;
  /** Addresses that were requested through `net.fetch` while there was a network. */
  readonly fetched: readonly string[];
  /** How many requests were made while there was none. */
  readonly fetchedOffline: number;
}

/** Everything around the pages. */
export interface DesktopState {
  /** Null before the tray was made. */
  readonly tray: TrayState | null;
  readonly windows: readonly WindowState[];
  readonly notifications: readonly NotificationState[];
  /** Addresses handed to the system's browser, and folders to its file manager. */
  readonly openedOutside: readonly string[];
  /** The text on the clipboard. */
  readonly clipboard: string;
  /** Accelerators that are held system-wide. */
  readonly shortcuts: readonly string[];
}

/** What the engine, and through it a spec, asks of the main half. */
export interface MainCalls {
  /** `ipcRenderer.invoke`. */
  invoke(windowId: number, frame: Frame, channel: string, args: readonly unknown[]): Promise<unknown>;
  /** A request for a scheme of the app's own. */
  serve(partition: string, url: string, method: string): Promise<Served | null>;
  /** The page wants to go elsewhere; true lets it. */
  mayNavigate(windowId: number, url: string, isTop: boolean): Promise<boolean>;
  /** The page wants a window; true lets it. */
  mayOpen(windowId: number, url: string): Promise<boolean>;
  /** The page's process is gone. */
  crashed(windowId: number): Promise<void>;
  state(): Promise<DesktopState>;
  clickTray(): Promise<void>;
  chooseInTray(label: string): Promise<void>;
  clickNotification(title: string): Promise<void>;
  /** The user gives the focus to another program. */
  blur(): Promise<void>;
  /** The user closes a window by its frame. */
  closeWindow(windowId: number): Promise<void>;
  /** Loads another address, as `webContents.loadURL` would. */
  load(windowId: number, url: string): Promise<void>;
  /** The user moves or resizes a window. */
  moveWindow(windowId: number, bounds: Electron.Rectangle): Promise<void>;
  /** Rejects where the system has no such event. */
  power(event: string): Promise<void>;
  /** The system shuts down, and takes the program with it as that system does. */
  endSession(): Promise<void>;
  /** Task Manager keeps the app from being started at login; Windows only. */
  holdBackLoginItem(): Promise<void>;
  /** Whatever nobody holds is gone. */
  collectGarbage(): Promise<void>;
  /** The computer loses its network, or gets it back. */
  network(isOnline: boolean): Promise<void>;
  /** Another program takes an accelerator. */
  takeShortcut(accelerator: string): Promise<void>;
  hostState(): Promise<HostState>;
  darkTaskbar(isDark: boolean): Promise<void>;
}
