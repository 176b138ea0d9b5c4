import type { Page } from '@playwright/test';
import type { DesktopState } from '../electron-host/wire.ts';
import type { Ending } from './program.ts';

/** The desktop around the page: what its user and its system do, and what they see. */
export interface DesktopControl {
  /** Which of the two runs: Electron itself, or the host. */
  readonly kind: 'electron' | 'electron-host';
  state(): Promise<DesktopState>;
  clickTray(): Promise<void>;
  chooseInTray(label: string): Promise<void>;
  clickNotification(title: string): Promise<void>;
  /** The user turns to another program. */
  blur(): Promise<void>;
  /** Something happens to the computer: an event of `powerMonitor`. */
  power(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen'): Promise<void>;
  /** The taskbar becomes dark or light; the host only. */
  darkTaskbar(isDark: boolean): Promise<void>;
  /** Loads another address into the popover, as only the app itself could. */
  loadInPopover(url: string): Promise<void>;
  closeWindow(windowId: number): Promise<void>;
  /** The page of the window with this address, as soon as there is one. */
  pageAt(address: RegExp): Promise<Page>;
  /** Starts the app once more on the same data folder; its ending. */
  launchAgain(): Promise<Ending>;
}
