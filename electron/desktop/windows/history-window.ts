import { screen } from 'electron';
import { PAGES } from '../system/identity.ts';
import { createPage, type PageParts } from './page.ts';
import type { WindowStateFile } from './window-state.ts';
import type { WindowStyle } from './windows.ts';

/** The normal window of the history view. */
export interface HistoryWindow {
  /** Opens it, or brings it to the front. */
  open(): void;
  /** Keeps where it is now, before the app ends. */
  remember(): Promise<void>;
}

export interface HistoryWindowParts extends Omit<PageParts, 'build' | 'url' | 'onCrash'> {
  /** Makes a window at this place. */
  readonly openWindow: (bounds: Electron.Size | Electron.Rectangle) => Electron.BrowserWindow;
  readonly state: WindowStateFile;
  readonly focusApp: () => void;
}

const SIZE: Electron.Size = { width: 1060, height: 640 };

/** The options of the history window; it shows itself once it has something to show. */
export function historyOptions(
  bounds: Electron.Size | Electron.Rectangle,
  style: WindowStyle,
): Electron.BrowserWindowConstructorOptions {
  return { ...bounds, ...style, title: 'Rollcall', show: false, minWidth: 720, minHeight: 420, autoHideMenuBar: true };
}

/** Makes the history window; closing it ends its page. */
export function createHistoryWindow(parts: HistoryWindowParts): HistoryWindow {
  const { state } = parts;
  const page = createPage({
    ...parts,
    url: PAGES.history,
    build,
    onCrash: (wasVisible) => wasVisible && open(),
  });

  function build(): Electron.BrowserWindow {
    const window = parts.openWindow(windowBounds(state.get().history, workAreas(), SIZE));
    window.once('ready-to-show', () => bringToFront(window));
    window.on('close', () => void remember());
    return window;
  }

  function bringToFront(window: Electron.BrowserWindow): void {
    page.catchUp();
    if (window.isMinimized()) window.restore();
    window.show();
    parts.focusApp();
    window.focus();
  }

  function open(): void {
    const before = page.current();
    if (before === null) page.ensure();
    else bringToFront(before);
  }

  async function remember(): Promise<void> {
    const window = page.current();
    if (window !== null) await state.update({ history: window.getNormalBounds() });
  }

  return { open, remember };
}

function workAreas(): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

/** This much of a window has to be on a display for a person to see it and get hold of it. */
const MIN_VISIBLE = { width: 120, height: 60 };

/**
 * Where a window opens: as it was left, when enough of it would be visible; else in the middle of the first display.
 * It is never larger than the display.
 * @param saved how it was left; null at the first time
 * @param workAreas of all displays, the primary one first
 * @param size of a window that was never opened
 */
export function windowBounds(
  saved: Electron.Rectangle | null,
  workAreas: readonly Electron.Rectangle[],
  size: Electron.Size,
): Electron.Size | Electron.Rectangle {
  const home = saved === null ? undefined : workAreas.find((area) => isReachable(saved, area));
  if (saved !== null && home !== undefined) return { ...saved, ...fitted(saved, home) };
  const [primary] = workAreas;
  if (primary === undefined) return size;
  const { width, height } = fitted(saved ?? size, primary);
  return {
    x: Math.round(primary.x + (primary.width - width) / 2),
    y: Math.round(primary.y + (primary.height - height) / 2),
    width,
    height,
  };
}

function fitted(size: Electron.Size, area: Electron.Rectangle): Electron.Size {
  return { width: Math.min(size.width, area.width), height: Math.min(size.height, area.height) };
}

/** Whether enough of the window is in the area, its upper edge (where it is moved by) included. */
function isReachable(window: Electron.Rectangle, area: Electron.Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const height = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return width >= MIN_VISIBLE.width && height >= MIN_VISIBLE.height && window.y >= area.y;
}
