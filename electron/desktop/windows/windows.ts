import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Clock } from '../../shared/clock.ts';
import type { WindowName } from '../../shared/contract/commands.ts';
import type { PlatformChoices } from '../system/platform.ts';
import type { DisplayMode } from './display-mode.ts';
import { createHistoryWindow, historyOptions, type HistoryWindow } from './history-window.ts';
import type { Pages } from './pages.ts';
import { hasArea, isPanel, POPOVER_SIZE, popoverOptions, popoverPosition } from './popover-window.ts';
import { createPopover, type Popover } from './popover.ts';
import { webPreferences } from './security.ts';
import type { WindowStateFile } from './window-state.ts';

/** The two windows. */
export interface Windows {
  readonly popover: Popover;
  readonly history: HistoryWindow;
  /** Opens the history window or hides the popover, as a page requests. */
  show(name: WindowName): void;
}

/** What the options of any window depend on. */
export interface WindowStyle {
  readonly webPreferences: Electron.WebPreferences;
  /** Shown until the page has painted, so that no white flashes up in the dark. */
  readonly backgroundColor: string;
  /** The picture of windows in the taskbar, where the system does not take the program's own. */
  readonly icon: string | undefined;
}

export interface WindowsParts {
  readonly files: { readonly preload: string; readonly windowIcon: string };
  readonly mode: DisplayMode['kind'];
  readonly choices: PlatformChoices;
  readonly clock: Clock;
  readonly pages: Pages;
  readonly state: WindowStateFile;
  readonly isQuitting: () => boolean;
  /** The popover was shown or hidden. */
  readonly onVisible: (isVisible: boolean) => void;
  readonly onHung: () => void;
  readonly onSurprise: (error: unknown) => void;
}

/** Over full-screen apps too; the process is a menu bar app already and need not be transformed, which would flicker. */
const ON_ACTIVE_SPACE = { visibleOnFullScreen: true, skipTransformProcessType: true };

/** Makes both; neither has a window yet. */
export function createWindows({ files, mode, choices, ...parts }: WindowsParts): Windows {
  const style = (): WindowStyle => ({
    webPreferences: webPreferences(files.preload, app.isPackaged),
    // As `--bg` in renderer/styles/tokens.css.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14161a' : '#fbfbfc',
    icon: choices.hasWindowIcon ? files.windowIcon : undefined,
  });
  // A menu bar app is not activated by showing a normal window; this only follows what the user just asked for.
  const focusApp = (): void => void (choices.isMenuBarApp && app.focus({ steal: true }));

  const popover = createPopover({
    ...parts,
    mode,
    floats: isPanel(mode, choices),
    // A panel takes the keys without activating the app, which would leave a full-screen Space.
    focusApp: mode === 'window' ? focusApp : () => undefined,
    openWindow() {
      const window = new BrowserWindow(popoverOptions(mode, choices, style()));
      if (choices.isMenuBarApp) window.setVisibleOnAllWorkspaces(true, ON_ACTIVE_SPACE);
      return window;
    },
    positionAt: (tray) => popoverPosition({ tray, display: displayOf(tray), size: POPOVER_SIZE, ...choices }),
  });
  const history = createHistoryWindow({
    ...parts,
    focusApp,
    openWindow: (bounds) => new BrowserWindow(historyOptions(bounds, style())),
  });
  return { popover, history, show: (name) => (name === 'history' ? history.open() : popover.hide()) };
}

/** The display of the icon, else the one the pointer is on. */
function displayOf(tray: Electron.Rectangle | null): Electron.Display {
  return hasArea(tray) ? screen.getDisplayMatching(tray) : screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
}
