import type { App } from '../../app.ts';
import type { DesktopActions } from '../desktop-actions.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Notice } from '../../shared/model.ts';
import type { Result } from '../../shared/result.ts';
import type { GlanceAction } from './glance-menu.ts';
import { pauseMs } from './pause.ts';
import type { Windows } from '../windows/windows.ts';

/** What the menu's entries reach. */
export interface ActionParts {
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

/** What clicks on the surface do. */
export interface Actions extends Readonly<Record<GlanceAction, () => void>> {
  /** Opens a connection. */
  readonly choice: (connectionId: string) => void;
  /** Shows what a notice is about: its agent, in the team of its connection. */
  readonly notice: (notice: Pick<Notice, 'userId' | 'connectionId'>) => void;
}

/** What each entry of the menu does, a line each. */
export function createActions(parts: ActionParts): Actions {
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
    const ofRollcall = { userId: null, connectionId: null, isDemo: false };
    windows.popover.tell({ id: 'menu', title: 'That did not work', body, ...ofRollcall });
  };
  const choice = (id: string): void => void core.openConnection(id).then(tellFailure);
  return {
    choice,
    notice({ userId, connectionId }) {
      // Agents of two accounts may have the same ids, so the agent is looked for in the right team only.
      const isElsewhere = connectionId !== null && connectionId !== core.connection().profile?.id;
      if (isElsewhere) choice(connectionId);
      windows.popover.open(parts.trayBounds());
      windows.popover.ask({ view: 'team', userId });
    },
    open: () => windows.popover.open(parts.trayBounds()),
    history: () => windows.history.open(),
    refresh: () => parts.refresh(),
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
