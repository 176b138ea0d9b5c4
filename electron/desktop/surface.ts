import { app, net } from 'electron';
import type { App } from '../app.ts';
import { createEmitter } from '../shared/emitter.ts';
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
import type { MenuAction, MenuListeners } from './tray/tray-menu.ts';
import { updateStart } from './updates/update-plan.ts';
import { createUpdates } from './updates/updates.ts';
import { displayMode, isWayland, type DisplayMode, type TrayHost } from './windows/display-mode.ts';
import { createPages } from './windows/pages.ts';
import type { WindowStateFile } from './windows/window-state.ts';
import { createWindows, type Windows } from './windows/windows.ts';

/** Facts about this computer, found before anything is shown. */
export interface SystemFacts {
  readonly choices: PlatformChoices;
  readonly windowState: WindowStateFile;
  readonly loginItem: LoginItem;
  readonly trayHost: TrayHost;
  /** Whether bodies of notifications are read as markup. */
  readonly readsMarkup: () => boolean;
}

/** What the parts below announce to others that are made after them. */
interface SurfaceEvents {
  /** The icon was clicked; where it is. */
  readonly icon: Electron.Rectangle | null;
  /** An entry of the menu was clicked. */
  readonly action: MenuAction;
  /** A connection was chosen in the menu. */
  readonly choice: string;
  /** The state of the desktop has changed. */
  readonly desktop: null;
  /** The time of the requested refresh has changed. */
  readonly delay: null;
}

/** The app without what it has for a publisher, which has no window. */
export type DesktopApp = Omit<App, 'publishing'>;

/**
 * Puts tray, windows and notifications around an app, starts it, and shows what a launch shows. Each part is made from
 * those above it; a part that needs one further down announces an event.
 */
export function createSurface(core: DesktopApp, system: SystemFacts, parts: DesktopParts): void {
  const { choices, windowState, loginItem, readsMarkup, trayHost } = system;
  const { clock, platform, env, execPath, files, dataFolder, log, onSurprise } = parts;

  const surface = createEmitter<SurfaceEvents>(onSurprise);
  const quit = arrangeQuit(clock);
  const pages = createPages(core.router.leave);
  const power = watchPower({ choices, core, clock });
  const menuListeners: MenuListeners = {
    onAction: (name) => surface.emit('action', name),
    onChoice: (connectionId) => surface.emit('choice', connectionId),
  };
  // Before the windows, whose kind depends on whether there is an icon.
  const tray = createTrayIcon({
    ...menuListeners,
    choices,
    imagesFolder: files.trayImages,
    onClick: (bounds) => surface.emit('icon', bounds),
  });
  const trayBounds = (): Electron.Rectangle | null => tray?.bounds() ?? null;
  const display = { platform, env, ozonePlatform: app.commandLine.getSwitchValue('ozone-platform') };
  const mode = displayMode({ ...display, trayHost, hasTray: tray !== null });
  const trayViews = [...(tray === null ? [] : [tray]), ...(mode.isTrayVisible ? [] : [createMenuBar(menuListeners)])];

  const windows = createWindows({
    files,
    mode: mode.kind,
    choices,
    clock,
    pages,
    state: windowState,
    isQuitting: quit.isQuitting,
    onVisible: power.setVisible,
    onHung: () => log.write('error', 'hung'),
    onSurprise,
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
    isGoodMoment: () => !power.isSparing() && net.isOnline(),
    log,
    onChange: () => surface.emit('desktop', null),
  });
  const desktop = createDesktopActions({
    popover: windows.popover,
    loginItem,
    shortcut,
    updates,
    dataFolder,
    files,
    restart: () => quit.stopThen(installAndRestart),
    onChange: () => surface.emit('desktop', null),
    onSurprise,
  });
  const delayed = createDelayedRefresh({ core, clock, onChange: () => surface.emit('delay', null) });
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
  const notifications = createNotifications({
    choices,
    platform,
    readsMarkup,
    onClick: actions.showNotice,
    onAction: ({ id }, action) => core.actOnNotice(id, action),
    onOutcome: ({ id }, outcome) => core.noticeOutcome(id, outcome),
    onSurprise,
    notifyInPage: windows.popover.notify,
  });

  connectIpc(core.router);
  core.router.handle(desktopHandlers({ core, windows, actions: desktop, open: actions.open, onSurprise }));
  const unsubscribes = [
    pages.follow(core.events),
    logStates(log, core),
    core.events.on('notice:raised', notifications.show),
    core.events.on('settings:changed', applySettings),
    core.events.on('alerts:changed', requestPermission),
  ];
  let isMasked = core.settings().isMasked;
  applySettings(core.settings());
  // Before anything is shown: from now on the app names the connection it is opening, instead of "not connected".
  core.start().catch(onSurprise);
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
  surface.on('icon', windows.popover.toggle);
  surface.on('action', (name) => actions[name]());
  surface.on('choice', actions.openConnection);
  surface.on('desktop', () => pages.send('desktop:changed', desktop.state()));
  surface.on('desktop', feed.refresh);
  surface.on('delay', feed.refresh);
  quit.follow({ stop, onSystemEnd: updates.holdBack });
  app.on('second-instance', (_event, argv) => {
    if (!launchOptions(argv).isHidden) actions.open();
  });
  app.on('activate', actions.open);
  if (choices.outlivedByNotices) {
    followActivations(core, { onClick: actions.showNotice, onAction: core.actOnNotice });
  }
  showAtLaunch(parts.isHidden || app.getLoginItemSettings().wasOpenedAtLogin, mode, windows, windowState, trayBounds());

  function applySettings(settings: Settings): void {
    if (settings.isMasked && !isMasked) {
      notifications.hideNames();
      windows.popover.hideNames();
    }
    isMasked = settings.isMasked;
    const sentences = (): string => `${shortcut.problem()} ${shortcut.advice()}`;
    const before = sentences();
    shortcut.use(settings.shortcut);
    if (sentences() !== before) pages.send('desktop:changed', desktop.state());
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

/** A launch opens the popover, one at login does not. A window without an icon is always shown: nothing else opens it. */
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
