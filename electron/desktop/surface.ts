import { app, net } from 'electron';
import type { App } from '../app.ts';
import { readyVersion, type Notice, type Settings } from '../shared/model.ts';
import { desktopTexts as texts } from '../shared/texts/desktop.ts';
import { createDesktopActions } from './desktop-actions.ts';
import type { DesktopParts } from './desktop.ts';
import { desktopHandlers } from './handlers.ts';
import { connectIpc } from './ipc.ts';
import { followActivations } from './notifications/activation.ts';
import { createNotifications, requestPermission } from './notifications/notifications.ts';
import { showAbout } from './system/about.ts';
import { logStates } from './system/app-log.ts';
import { programPath, type LoginItem } from './system/login-item.ts';
import type { PlatformChoices } from './system/platform.ts';
import { watchPower } from './system/power.ts';
import { arrangeQuit } from './system/quit.ts';
import { createGlobalShortcut } from './system/shortcut.ts';
import { launchOptions } from './system/startup.ts';
import { createDelayedRefresh } from './tray/delayed-refresh.ts';
import { createMenuActions } from './tray/menu-actions.ts';
import { createTrayFeed } from './tray/tray-feed.ts';
import { createMenuBar, createTrayIcon } from './tray/tray-icon.ts';
import type { MenuListeners } from './tray/tray-menu.ts';
import { updateStart } from './updates/update-plan.ts';
import { createUpdates } from './updates/updates.ts';
import { displayMode, isWayland, type DisplayMode, type TrayHost } from './windows/display-mode.ts';
import { createPages } from './windows/pages.ts';
import type { WindowStateFile } from './windows/window-state.ts';
import { createWindows, type Windows } from './windows/windows.ts';

/** What was found out about this computer before anything is shown. */
export interface SystemFacts {
  readonly choices: PlatformChoices;
  readonly windowState: WindowStateFile;
  readonly loginItem: LoginItem;
  readonly trayHost: TrayHost;
  /** Whether bodies of notifications are read as markup. */
  readonly readsMarkup: () => boolean;
}

