import type { App } from '../parts.ts';
import type { Clock } from '../shared/clock.ts';
import type { GlanceAction } from '../team/glance-menu.ts';
import type { LoginItem } from './login-item.ts';
import { pauseMs } from './pause.ts';
import type { Windows } from './windows.ts';

/** What the menu's entries reach. */
export interface ActionParts {
  readonly core: Pick<App, 'refresh' | 'pause' | 'settings' | 'hideNames'>;
  readonly windows: Windows;
  readonly loginItem: LoginItem;
  readonly clock: Pick<Clock, 'now'>;
  /** Where the icon is. */
  readonly trayBounds: () => Electron.Rectangle | null;
  readonly quit: () => void;
  /** The menu has to be shown anew. */
  readonly onChange: () => void;
  readonly onSurprise: (error: unknown) => void;
}

/** What each entry of the menu does, a line each. */
export function createActions(parts: ActionParts): Readonly<Record<GlanceAction, () => void>> {
  const { core, windows, loginItem, clock } = parts;
  const pause = (until: Parameters<typeof pauseMs>[0]) => () => core.pause(pauseMs(until, clock.now()));
  const openAt = (view: 'settings' | 'connect') => () => {
    windows.popover.open(parts.trayBounds());
    windows.popover.ask({ view, userId: null });
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
    'start-at-login': () => void loginItem.toggle().then(parts.onChange, parts.onSurprise),
    quit: () => parts.quit(),
  };
}
