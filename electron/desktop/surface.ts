import type { Notice } from '../shared/model.ts';
import type { GlanceAction } from './tray/glance-menu.ts';
import { programPath } from './system/autostart-entry.ts';
import { createDesktopActions, type DesktopActions } from './desktop-actions.ts';
import type { DesktopParts } from './desktop.ts';
import type { LoginItem } from './system/login-item.ts';
import { createNotifier } from './notifications/notifier.ts';
import { createPages, type Pages } from './windows/pages.ts';
import type { PlatformChoices } from './system/platform.ts';
import { isWayland, presence, type Presence, type TrayHost } from './windows/presence.ts';
import { arrangeQuit } from './system/quit.ts';
import { createGlobalShortcut, type GlobalShortcut } from './system/shortcut.ts';
import { createMenuBar, createTrayIcon, type Face, type TrayIcon } from './tray/tray.ts';
import type { UiStateFile } from './windows/ui-state.ts';
import { webPreferences } from './windows/web-preferences.ts';
import { updateStart } from './updates/update-plan.ts';
import { createUpdates, type Updates } from './updates/updates.ts';
import { createWindows, type Windows } from './windows/windows.ts';

/** What was found out about this computer before anything is shown. */
export interface Findings {
  readonly choices: PlatformChoices;
  readonly state: UiStateFile;
  readonly loginItem: LoginItem;
  readonly trayHost: TrayHost;
  /** Whether bodies of notifications are read as markup. */
  readonly readsMarkup: () => boolean;
}

/** What the surface tells; the core takes these over once it is there. */
export interface Listeners {
  action(name: GlanceAction): void;
  /** A connection was chosen in a menu. */
  choice(connectionId: string): void;
  /** A notification was clicked. */
  notice(notice: Notice): void;
  sight(isInSight: boolean): void;
  /** Something of the desktop's own state. */
  changed(): void;
  stop(): Promise<unknown>;
}

/** Icon, windows and notifications, before there is a core behind them. */
export interface Surface extends Findings {
  readonly place: Presence;
  readonly pages: Pages;
  readonly windows: Windows;
  /** Where the menu and the counts are shown; the icon, the menu bar, or both. */
  readonly faces: readonly Face[];
  readonly trayBounds: () => Electron.Rectangle | null;
  readonly desktop: DesktopActions;
  readonly notify: (notice: Notice) => void;
  /** Takes away what names somebody and was told before names were hidden. */
  readonly hideNames: () => void;
  readonly shortcut: GlobalShortcut;
  readonly updates: Updates;
  /** To be replaced by the core's own. */
  readonly listeners: Listeners;
}

/** Makes the surface; nothing is opened yet. */
export function createSurface(parts: DesktopParts, findings: Findings): Surface {
  const { electron, platform, clock } = parts;
  const { app } = electron;
  const listeners: Listeners = {
    action: () => {},
    choice: () => {},
    notice: () => {},
    sight: () => {},
    changed: () => {},
    stop: () => Promise.resolve(),
  };
  const tray = trayFor(parts, findings, listeners, (bounds) => windows.popover.toggle(bounds));
  const surroundings = { ...parts, ozonePlatform: app.commandLine.getSwitchValue('ozone-platform') };
  const place = presence({ ...surroundings, ...findings, hasTray: tray !== null });
  const { isQuitting, stopThen } = arrangeQuit({
    ...electron,
    clock,
    stop: () => listeners.stop(),
    onSystemEnd: () => updates.holdBack(),
  });
  const pages = createPages();
  const windows: Windows = createWindows({
    ...parts,
    ...findings,
    ...electron,
    pages,
    isQuitting,
    look: place.look,
    openWindow: (options) => new electron.BrowserWindow(options),
    webPreferences: webPreferences(parts.files.preload, app.isPackaged),
    icon: findings.choices.hasWindowIcon ? parts.files.windowIcon : undefined,
    onSight: (isInSight) => listeners.sight(isInSight),
    onHung: () => parts.log.write('error', 'hung'),
  });
  const trayBounds = (): Electron.Rectangle | null => tray?.bounds() ?? null;
  const notifier = createNotifier({
    ...findings,
    platform,
    makeNotification: (options) => new electron.Notification(options),
    isSupported: () => electron.Notification.isSupported(),
    onClick: (notice) => listeners.notice(notice),
    tell: (notice, onTold) => windows.popover.tell(notice, onTold),
    removeGroup: (id) => electron.Notification.removeGroup(id),
  });
  function hideNames(): void {
    notifier.hideNames();
    windows.popover.hideNames();
  }
  const shortcut = createGlobalShortcut({
    ...electron,
    isPortal: isWayland(surroundings),
    onPress: () => windows.popover.toggle(trayBounds()),
  });
  function onChange(): void {
    pages.tell('desktop:changed', desktop.state());
    listeners.changed();
  }
  const updates = createUpdates({
    ...parts,
    start: updateStart({ ...parts, ...parts.packaged, isPackaged: app.isPackaged }),
    load: parts.loadUpdater,
    onChange,
  });
  const desktop = createDesktopActions({
    ...parts,
    ...findings,
    ...electron,
    popover: windows.popover,
    shortcut,
    updates,
    restart: () => stopThen(() => installAndRestart(parts, updates)),
    onChange,
  });
  const faces = facesOf(electron, place, tray, listeners);
  const { show: notify } = notifier;
  const shown = { place, pages, windows, faces, trayBounds };
  return { ...findings, ...shown, desktop, notify, hideNames, shortcut, updates, listeners };
}

/** The new version is started while this one is still ending, and has to find the place free. */
function installAndRestart({ electron: { app }, env, execPath }: DesktopParts, updates: Updates): void {
  app.releaseSingleInstanceLock();
  updates.install(() => {
    app.relaunch({ execPath: programPath(env, execPath) });
    app.quit();
  });
}

function trayFor(
  { electron, files }: DesktopParts,
  { choices }: Findings,
  listeners: Listeners,
  onClick: (bounds: Electron.Rectangle | null) => void,
): TrayIcon | null {
  const { Tray, Menu, nativeImage, nativeTheme, screen } = electron;
  const tray = createTrayIcon({
    makeTray: (...image) => new Tray(...image),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    choices,
    nativeImage,
    scaleFactor: () => screen.getPrimaryDisplay().scaleFactor,
    imagesFolder: files.trayImages,
    isDark: () => nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
    onClick,
    onAction: (name) => listeners.action(name),
    onChoice: (id) => listeners.choice(id),
  });
  nativeTheme.on('updated', () => tray?.themeChanged());
  return tray;
}

function facesOf(
  { Menu }: DesktopParts['electron'],
  place: Presence,
  tray: TrayIcon | null,
  listeners: Listeners,
): Face[] {
  const menuBar = createMenuBar({
    buildMenu: (template) => Menu.buildFromTemplate(template),
    setMenu: (menu) => Menu.setApplicationMenu(menu),
    onAction: (name) => listeners.action(name),
    onChoice: (id) => listeners.choice(id),
  });
  return [...(tray === null ? [] : [tray]), ...(place.isTraySeen ? [] : [menuBar])];
}
