import type { Page } from '@playwright/test';
import type { DesktopState, HostState } from '../electron-host/wire.ts';
import type { Ending } from './program.ts';

/** The part of the computer that the host plays. */
export interface HostControl {
  state(): Promise<HostState>;
  /** The computer loses its network, or gets it back. */
  network(isOnline: boolean): Promise<void>;
  /** Another program takes an accelerator. */
  takeShortcut(accelerator: string): Promise<void>;
  /** Task Manager keeps the app from being started at login. */
  holdBackLoginItem(): Promise<void>;
  /** Whatever nobody holds is gone. */
  collectGarbage(): Promise<void>;
  /** The system shuts down; whether the app ends by itself is its own affair. */
  endSession(): void;
}

/** The desktop around the page: what its user and its system do, and what they see. */
export interface DesktopControl {
  /** Which of the two runs: Electron itself, or the host. */
  readonly kind: 'electron' | 'electron-host';
  state(): Promise<DesktopState>;
  clickTray(): Promise<void>;
  chooseInTray(label: string): Promise<void>;
  clickNotification(title: string): Promise<void>;
  /** The user gives the focus to another program. */
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
  /** The page of the window with this address, as soon as there is one. */
  pageAt(address: RegExp): Promise<Page>;
  /** Starts the app once more on the same data folder; its ending. */
  launchAgain(...args: readonly string[]): Promise<Ending>;
  /** What only the host plays or knows; null where Electron itself runs. */
  readonly host: HostControl | null;
}
