import type { Clock } from '../../shared/clock.ts';
import type { WindowName } from '../../shared/contract/commands.ts';
import { createHistoryWindow, historyOptions, type HistoryWindow } from './history-window.ts';
import type { OpenWindow } from './page.ts';
import type { Pages } from './pages.ts';
import type { PlatformChoices } from '../system/platform.ts';
import { createPopover, type Popover } from './popover.ts';
import { isPanel, pageBackground, POPOVER_SIZE, popoverOptions, type WindowStyle } from './popover-options.ts';
import { hasArea, popoverPosition } from './popover-position.ts';
import type { Presence } from './presence.ts';
import type { UiStateFile } from './ui-state.ts';

/** The two windows. */
export interface Windows {
  readonly popover: Popover;
  readonly history: HistoryWindow;
  /** Carries out what a page asked for. */
  show(name: WindowName): void;
}

/** What both windows need. */
export interface WindowsParts {
  readonly openWindow: OpenWindow;
  readonly app: Pick<Electron.App, 'focus'>;
  readonly screen: Pick<
    Electron.Screen,
    'getAllDisplays' | 'getCursorScreenPoint' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getPrimaryDisplay'
  >;
  readonly nativeTheme: Pick<Electron.NativeTheme, 'shouldUseDarkColors'>;
  readonly webPreferences: Electron.WebPreferences;
  readonly icon: string | undefined;
  readonly look: Presence['look'];
  readonly choices: PlatformChoices;
  readonly clock: Clock;
  readonly pages: Pages;
  readonly state: UiStateFile;
  readonly isQuitting: () => boolean;
  readonly onSight: (isInSight: boolean) => void;
  readonly onHung: () => void;
  readonly onSurprise: (error: unknown) => void;
}

/** Makes both; neither has a window yet. */
export function createWindows(parts: WindowsParts): Windows {
  const { openWindow, screen, choices, look } = parts;
  const style = (): WindowStyle => ({
    webPreferences: parts.webPreferences,
    backgroundColor: pageBackground(parts.nativeTheme.shouldUseDarkColors),
    icon: parts.icon,
  });
  // A menu bar app is not activated by showing a normal window; this only follows what the user just asked for.
  const focusApp = (): void => void (choices.isMenuBarApp && parts.app.focus({ steal: true }));

  const popover = createPopover({
    ...parts,
    floats: isPanel(look, choices),
    // A panel takes the keys without activating the app, which would leave a full-screen Space.
    focusApp: look === 'window' ? focusApp : () => undefined,
    openWindow() {
      const window = openWindow(popoverOptions(look, choices, style()));
      if (choices.isMenuBarApp) window.setVisibleOnAllWorkspaces(true, ON_ACTIVE_SPACE);
      return window;
    },
    place: (tray) => popoverPosition({ tray, display: displayOf(screen, tray), size: POPOVER_SIZE, ...choices }),
  });
  const history = createHistoryWindow({
    ...parts,
    focusApp,
    openWindow: (bounds) => openWindow(historyOptions(bounds, style())),
    workAreas: () => workAreas(screen),
  });
  return { popover, history, show: (name) => (name === 'history' ? history.open() : popover.hide()) };
}

/** Over full-screen apps too; the process is a menu bar app already and need not be transformed, which would flicker. */
const ON_ACTIVE_SPACE = { visibleOnFullScreen: true, skipTransformProcessType: true };

/** The display of the icon, else the one the pointer is on. */
function displayOf(screen: WindowsParts['screen'], tray: Electron.Rectangle | null): Electron.Display {
  return hasArea(tray) ? screen.getDisplayMatching(tray) : screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
}

function workAreas(screen: WindowsParts['screen']): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}
