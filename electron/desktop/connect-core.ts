import { followCore } from './system/log-app.ts';
import type { App } from '../app.ts';
import { clockMinute, clockSecond } from '../shared/format.ts';
import { readyVersion, type Notice, type Settings } from '../shared/model.ts';
import { showAbout } from './system/about.ts';
import { followActivations } from './notifications/activation.ts';
import { createActions } from './tray/actions.ts';
import { createDelayedRefresh } from './tray/delayed-refresh.ts';
import type { DesktopParts } from './desktop.ts';
import { desktopHandlers } from './handlers.ts';
import { createGlanceFeed } from './tray/glance-feed.ts';
import { whenNamesHide } from './notifications/hidden-names.ts';
import { connectIpc } from './ipc.ts';
import { launchOptions } from './system/launch.ts';
import { askToNotify } from './notifications/notice-permission.ts';
import { watchPower } from './system/power.ts';
import type { Surface } from './surface.ts';

/** Puts the core behind the surface, shows what a launch shows, and starts the core. */
export function connectCore(surface: Surface, core: App, parts: DesktopParts): void {
  const { choices, pages, windows, faces, loginItem, listeners, shortcut, updates, trayBounds } = surface;
  const { electron, clock, log, onSurprise } = parts;
  connectIpc(electron.ipcMain, core.router);
  pages.onGone((sender) => core.router.leave(sender));
  const unfollow = pages.follow(core.events);
  const unlog = followCore(log, core);
  const unhide = whenNamesHide(core, surface.hideNames);
  function use(settings: Settings): void {
    useShortcut(surface, settings);
    askToNotify(electron.Notification, settings);
  }
  const unuse = core.events.on('settings:changed', use);
  use(core.settings());
  // Before anything is shown: from here on the core says what it is about to open, rather than "not connected".
  core.start().catch(onSurprise);
  const power = watchPower({ ...electron, choices, core, clock });
  const delayed = createDelayedRefresh({ core, clock, onChange: () => feed.refresh() });
  const feed = createGlanceFeed({
    core,
    clock,
    options: () => {
      const { trayMetric: metric, isNumberInIcon } = core.settings();
      const updateVersion = readyVersion(updates.state());
      const { tooltipMax } = choices;
      const facts = { metric, isNumberInIcon, tooltipMax, startsAtLogin: loginItem.isOn(), updateVersion };
      return {
        ...facts,
        clockTime: (at: number) => clockMinute(at),
        clockSecond: (at: number) => clockSecond(at),
        refreshRunsAt: delayed.runsAt(),
      };
    },
    show: (glance) => faces.forEach((face) => face.show(glance)),
  });
  const quit = (): void => electron.app.quit();
  const { desktop } = surface;
  const about = { app: electron.app, choices, dataFolder: parts.dataFolder, icon: parts.files.windowIcon };
  const actions = createActions({
    core,
    windows,
    desktop,
    clock,
    trayBounds,
    refresh: delayed.ask,
    quit,
    showAbout: () => showAbout(about),
  });
  const openUrl = (url: string): void => void electron.shell.openExternal(url).catch(onSurprise);
  core.router.handle(desktopHandlers({ core, windows, actions: desktop, open: actions.open, openUrl }));
  Object.assign(listeners, {
    action: (name) => actions[name](),
    choice: actions.choice,
    notice: actions.notice,
    sight: (isInSight) => power.sight(isInSight),
    changed: () => feed.refresh(),
    async stop() {
      feed.stop();
      delayed.stop();
      power.stop();
      updates.stop();
      unfollow();
      unlog();
      unhide();
      unuse();
      shortcut.stop();
      await Promise.all([windows.history.remember(), core.stop()]);
      log.write('info', 'stopped');
    },
  } satisfies Surface['listeners']);
  updates.start(() => !power.isSparing() && electron.net.isOnline());
  electron.app.on('second-instance', (_event, argv) => {
    if (!launchOptions(argv).isHidden) actions.open();
  });
  electron.app.on('activate', actions.open);
  if (choices.outlivedByNotices) {
    followActivations(electron.Notification, core, actions.notice);
  }
  showAtLaunch(surface, parts.isHidden || electron.app.getLoginItemSettings().wasOpenedAtLogin);
}

/** Takes the keys of the settings, and says how that went. */
function useShortcut({ shortcut, pages, desktop }: Surface, { shortcut: keys }: Settings): void {
  const sentences = (): string => `${shortcut.problem()} ${shortcut.advice()}`;
  const before = sentences();
  shortcut.use(keys);
  if (sentences() !== before) pages.tell('desktop:changed', desktop.state());
}

/** A launch opens the popover, one at login does not; a window that nothing leads to is shown in any case. */
function showAtLaunch({ windows, place, state, trayBounds }: Surface, isHidden: boolean): void {
  const { popover } = windows;
  popover.warm();
  if (place.reason !== null && place.reason !== state.get().toldReason) {
    const { reason } = place;
    popover.tell(windowNotice(reason), () => void state.update({ toldReason: reason }));
  }
  if (!isHidden) popover.open(trayBounds());
  else if (!place.isTraySeen) popover.appear();
}

function windowNotice(reason: string): Notice {
  return {
    id: 'window',
    title: 'Rollcall opens in a window here',
    body: reason,
    userId: null,
    connectionId: null,
    isDemo: false,
  };
}
