import type { Clock } from '../../shared/clock.ts';
import type { EventName, Events } from '../../shared/contract/events.ts';
import { createCrashBudget } from './crash-budget.ts';
import type { PageContents, Pages } from './pages.ts';
import type { PageLine } from './page-line.ts';
import { isInSight, whenInSight } from './sight.ts';
import { endWhenHung } from './unresponsive.ts';

/** The part of a BrowserWindow that is used. */
export type PageWindow = Pick<
  Electron.BrowserWindow,
  | 'destroy'
  | 'focus'
  | 'getNormalBounds'
  | 'hide'
  | 'isDestroyed'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'on'
  | 'once'
  | 'restore'
  | 'setAlwaysOnTop'
  | 'setBounds'
  | 'setVisibleOnAllWorkspaces'
  | 'show'
  | 'showInactive'
> & { readonly webContents: PageContents };

/** Makes a window; `new BrowserWindow`. */
export type OpenWindow = (options: Electron.BrowserWindowConstructorOptions) => PageWindow;

/** One window and its page, made when it is needed. */
export interface Page {
  /** The window, made now when there is none; null while it may not be made because it crashed too often. */
  ensure(): PageWindow | null;
  /** The window when there is one. */
  current(): PageWindow | null;
  /** Sends to this page alone, as soon as it has loaded and is in sight; makes no window. */
  send<E extends EventName>(name: E, payload: Events[E]): void;
  /** Tells the page what it missed; to be called before its window is shown or restored. */
  catchUp(): void;
}

/** What a page is made of. */
export interface PageParts {
  readonly build: () => PageWindow;
  readonly url: string;
  readonly clock: Clock;
  readonly pages: Pick<Pages, 'add'>;
  /** The page's process ended by itself and its window is gone. */
  readonly onCrash: (wasVisible: boolean) => void;
  /** The page does not answer and is about to be ended. */
  readonly onHung: () => void;
  readonly onSurprise: (error: unknown) => void;
}

interface Shown {
  readonly window: PageWindow;
  readonly line: PageLine;
  /** What is to be sent once the page has loaded; null when it has. */
  waiting: (() => void)[] | null;
}

/** Makes the page's place; no window yet. */
export function createPage({ build, url, clock, pages, onCrash, onHung, onSurprise }: PageParts): Page {
  const budget = createCrashBudget(clock);
  let shown: Shown | null = null;

  function make(): PageWindow {
    const window = build();
    const { webContents } = window;
    const made: Shown = { window, line: pages.add(webContents, () => isInSight(window)), waiting: [] };
    shown = made;
    whenInSight(window, () => made.line.catchUp());
    window.on('closed', () => forget(window));
    endWhenHung(window, clock, onHung);
    webContents.once('did-finish-load', () => {
      made.waiting?.forEach((send) => send());
      made.waiting = null;
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      // A window is not taken apart inside its own event.
      if (reason !== 'clean-exit') clock.after(0, () => crashed(window));
    });
    window.loadURL(url).catch(onSurprise);
    return window;
  }

  function crashed(window: PageWindow): void {
    budget.spend();
    const wasVisible = !window.isDestroyed() && window.isVisible();
    forget(window);
    if (!window.isDestroyed()) window.destroy();
    onCrash(wasVisible);
  }

  function forget(window: PageWindow): void {
    if (shown?.window === window) shown = null;
  }

  return {
    ensure: () => shown?.window ?? (budget.isLeft() ? make() : null),
    current: () => shown?.window ?? null,
    send(name, payload) {
      if (shown === null) return;
      const { line, waiting } = shown;
      const send = (): void => line.send(name, payload);
      if (waiting === null) send();
      else waiting.push(send);
    },
    catchUp: () => shown?.line.catchUp(),
  };
}
