import type { Page } from '@playwright/test';
import type { DesktopState, HostState } from '../electron-host/wire.ts';
import type { Ending } from './program.ts';

/** The parts of the computer that only the host simulates. */
export interface HostControl {
  state(): Promise<HostState>;
  /** The computer loses its network, or gets it back. */
  network(isOnline: boolean): Promise<void>;
  /** Another program takes an accelerator. */
  takeShortcut(accelerator: string): Promise<void>;
  /** Task Manager prevents the app from starting at login. */
  holdBackLoginItem(): Promise<void>;
  /** Collects all garbage. */
  collectGarbage(): Promise<void>;
  /** The system shuts down. The app need not end by itself. */
  endSession(): void;
}

/** The desktop around the page: what the user and the system do and see. */
export interface DesktopControl {
  /** What runs the app: Electron itself or the host. */
  readonly kind: 'electron' | 'electron-host';
  state(): Promise<DesktopState>;
  clickTray(): Promise<void>;
  chooseInTray(label: string): Promise<void>;
  clickNotification(title: string): Promise<void>;
  /** The user clicks a button of a notification. */
  pressInNotification(title: string, button: string): Promise<void>;
  /** The user switches to another program. */
  blur(): Promise<void>;
  /** Something happens to the computer: an event of `powerMonitor`. */
  power(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen' | 'on-battery' | 'on-ac'): Promise<void>;
  /** The taskbar becomes dark or light; the host only. */
  darkTaskbar(isDark: boolean): Promise<void>;
  /** Loads another address into the popover, as only the app itself could. */
  loadInPopover(url: string): Promise<void>;
  closeWindow(windowId: number): Promise<void>;
  /** The user moves or resizes a window. */
  moveWindow(windowId: number, bounds: Electron.Rectangle): Promise<void>;
  /** Resolves with the page at this address as soon as a window has it. */
  pageAt(address: RegExp): Promise<Page>;
  /** Starts the app once more on the same data folder; resolves with how that ended. */
  launchAgain(...args: readonly string[]): Promise<Ending>;
  /** What only the host can simulate; null on Electron itself. */
  readonly host: HostControl | null;
}
