import { Menu, nativeTheme, Tray } from 'electron';
import type { PlatformChoices } from '../system/platform.ts';
import { menuTemplate, type MenuListeners } from './tray-menu.ts';
import { trayPicture } from './tray-picture.ts';
import type { TrayState } from './tray-state.ts';

/** What shows the state of the tray: the icon, or a menu bar. */
export interface TrayView {
  show(state: TrayState): void;
}

/** The icon in the tray. */
export interface TrayIcon extends TrayView {
  /** Where the icon is; null where the system does not say. */
  bounds(): Electron.Rectangle | null;
}

/** What the icon depends on, and who hears its clicks. */
export interface TrayIconParts extends MenuListeners {
  readonly choices: PlatformChoices;
  readonly imagesFolder: string;
  readonly onClick: (bounds: Electron.Rectangle | null) => void;
}

/** Puts the icon into the tray; null where that fails. */
export function createTrayIcon({ choices, imagesFolder, onClick, ...listeners }: TrayIconParts): TrayIcon | null {
  let state: Pick<TrayState, 'icon' | 'isMarked' | 'number'> = {
    icon: 'idle',
    isMarked: false,
    number: null,
  };
  const picture = (): ReturnType<typeof trayPicture> => trayPicture(state, choices.trayImages, imagesFolder);
  const tray = tryTray(picture(), choices.trayGuid);
  if (tray === null) return null;

  let menu: Electron.Menu | null = null;
  let lastBounds: Electron.Rectangle | null = null;
  tray.on('click', (_event, bounds) => {
    lastBounds = bounds;
    onClick(bounds);
  });
  if (choices.menu === 'on-right-click') {
    tray.on('right-click', () => menu !== null && tray.popUpContextMenu(menu));
    tray.setIgnoreDoubleClickEvents(true);
  }
  nativeTheme.on('updated', () => tray.setImage(picture())); // the taskbar may have changed its colour

  return {
    show(next) {
      state = next;
      tray.setImage(picture());
      if (choices.hasTitle) tray.setTitle(next.title, { fontType: 'monospacedDigit' });
      tray.setToolTip(next.tooltip);
      menu = Menu.buildFromTemplate(menuTemplate(next.menu, listeners));
      if (choices.menu === 'always') tray.setContextMenu(menu);
    },
    bounds: () => (choices.hasTrayBounds ? tray.getBounds() : lastBounds),
  };
}

/** A GUID is left out rather than passed as undefined, which Electron refuses. */
function tryTray(image: string | Electron.NativeImage, guid: string | undefined): Tray | null {
  try {
    return guid === undefined ? new Tray(image) : new Tray(image, guid);
  } catch {
    return null;
  }
}

/** Shows the menu in the windows' own menu bar, for desktops that show no tray icon. */
export function createMenuBar(listeners: MenuListeners): TrayView {
  return {
    show({ menu }) {
      const submenu = menuTemplate(menu, listeners);
      Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: 'Rollcall', submenu }]));
    },
  };
}
