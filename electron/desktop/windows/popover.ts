import type { Clock } from '../../shared/clock.ts';
import type { ViewRequest } from '../../shared/contract/events.ts';
import type { Notice } from '../../shared/model.ts';
import { PAGES } from '../system/identity.ts';
import { createPage, type PageParts, type PageWindow } from './page.ts';
import { POPOVER_SIZE } from './popover-options.ts';
import { onBlur, onTrayClick } from './popover-turns.ts';
import type { Presence } from './presence.ts';
import { isInSight, whenInSight } from './sight.ts';
import { createUntoldNotices } from '../notifications/untold-notices.ts';

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
  /** Keeps it open and in front while other programs are used, or no longer. A page that is built anew is not pinned. */
  pin(isPinned: boolean): void;
  /** Asks the page to show a view, once it has loaded. */
  ask(request: ViewRequest): void;
  /** Shows a notice inside the page, as soon as somebody looks at it; `onTold` is called then. */
  tell(notice: Notice, onTold?: () => void): void;
  /** Names are hidden from now on: forgets notices that name somebody and that nobody has seen. */
  hideNames(): void;
}

/** What the popover needs. */
export interface PopoverParts extends Omit<PageParts, 'build' | 'url' | 'onCrash'> {
  /** Makes the window, hidden. */
  readonly openWindow: () => PageWindow;
  readonly look: Presence['look'];
  /** Whether the window stays above others by itself; a level that it is given it would lose with the first unpin. */
  readonly floats: boolean;
  readonly clock: Clock;
  /** Where a popover goes for an icon at these bounds. */
  readonly place: (tray: TrayBounds) => Electron.Point;
  /** Gives the app the focus where showing a window does not. */
  readonly focusApp: () => void;
  readonly isQuitting: () => boolean;
  /** Whether the window is in sight has changed. */
  readonly onSight: (isInSight: boolean) => void;
}

/** Makes the popover; it is hidden rather than closed, until the app ends. */
export function createPopover(parts: PopoverParts): Popover {
  const { clock, look } = parts;
  let shownAt: number | null = null;
  let blurredAt: number | null = null;
  const untold = createUntoldNotices();
  let isLoaded = false;
  let lastTray: TrayBounds = null;
  let isPinned = false;

  const page = createPage({
    ...parts,
    url: PAGES.popover,
    build,
    onCrash(wasVisible) {
      parts.onSight(false);
      if (wasVisible) open(lastTray);
    },
  });

  function build(): PageWindow {
    const window = parts.openWindow();
    isPinned = false;
    isLoaded = false;
    window.webContents.once('did-finish-load', () => {
      isLoaded = true;
      catchUpIfSeen();
    });
    if (look === 'popover') window.on('blur', () => blur(window));
    window.on('close', (event) => {
      if (parts.isQuitting()) return;
      event.preventDefault();
      window.hide();
    });
    window.on('show', () => parts.onSight(true));
    whenInSight(window, catchUp);
    window.on('hide', () => parts.onSight(false));
    return window;
  }

  function blur(window: PageWindow): void {
    // Hiding takes the focus, too; only a popover in sight was left for something else.
    if (isPinned || !window.isVisible()) return;
    if (onBlur({ isVisible: true, shownAt, blurredAt }, clock.now()) === 'stay') return window.focus();
    blurredAt = clock.now();
    window.hide();
  }

  /** Tells the page what came while nobody looked, before anybody does; one that has not loaded shows no notice yet. */
  function catchUp(): void {
    page.catchUp();
    if (!isLoaded) return;
    untold.tell((notice) => {
      page.send('notice:raised', notice);
      page.catchUp(); // out of sight only a few are kept, whatever they say
    });
  }

  function catchUpIfSeen(): void {
    const window = page.current();
    if (window !== null && isInSight(window)) catchUp();
  }

  function prepare(tray: TrayBounds): PageWindow | null {
    lastTray = tray;
    const window = page.ensure();
    if (window !== null) catchUp();
    if (window !== null && look === 'popover') window.setBounds({ ...parts.place(tray), ...POPOVER_SIZE });
    if (window?.isMinimized() === true) window.restore();
    shownAt = clock.now();
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

  const isVisible = (): boolean => page.current()?.isVisible() ?? false;
  const hide = (): void => page.current()?.hide();
  return {
    warm: () => void page.ensure(),
    toggle(tray) {
      // A normal window may be open behind others: a click brings it to the front, and it is closed by its own means.
      if (look === 'window') return open(tray);
      const turn = onTrayClick({ isVisible: isVisible(), shownAt, blurredAt }, clock.now());
      if (turn === 'show') open(tray);
      if (turn === 'hide') hide();
    },
    open,
    appear: () => prepare(lastTray)?.showInactive(),
    hide,
    pin(next) {
      isPinned = next;
      if (!parts.floats) page.current()?.setAlwaysOnTop(next);
    },
    ask: (request) => page.send('view:requested', request),
    tell(notice, onTold = () => undefined) {
      untold.add(notice, onTold);
      catchUpIfSeen();
    },
    hideNames: untold.hideNames,
  };
}
