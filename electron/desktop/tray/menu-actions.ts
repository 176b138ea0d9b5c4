import type { App } from '../../app.ts';
import type { DesktopActions } from '../desktop-actions.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Notice } from '../../shared/model.ts';
import type { Result } from '../../shared/result.ts';
import { desktopTexts as texts } from '../../shared/texts/desktop.ts';
import type { MenuAction } from './tray-menu.ts';
import type { Windows } from '../windows/windows.ts';

/** What the menu's entries reach. */
export interface MenuActionParts {
  readonly core: Pick<App, 'pause' | 'settings' | 'hideNames' | 'connection' | 'openConnection'>;
  readonly windows: Windows;
  readonly desktop: Pick<DesktopActions, 'state' | 'startAtLogin' | 'showFolder' | 'restartToUpdate'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Where the icon is. */
  readonly trayBounds: () => Electron.Rectangle | null;
  readonly refresh: () => void;
  readonly quit: () => void;
  readonly showAbout: () => void;
}

/** What clicks on icon, menu and notifications do. */
export interface MenuActions extends Readonly<Record<MenuAction, () => void>> {
  /** Opens a connection. */
  readonly openConnection: (connectionId: string) => void;
  /** Shows what a notice is about: its agent, in the team of its connection. */
  readonly showNotice: (notice: Pick<Notice, 'userId' | 'connectionId'>) => void;
}

/** What each entry of the menu does, a line each. */
export function createMenuActions(parts: MenuActionParts): MenuActions {
  const { core, windows, desktop, clock } = parts;
  const pause = (until: Parameters<typeof pauseMs>[0]) => () => core.pause(pauseMs(until, clock.now()));
  const openAt = (view: 'alerts' | 'settings' | 'connect') => () => {
    windows.popover.open(parts.trayBounds());
    windows.popover.requestView({ view, userId: null });
  };
  /** A menu cannot show a sentence, so the popover does. */
  const showFailure = (result: Result<unknown>): void => {
    if (result.ok) return;
    const { message: body } = result.error;
    const ofRollcall = { userId: null, connectionId: null, isDemo: false };
    windows.popover.notify({ id: 'menu', title: texts.actionFailed, body, ...ofRollcall });
  };
  const openConnection = (id: string): void => void core.openConnection(id).then(showFailure);
  return {
    openConnection,
    showNotice({ userId, connectionId }) {
      // Agents of two accounts may have the same ids, so the right team is opened first.
      const isElsewhere = connectionId !== null && connectionId !== core.connection().profile?.id;
      if (isElsewhere) openConnection(connectionId);
      windows.popover.open(parts.trayBounds());
      windows.popover.requestView({ view: 'team', userId });
    },
    open: () => windows.popover.open(parts.trayBounds()),
    alerts: openAt('alerts'),
    history: () => windows.history.open(),
    refresh: () => parts.refresh(),
    'pause-30-minutes': pause('pause-30-minutes'),
    'pause-until-tomorrow': pause('pause-until-tomorrow'),
    resume: pause('resume'),
    'hide-names': () => core.hideNames(!core.settings().isMasked),
    connect: openAt('connect'),
    settings: openAt('settings'),
    'start-at-login': () => void desktop.startAtLogin(desktop.state().startsAtLogin !== true).then(showFailure),
    'show-log': () => void desktop.showFolder('logs').then(showFailure),
    'restart-to-update': () => showFailure(desktop.restartToUpdate()),
    about: () => parts.showAbout(),
    quit: () => parts.quit(),
  };
}

const HALF_AN_HOUR_MS = 30 * 60_000;

/** For how long a pause from the menu lasts, in milliseconds; null ends one. */
function pauseMs(until: 'pause-30-minutes' | 'pause-until-tomorrow' | 'resume', now: number): number | null {
  if (until === 'resume') return null;
  return until === 'pause-30-minutes' ? HALF_AN_HOUR_MS : nextMidnight(now) - now;
}

/** The next midnight of this computer's own zone; setHours knows about clock changes. */
function nextMidnight(now: number): number {
  return new Date(now).setHours(24, 0, 0, 0);
}
