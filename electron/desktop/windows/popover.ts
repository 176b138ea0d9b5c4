import type { Clock } from '../../shared/clock.ts';
import type { ViewRequest } from '../../shared/contract/events.ts';
import type { Notice } from '../../shared/model.ts';
import { createNoticeQueue } from '../notifications/notice-queue.ts';
import { PAGES } from '../system/identity.ts';
import type { DisplayMode } from './display-mode.ts';
import { createPage, isVisible, whenVisible, type PageParts } from './page.ts';
import { POPOVER_SIZE } from './popover-window.ts';

type TrayBounds = Electron.Rectangle | null;

/** The window at the tray icon. */
export interface Popover {
  /** Makes the window and loads its page without showing it, so that the first click shows it at once. */
  warm(): void;
  /** A click on the icon. */
  toggle(tray: TrayBounds): void;
  open(tray: TrayBounds): void;
  /** Shows the window without taking the focus from what the user is doing. */
  appear(): void;
  hide(): void;
  /** Keeps it open and on top of other programs, or no longer. A page that is built anew is not pinned. */
  pin(isPinned: boolean): void;
  /** Has the page show a view, once it has loaded. */
  requestView(request: ViewRequest): void;
  /** Shows a notice inside the page, as soon as that is visible; `onShown` is called then. */
  notify(notice: Notice, onShown?: () => void): void;
  /** Names are hidden from now on: forgets notices that name somebody and were not shown. */
  hideNames(): void;
}

export interface PopoverParts extends Omit<PageParts, 'build' | 'url' | 'onCrash'> {
  /** Makes the window, hidden. */
  readonly openWindow: () => Electron.BrowserWindow;
  readonly mode: DisplayMode['kind'];
  /** Whether the window stays above others by itself. A level set on such a window would be lost with the first unpin. */
  readonly floats: boolean;
  readonly clock: Clock;
  /** Where a popover goes for an icon at these bounds. */
  readonly positionAt: (tray: TrayBounds) => Electron.Point;
  /** Gives the app the focus where showing a window does not. */
  readonly focusApp: () => void;
  readonly isQuitting: () => boolean;
  /** The window was shown or hidden. */
  readonly onVisible: (isVisible: boolean) => void;
}

/** A popover that was hidden this recently was hidden by the click that is now handled. */
const SAME_CLICK_MS = 300;
const SHOW_SETTLES_MS = 200;

/** Makes the popover; it is hidden rather than closed, until the app ends. */
export function createPopover(parts: PopoverParts): Popover {
  const { clock, mode } = parts;
  let openedAt: number | null = null;
  let blurredAt: number | null = null;
  const notices = createNoticeQueue();
  let isLoaded = false;
  let lastTray: TrayBounds = null;
  let isPinned = false;

  const page = createPage({
    ...parts,
    url: PAGES.popover,
    build,
    onCrash(wasVisible) {
      parts.onVisible(false);
      if (wasVisible) open(lastTray);
    },
  });

  function build(): Electron.BrowserWindow {
    const window = parts.openWindow();
    isPinned = false;
    isLoaded = false;
    window.webContents.once('did-finish-load', () => {
      isLoaded = true;
      catchUpIfVisible();
    });
    if (mode === 'popover') window.on('blur', () => blur(window));
    window.on('close', (event) => {
      if (parts.isQuitting()) return;
      event.preventDefault();
      window.hide();
    });
    window.on('show', () => parts.onVisible(true));
    whenVisible(window, catchUp);
    window.on('hide', () => parts.onVisible(false));
    return window;
  }

  function blur(window: Electron.BrowserWindow): void {
    // Hiding takes the focus too; only while it is visible has the user left it for something else.
    if (isPinned || !window.isVisible()) return;
    // Windows takes the focus away once more right after a window was shown from the taskbar.
    if (isWithin(SHOW_SETTLES_MS, openedAt, clock.now())) return window.focus();
    blurredAt = clock.now();
    window.hide();
  }

  /** Sends the page what came while it was hidden, before it is visible; one that has not loaded shows no notice yet. */
  function catchUp(): void {
    page.catchUp();
    if (!isLoaded) return;
    notices.flush((notice) => {
      page.send('notice:raised', notice);
      page.catchUp(); // a hidden page gets only the last few
    });
  }

  function catchUpIfVisible(): void {
    const window = page.current();
    if (window !== null && isVisible(window)) catchUp();
  }

  function prepare(tray: TrayBounds): Electron.BrowserWindow | null {
    lastTray = tray;
    const window = page.ensure();
    if (window !== null) catchUp();
    if (window !== null && mode === 'popover') window.setBounds({ ...parts.positionAt(tray), ...POPOVER_SIZE });
    if (window?.isMinimized() === true) window.restore();
    openedAt = clock.now();
    return window;
  }

  function open(tray: TrayBounds): void {
    const window = prepare(tray);
    if (window === null) return;
    window.show();
    parts.focusApp();
    window.focus();
    window.webContents.focus();
  }

  const hide = (): void => page.current()?.hide();
  return {
    warm: () => void page.ensure(),
    toggle(tray) {
      // A normal window may be open behind others: a click brings it to the front, and it is closed by its own means.
      if (mode === 'window') return open(tray);
      if (page.current()?.isVisible() === true) return hide();
      // If the click itself took the focus and so hid the popover, it must not open it again.
      if (!isWithin(SAME_CLICK_MS, blurredAt, clock.now())) open(tray);
    },
    open,
    appear: () => prepare(lastTray)?.showInactive(),
    hide,
    pin(next) {
      isPinned = next;
      if (!parts.floats) page.current()?.setAlwaysOnTop(next);
    },
    requestView: (request) => page.send('view:requested', request),
    notify(notice, onShown = () => undefined) {
      notices.add(notice, onShown);
      catchUpIfVisible();
    },
    hideNames: notices.hideNames,
  };
}

/** Whether an instant is at most this long ago. One in the future is from before the clock was set back: it is not. */
function isWithin(ms: number, at: number | null, now: number): boolean {
  return at !== null && now >= at && now - at < ms;
}
