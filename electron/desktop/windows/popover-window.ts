import type { PlatformChoices } from '../system/platform.ts';
import type { Presence } from './display-mode.ts';

/** Width and height of the popover, in DIP. */
export const POPOVER_SIZE: Electron.Size = { width: 380, height: 620 };

/** What the options of any window depend on. */
export interface WindowStyle {
  readonly webPreferences: Electron.WebPreferences;
  /** Shown until the page has painted, so that no white flashes up in the dark. */
  readonly backgroundColor: string;
  /** The picture of windows in the taskbar, where the system does not take the program's own. */
  readonly icon: string | undefined;
}

/**
 * Whether the popover's window is a panel of macOS, which may float over a full-screen app without leaving it and stays
 * above other windows by itself (electronjs.org/docs/latest/api/structures/base-window-options, `type`).
 */
export function isPanel(look: Presence['look'], { isMenuBarApp }: Pick<PlatformChoices, 'isMenuBarApp'>): boolean {
  return isMenuBarApp && look === 'popover';
}

/**
 * The popover's window: frameless, or a small normal one. Its page counts as hidden until it is first shown, so that
 * a popover that was only made ready does not make the team be read at the pace of one that is looked at.
 */
export function popoverOptions(
  look: Presence['look'],
  choices: Pick<PlatformChoices, 'isMenuBarApp'>,
  style: WindowStyle,
): Electron.BrowserWindowConstructorOptions {
  const isWindow = look === 'window';
  return {
    ...POPOVER_SIZE,
    ...style,
    title: 'Rollcall',
    show: false,
    paintWhenInitiallyHidden: false,
    frame: isWindow,
    resizable: isWindow,
    minimizable: isWindow,
    skipTaskbar: !isWindow,
    maximizable: false,
    fullscreenable: false,
    ...(isPanel(look, choices) ? { type: 'panel' } : {}),
  };
}

/** The page's own background, as `--bg` in renderer/styles/tokens.css. */
export function pageBackground(isDark: boolean): string {
  return isDark ? '#14161a' : '#fbfbfc';
}
