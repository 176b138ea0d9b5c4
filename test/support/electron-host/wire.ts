/**
 * The calls between the host's two halves. The main half runs in the child process, where the app takes it for
 * Electron. The engine half runs in the tests' process, which owns Chromium.
 */

/** A window's constructor options. */
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

/** Calls from the main half to the engine. */
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

/** A window as the user sees it. */
export interface WindowState {
  readonly id: number;
  /** As Electron reports it: `app://...`. */
  readonly url: string;
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  /** True if it stays above other programs' windows. */
  readonly isOnTop: boolean;
  readonly bounds: Electron.Rectangle;
}

export interface NotificationState {
  readonly title: string;
  readonly body: string;
  readonly isSilent: boolean;
  /** The labels of its buttons. */
  readonly buttons: readonly string[];
  readonly isClosed: boolean;
}

/** A program's identity for toasts on Windows; null for what was not set. */
export interface ToastIdentity {
  /** The name of its Start menu entry. */
  readonly name: string;
  readonly appId: string | null;
  /** The class that a click on a toast starts. */
  readonly activator: string | null;
}

/** What only the host knows about the app; Electron has no API for it. */
export interface HostState {
  /** The About panel's options; null before it is shown. */
  readonly about: Electron.AboutPanelOptionsOptions | null;
  /** The registered login item; null if there was none. */
  readonly loginItem: Pick<Electron.Settings, 'openAtLogin' | 'args'> | null;
  /** The Start menu entry for toasts; null before it is written, and on other systems. */
  readonly startMenu: ToastIdentity | null;
  /** Addresses requested through `net.fetch` while online. */
  readonly fetched: readonly string[];
  /** How many requests were made while offline. */
  readonly fetchedOffline: number;
}

/** Everything around the pages. */
export interface DesktopState {
  /** Null before the tray is made. */
  readonly tray: TrayState | null;
  readonly windows: readonly WindowState[];
  readonly notifications: readonly NotificationState[];
  /** Addresses opened in the system's browser and folders opened in its file manager. */
  readonly openedOutside: readonly string[];
  /** The text on the clipboard. */
  readonly clipboard: string;
  /** Registered global accelerators. */
  readonly shortcuts: readonly string[];
}

/** Calls from the engine, and through it from a spec, to the main half. */
export interface MainCalls {
  /** `ipcRenderer.invoke`. */
  invoke(windowId: number, frame: Frame, channel: string, args: readonly unknown[]): Promise<unknown>;
  /** A request for a scheme of the app's own. */
  serve(partition: string, url: string, method: string): Promise<Served | null>;
  /** The page wants to navigate; true allows it. */
  mayNavigate(windowId: number, url: string, isTop: boolean): Promise<boolean>;
  /** The page wants to open a window; true allows it. */
  mayOpen(windowId: number, url: string): Promise<boolean>;
  /** The page's process is gone. */
  crashed(windowId: number): Promise<void>;
  state(): Promise<DesktopState>;
  clickTray(): Promise<void>;
  chooseInTray(label: string): Promise<void>;
  clickNotification(title: string): Promise<void>;
  /** The user clicks a button of a notification. */
  pressInNotification(title: string, button: string): Promise<void>;
  /** The user switches to another program. */
  blur(): Promise<void>;
  /** The user closes a window by its frame. */
  closeWindow(windowId: number): Promise<void>;
  /** Loads another address, as `webContents.loadURL` would. */
  load(windowId: number, url: string): Promise<void>;
  /** The user moves or resizes a window. */
  moveWindow(windowId: number, bounds: Electron.Rectangle): Promise<void>;
  /** Rejects where the system has no such event. */
  power(event: string): Promise<void>;
  /** The system shuts down and ends the program the way it does on that system. */
  endSession(): Promise<void>;
  /** Task Manager prevents the app from starting at login; Windows only. */
  holdBackLoginItem(): Promise<void>;
  /** Collects all garbage. */
  collectGarbage(): Promise<void>;
  /** The computer loses its network, or gets it back. */
  network(isOnline: boolean): Promise<void>;
  /** Another program takes an accelerator. */
  takeShortcut(accelerator: string): Promise<void>;
  hostState(): Promise<HostState>;
  darkTaskbar(isDark: boolean): Promise<void>;
}
