import type { PlatformChoices } from '../system/platform.ts';
import type { DisplayMode } from './display-mode.ts';
import type { WindowStyle } from './windows.ts';

/** Width and height of the popover, in DIP. */
export const POPOVER_SIZE: Electron.Size = { width: 380, height: 620 };

/**
 * Whether the popover's window is a panel of macOS, which may float over a full-screen app without leaving it and stays
 * above other windows by itself (electronjs.org/docs/latest/api/structures/base-window-options, `type`).
 */
export function isPanel(mode: DisplayMode['kind'], { isMenuBarApp }: Pick<PlatformChoices, 'isMenuBarApp'>): boolean {
  return isMenuBarApp && mode === 'popover';
}

/**
 * The popover's window: frameless, or a small normal one. Its page counts as hidden until it is first shown, so
 * that a popover that is only prepared does not cause the faster polls of a visible one.
 */
export function popoverOptions(
  mode: DisplayMode['kind'],
  choices: Pick<PlatformChoices, 'isMenuBarApp'>,
  style: WindowStyle,
): Electron.BrowserWindowConstructorOptions {
  const isWindow = mode === 'window';
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
    ...(isPanel(mode, choices) ? { type: 'panel' } : {}),
  };
}

type Rectangle = Electron.Rectangle;

/** What decides where the popover goes; all in the DIP coordinates that Electron uses throughout. */
export interface PositionFacts {
  /** Of the tray icon; null or without an area when the icon is hidden, in the overflow, or the system does not say. */
  readonly tray: Rectangle | null;
  /** The display that the icon is on, or the one in use. */
  readonly display: Pick<Electron.Display, 'bounds' | 'workArea'>;
  readonly size: Electron.Size;
  readonly homeCorner: PlatformChoices['homeCorner'];
}

type Edge = 'top' | 'bottom' | 'left' | 'right';

/** Space between the popover and what it hangs on. */
const GAP = 8;

/**
 * Where the popover goes: beside the tray icon, centred on it, on the side away from the edge that the taskbar is on,
 * and always inside the work area as far as it fits. Coordinates are integers, since fractions make
 * `setBounds` throw.
 */
export function popoverPosition({ tray, display, size, homeCorner }: PositionFacts): Electron.Point {
  const { workArea } = display;
  const wanted = hasArea(tray)
    ? besideTray(tray, edgeOf(tray, display), size, workArea)
    : inCorner(homeEdge(display, homeCorner), size, workArea);
  return {
    x: Math.round(clamp(wanted.x, workArea.x, workArea.x + workArea.width - size.width)),
    y: Math.round(clamp(wanted.y, workArea.y, workArea.y + workArea.height - size.height)),
  };
}

/** Whether a rectangle is one at all: Electron gives zeros where the system does not say. */
export function hasArea(rectangle: Rectangle | null): rectangle is Rectangle {
  return rectangle !== null && rectangle.width > 0 && rectangle.height > 0;
}

/** The edge of the display that the icon is at: outside of the work area, else simply the nearest one. */
function edgeOf(tray: Rectangle, { bounds, workArea }: PositionFacts['display']): Edge {
  const x = tray.x + tray.width / 2;
  const y = tray.y + tray.height / 2;
  if (y < workArea.y) return 'top';
  if (y >= workArea.y + workArea.height) return 'bottom';
  if (x < workArea.x) return 'left';
  if (x >= workArea.x + workArea.width) return 'right';
  return y - bounds.y < bounds.height / 2 ? 'top' : 'bottom';
}

function besideTray(tray: Rectangle, edge: Edge, size: Electron.Size, workArea: Rectangle): Electron.Point {
  const centred = { x: tray.x + (tray.width - size.width) / 2, y: tray.y + (tray.height - size.height) / 2 };
  switch (edge) {
    case 'top':
      return { ...centred, y: tray.y + tray.height };
    case 'bottom':
      return { ...centred, y: Math.min(tray.y, workArea.y + workArea.height) - size.height - GAP };
    case 'left':
      return { ...centred, x: Math.max(tray.x + tray.width, workArea.x) + GAP };
    case 'right':
      return { ...centred, x: Math.min(tray.x, workArea.x + workArea.width) - size.width - GAP };
  }
}

/** Where the taskbar is as far as the work area tells; it tells nothing while a taskbar hides itself. */
function homeEdge({ bounds, workArea }: PositionFacts['display'], corner: PlatformChoices['homeCorner']): Edge {
  if (workArea.y > bounds.y) return 'top';
  if (workArea.x > bounds.x) return 'left';
  if (workArea.y + workArea.height < bounds.y + bounds.height) return 'bottom';
  return corner === 'top-right' ? 'top' : 'bottom';
}

function inCorner(edge: Edge, size: Electron.Size, workArea: Rectangle): Electron.Point {
  const right = workArea.x + workArea.width - size.width - GAP;
  const bottom = workArea.y + workArea.height - size.height - GAP;
  return { x: edge === 'left' ? workArea.x + GAP : right, y: edge === 'top' ? workArea.y + GAP : bottom };
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
