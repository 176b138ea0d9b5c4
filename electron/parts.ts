import type { FolderName, HelpPage, WindowName } from './shared/contract.ts';
import type { DesktopState, Notice } from './shared/model.ts';
import type { Result } from './shared/result.ts';

/** What only the surface can do. */
export interface SurfaceActions {
  openPage(page: HelpPage): void;
  showWindow(name: WindowName): void;
  /** Shows a native notification; null where windows show their own (`notice:raised`). */
  readonly notify: ((notice: Notice) => void) | null;
  /** Null on every other surface. */
  readonly desktop: DesktopActions | null;
}

/** What only the desktop app can do. */
export interface DesktopActions {
  state(): DesktopState;
  /** Keeps the popover open and in front while others are used, or no longer. */
  pinPopover(isPinned: boolean): void;
  startAtLogin(isOn: boolean): Promise<Result<DesktopState>>;
  /** Opens a folder in the file manager. */
  showFolder(name: FolderName): Promise<Result<null>>;
  copyText(text: string): Promise<Result<null>>;
  /** Begins to look for an update. */
  checkForUpdate(): Result<DesktopState>;
  /** Ends in order, installs the update that is ready and starts again; refused without one. */
  restartToUpdate(): Result<null>;
}
