import type { Glance } from './tray-state.ts';
import { menuTemplate, type MenuListeners } from './menu-template.ts';
import type { PlatformChoices } from '../system/platform.ts';
import { trayPicture, type TrayPictureParts } from './tray-picture.ts';

/** Whatever shows a glance. */
export interface Face {
  show(glance: Glance): void;
}

/** The icon in the tray. */
export interface TrayIcon extends Face {
  /** Where the icon is; null where the system does not say. */
  bounds(): Electron.Rectangle | null;
  /** Draws the icon anew after the taskbar changed its colour. */
  themeChanged(): void;
}

/** The part of Electron's Tray that is used. */
export type TrayPort = Pick<
  Electron.Tray,
  | 'getBounds'
  | 'on'
  | 'popUpContextMenu'
  | 'setContextMenu'
  | 'setIgnoreDoubleClickEvents'
  | 'setImage'
  | 'setTitle'
  | 'setToolTip'
>;

type Picture = ReturnType<typeof trayPicture>;

/** What the icon is made of. */
export interface TrayParts extends TrayPictureParts, MenuListeners {
  /** `new Tray`; throws where there is no tray at all. */
  readonly makeTray: (image: Picture, guid?: string) => TrayPort;
  readonly buildMenu: (template: Electron.MenuItemConstructorOptions[]) => Electron.Menu;
  readonly choices: PlatformChoices;
  readonly onClick: (bounds: Electron.Rectangle | null) => void;
}

/** Puts the icon into the tray; null where that fails. */
export function createTrayIcon(parts: TrayParts): TrayIcon | null {
  const { choices, buildMenu } = parts;
  let shown: Pick<Glance, 'icon' | 'number'> = { icon: 'idle', number: null };
  const picture = (): Picture => trayPicture(parts, shown);
  const tray = tryToMake(() => makeTray(parts, picture()));
  if (tray === null) return null;

  let menu: Electron.Menu | null = null;
  let lastBounds: Electron.Rectangle | null = null;
  tray.on('click', (_event, bounds) => {
    lastBounds = bounds;
    parts.onClick(bounds);
  });
  if (choices.menu === 'on-right-click') {
    tray.on('right-click', () => menu !== null && tray.popUpContextMenu(menu));
    tray.setIgnoreDoubleClickEvents(true);
  }

  return {
    show(glance) {
      shown = glance;
      tray.setImage(picture());
      if (choices.hasTitle) tray.setTitle(glance.title, { fontType: 'monospacedDigit' });
      tray.setToolTip(glance.tooltip);
      menu = buildMenu(menuTemplate(glance.menu, parts));
      if (choices.menu === 'always') tray.setContextMenu(menu);
    },
    bounds: () => (choices.hasTrayBounds ? tray.getBounds() : lastBounds),
    themeChanged: () => tray.setImage(picture()),
  };
}

// Left out rather than passed as undefined, which Electron refuses as a GUID.
function makeTray({ makeTray: make, choices }: TrayParts, image: Picture): TrayPort {
  return choices.trayGuid === undefined ? make(image) : make(image, choices.trayGuid);
}

function tryToMake(make: () => TrayPort): TrayPort | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** Shows the glance's menu in the windows' own menu bar, for desktops that show no tray icon. */
export function createMenuBar(
  parts: MenuListeners & {
    readonly buildMenu: TrayParts['buildMenu'];
    readonly setMenu: (menu: Electron.Menu) => void;
  },
): Face {
  return {
    show({ menu }) {
      const submenu = menuTemplate(menu, parts);
      parts.setMenu(parts.buildMenu([{ label: 'Rollcall', submenu }]));
    },
  };
}
