import type { Clock } from '../../shared/clock.ts';
import type { EventName, Events } from '../../shared/contract/events.ts';
import type { PageEvents, Pages } from './pages.ts';

/** One window and its page, made when it is needed. */
export interface Page {
  /** The window, made now when there is none; null while it may not be made because it crashed too often. */
  ensure(): Electron.BrowserWindow | null;
  /** The window when there is one. */
  current(): Electron.BrowserWindow | null;
  /** Sends to this page alone, as soon as it has loaded and is visible; makes no window. */
  send<E extends EventName>(name: E, payload: Events[E]): void;
  /** Sends the page what it missed; to be called before its window is shown or restored. */
  catchUp(): void;
}

export interface PageParts {
  /** Makes the window, hidden. */
  readonly build: () => Electron.BrowserWindow;
  readonly url: string;
  readonly clock: Clock;
  readonly pages: Pages;
  /** The page's process ended by itself and its window is gone. */
  readonly onCrash: (wasVisible: boolean) => void;
  /** The page does not answer and is about to be ended. */
  readonly onHung: () => void;
  readonly onSurprise: (error: unknown) => void;
}

/** After so many crashes within five minutes only the tray goes on. */
const MAX_CRASHES = 3;
const CRASH_WINDOW_MS = 5 * 60_000;
/** A page may be busy for a while and come back by itself. */
const MAX_HANG_MS = 10_000;

interface OpenPage {
  readonly window: Electron.BrowserWindow;
  readonly events: PageEvents;
  /** What is to be sent once the page has loaded; null when it has. */
  waiting: (() => void)[] | null;
}

/** Prepares a page; no window yet. */
export function createPage({ build, url, clock, pages, onCrash, onHung, onSurprise }: PageParts): Page {
  let crashes: readonly number[] = [];
  let open: OpenPage | null = null;

  function make(): Electron.BrowserWindow {
    const window = build();
    const { webContents } = window;
    const made: OpenPage = { window, events: pages.add(webContents, () => isVisible(window)), waiting: [] };
    open = made;
    whenVisible(window, made.events.catchUp);
    window.on('closed', () => forget(window));
    endWhenHung(window, clock, onHung);
    webContents.once('did-finish-load', () => {
      made.waiting?.forEach((send) => send());
      made.waiting = null;
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      // A window must not be destroyed inside its own event.
      if (reason !== 'clean-exit') clock.after(0, () => crashed(window));
    });
    window.loadURL(url).catch(onSurprise);
    return window;
  }

  // A clock that was set back must not block the window until the old time returns.
  const recentCrashes = (): readonly number[] => crashes.filter((at) => Math.abs(clock.now() - at) < CRASH_WINDOW_MS);

  function crashed(window: Electron.BrowserWindow): void {
    crashes = [...recentCrashes(), clock.now()];
    const wasVisible = !window.isDestroyed() && window.isVisible();
    forget(window);
    if (!window.isDestroyed()) window.destroy();
    onCrash(wasVisible);
  }

  function forget(window: Electron.BrowserWindow): void {
    if (open?.window === window) open = null;
  }

  return {
    ensure: () => open?.window ?? (recentCrashes().length < MAX_CRASHES ? make() : null),
    current: () => open?.window ?? null,
    send(name, payload) {
      if (open === null) return;
      const { events, waiting } = open;
      const send = (): void => events.send(name, payload);
      if (waiting === null) send();
      else waiting.push(send);
    },
    catchUp: () => open?.events.catchUp(),
  };
}

/** Shown and not minimised. A window behind others counts as visible where the system does not say. */
export function isVisible(window: Electron.BrowserWindow): boolean {
  return !window.isDestroyed() && window.isVisible() && !window.isMinimized();
}

/**
 * Calls back when a window becomes visible, whatever the cause: a click in the taskbar restores a maximised window with
 * `maximize` instead of `restore`, and macOS sends `show` for one that was covered.
 */
export function whenVisible(window: Electron.BrowserWindow, listener: () => void): void {
  window.on('show', listener);
  window.on('restore', listener);
  window.on('maximize', listener);
  window.on('focus', listener);
}

/**
 * Ends a page that has not answered for 10 s; the window is then built anew, as after any crash
 * (electronjs.org: `contents.forcefullyCrashRenderer`, which is for this; a page that hangs cannot be reloaded).
 */
function endWhenHung(window: Electron.BrowserWindow, clock: Pick<Clock, 'after'>, onHung: () => void): void {
  let cancel: (() => void) | null = null;
  const calm = (): void => {
    cancel?.();
    cancel = null;
  };
  window.on('unresponsive', () => {
    cancel ??= clock.after(MAX_HANG_MS, () => {
      cancel = null;
      if (window.isDestroyed()) return;
      onHung();
      window.webContents.forcefullyCrashRenderer();
    });
  });
  window.on('responsive', calm);
  window.on('closed', calm);
}