/** Puts tray, windows and notifications around an app, starts it, and shows what a launch shows. */
export function createSurface(core: App, system: SystemFacts, parts: DesktopParts): void {
  const { choices, windowState, loginItem, readsMarkup, trayHost } = system;
  const { clock, platform, env, execPath, files, dataFolder, log, onSurprise } = parts;

  const pages = createPages(core.router.leave);
  const menuListeners: MenuListeners = {
    onAction: (name) => actions[name](),
    onChoice: (connectionId) => actions.openConnection(connectionId),
  };
  const tray = createTrayIcon({
    ...menuListeners,
    choices,
    imagesFolder: files.trayImages,
    onClick: (bounds) => windows.popover.toggle(bounds),
  });
  const trayBounds = (): Electron.Rectangle | null => tray?.bounds() ?? null;
  const display = { platform, env, ozonePlatform: app.commandLine.getSwitchValue('ozone-platform') };
  const mode = displayMode({ ...display, trayHost, hasTray: tray !== null });
  const trayViews = [...(tray === null ? [] : [tray]), ...(mode.isTrayVisible ? [] : [createMenuBar(menuListeners)])];

  const { isQuitting, stopThen } = arrangeQuit({ clock, stop, onSystemEnd: () => updates.holdBack() });
  const windows = createWindows({
    files,
    mode: mode.kind,
    choices,
    clock,
    pages,
    state: windowState,
    isQuitting,
    onVisible: (isVisible) => power.setVisible(isVisible),
    onHung: () => log.write('error', 'hung'),
    onSurprise,
  });
  const notifications = createNotifications({
    choices,
    platform,
    readsMarkup,
    onClick: (notice) => actions.showNotice(notice),
    notifyInPage: windows.popover.notify,
  });
  const shortcut = createGlobalShortcut({
    isPortal: isWayland(display),
    onPress: () => windows.popover.toggle(trayBounds()),
  });
  const updates = createUpdates({
    start: updateStart({ platform, env, execPath, ...parts.packaged, isPackaged: app.isPackaged }),
    load: parts.loadUpdater,
    clock,
    random: parts.random,
    log,
    onChange: desktopChanged,
  });
  const desktop = createDesktopActions({
    popover: windows.popover,
    loginItem,
    shortcut,
    updates,
    dataFolder,
    files,
    restart: () => stopThen(installAndRestart),
    onChange: desktopChanged,
    onSurprise,
  });

  connectIpc(core.router);
  const unsubscribes = [
    pages.follow(core.events),
    logStates(log, core),
    core.events.on('notice:raised', notifications.show),
    core.events.on('settings:changed', applySettings),
  ];
  let isMasked = core.settings().isMasked;
  applySettings(core.settings());
  const delayed = createDelayedRefresh({ core, clock, onChange: () => feed.refresh() });
  const actions = createMenuActions({
    core,
    windows,
    desktop,
    clock,
    trayBounds,
    refresh: delayed.request,
    quit: () => app.quit(),
    showAbout: () => showAbout({ choices, dataFolder, icon: files.windowIcon }),
  });
  core.router.handle(desktopHandlers({ core, windows, actions: desktop, open: actions.open, onSurprise }));
  // Before anything is shown: from here on the app says what it is about to open, rather than "not connected".
  core.start().catch(onSurprise);
  const power = watchPower({ choices, core, clock });
  const feed = createTrayFeed({
    core,
    clock,
    options: () => {
      const { trayMetric: metric, isNumberInIcon } = core.settings();
      return {
        metric,
        isNumberInIcon,
        tooltipMax: choices.tooltipMax,
        startsAtLogin: loginItem.isOn(),
        updateVersion: readyVersion(updates.state()),
        refreshRunsAt: delayed.runsAt(),
      };
    },
    show: (state) => trayViews.forEach((view) => view.show(state)),
  });
  updates.start(() => !power.isSparing() && net.isOnline());
  app.on('second-instance', (_event, argv) => {
    if (!launchOptions(argv).isHidden) actions.open();
  });
  app.on('activate', actions.open);
  if (choices.outlivedByNotices) followActivations(core, actions.showNotice);
  showAtLaunch(parts.isHidden || app.getLoginItemSettings().wasOpenedAtLogin, mode, windows, windowState, trayBounds());

  function applySettings(settings: Settings): void {
    if (settings.isMasked && !isMasked) {
      notifications.hideNames();
      windows.popover.hideNames();
    }
    isMasked = settings.isMasked;
    requestPermission(settings);
    const sentences = (): string => `${shortcut.problem()} ${shortcut.advice()}`;
    const before = sentences();
    shortcut.use(settings.shortcut);
    if (sentences() !== before) pages.send('desktop:changed', desktop.state());
  }

  function desktopChanged(): void {
    pages.send('desktop:changed', desktop.state());
    feed.refresh();
  }

  /** The new version starts while this one is still ending, and needs the lock. */
  function installAndRestart(): void {
    app.releaseSingleInstanceLock();
    updates.install(() => {
      app.relaunch({ execPath: programPath(env, execPath) });
      app.quit();
    });
  }

  async function stop(): Promise<void> {
    for (const part of [feed, delayed, power, updates, shortcut]) part.stop();
    for (const unsubscribe of unsubscribes) unsubscribe();
    await Promise.all([windows.history.remember(), core.stop()]);
    log.write('info', 'stopped');
  }
}

/** A launch opens the popover, one at login does not; a window that nothing leads to is shown in any case. */
function showAtLaunch(
  isHidden: boolean,
  { reason, isTrayVisible }: DisplayMode,
  { popover }: Windows,
  state: WindowStateFile,
  trayBounds: Electron.Rectangle | null,
): void {
  popover.warm();
  if (reason !== null && reason !== state.get().seenReason) {
    popover.notify(windowNotice(reason), () => void state.update({ seenReason: reason }));
  }
  if (!isHidden) popover.open(trayBounds);
  else if (!isTrayVisible) popover.appear();
}

function windowNotice(reason: string): Notice {
  return {
    id: 'window',
    title: texts.window.title,
    body: reason,
    userId: null,
    connectionId: null,
    isDemo: false,
  };
}
