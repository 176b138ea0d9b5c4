import { PAGES } from '../system/identity.ts';
import { createPage, type PageParts, type PageWindow } from './page.ts';
import type { WindowStyle } from './popover-window.ts';
import type { UiStateFile } from './window-state.ts';
import { windowBounds } from './window-bounds.ts';

/** The normal window of the history view. */
export interface HistoryWindow {
  /** Opens it, or brings it to the front. */
  open(): void;
  /** Keeps where it is now, before the app ends. */
  remember(): Promise<void>;
}

/** What the history window needs. */
export interface HistoryWindowParts extends Omit<PageParts, 'build' | 'url' | 'onCrash'> {
  /** Makes a window at this place. */
  readonly openWindow: (bounds: Electron.Size | Electron.Rectangle) => PageWindow;
  /** The work areas of all displays, the primary one first. */
  readonly workAreas: () => readonly Electron.Rectangle[];
  readonly state: UiStateFile;
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
  const { state, workAreas } = parts;
  const page = createPage({
    ...parts,
    url: PAGES.history,
    build,
    onCrash: (wasVisible) => wasVisible && open(),
  });

  function build(): PageWindow {
    const window = parts.openWindow(windowBounds(state.get().history, workAreas(), SIZE));
    window.once('ready-to-show', () => bringUp(window));
    window.on('close', () => void remember());
    return window;
  }

  function bringUp(window: PageWindow): void {
    page.catchUp();
    if (window.isMinimized()) window.restore();
    window.show();
    parts.focusApp();
    window.focus();
  }

  function open(): void {
    const before = page.current();
    if (before === null) page.ensure();
    else bringUp(before);
  }

  async function remember(): Promise<void> {
    const window = page.current();
    if (window !== null) await state.update({ history: window.getNormalBounds() });
  }

  return { open, remember };
}
