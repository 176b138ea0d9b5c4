import type { App, DesktopActions } from '../parts.ts';
import type { Clock } from '../shared/clock.ts';
import type { Result } from '../shared/result.ts';
import type { GlanceAction } from '../team/glance-menu.ts';
import { pauseMs } from './pause.ts';
import type { Windows } from './windows.ts';

/** What the menu's entries reach. */
export interface ActionParts {
  readonly core: Pick<App, 'refresh' | 'pause' | 'settings' | 'hideNames'>;
  readonly windows: Windows;
  readonly desktop: Pick<DesktopActions, 'state' | 'startAtLogin' | 'showFolder' | 'restartToUpdate'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Where the icon is. */
  readonly trayBounds: () => Electron.Rectangle | null;
  readonly quit: () => void;
  readonly showAbout: () => void;
}

/** What each entry of the menu does, a line each. */
export function createActions(parts: ActionParts): Readonly<Record<GlanceAction, () => void>> {
  const { core, windows, desktop, clock } = parts;
  const pause = (until: Parameters<typeof pauseMs>[0]) => () => core.pause(pauseMs(until, clock.now()));
  const openAt = (view: 'settings' | 'connect') => () => {
    windows.popover.open(parts.trayBounds());
    windows.popover.ask({ view, userId: null });
  };
  /** There is no page that asked, so the sentence is shown in the popover. */
  const tellFailure = (result: Result<unknown>): void => {
    if (result.ok) return;
    const { message: body } = result.error;
    windows.popover.tell({ id: 'menu', title: 'That did not work', body, userId: null, isDemo: false });
  };
  return {
    open: () => windows.popover.open(parts.trayBounds()),
    history: () => windows.history.open(),
    refresh: () => core.refresh(),
    'pause-30-minutes': pause('pause-30-minutes'),
    'pause-until-tomorrow': pause('pause-until-tomorrow'),
    resume: pause('resume'),
    'hide-names': () => core.hideNames(!core.settings().isMasked),
    connect: openAt('connect'),
    settings: openAt('settings'),
    'start-at-login': () => void desktop.startAtLogin(desktop.state().startsAtLogin !== true).then(tellFailure),
    'show-log': () => void desktop.showFolder('logs').then(tellFailure),
    'restart-to-update': () => tellFailure(desktop.restartToUpdate()),
    about: () => parts.showAbout(),
    quit: () => parts.quit(),
  };
}
