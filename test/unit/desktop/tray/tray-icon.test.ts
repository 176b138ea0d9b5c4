import { describe, expect, it } from 'vitest';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import { createMenuBar, createTrayIcon, type TrayParts } from '../../../../electron/desktop/tray/tray-icon.ts';
import type { ConnectionState } from '../../../../electron/shared/model.ts';
import { glance } from '../../../../electron/desktop/tray/tray-state.ts';
import { fakeTray, TEAM } from '../fake-electron.ts';

const profile = { name: 'Billing' } as NonNullable<ConnectionState['profile']>;
const account: ConnectionState = { kind: 'account', profile, secret: 'stored' };
const options = {
  attention: 0,
  isMasked: false,
  metric: 'available',
  isNumberInIcon: false,
  tooltipMax: null,
  clockTime: () => '14:02',
  clockSecond: (): string => '14:02:11',
  refreshRunsAt: null,
  startsAtLogin: null,
  updateVersion: null,
  connections: [],
} as const;
const menuOf = (template: Electron.MenuItemConstructorOptions[]) => ({ template }) as unknown as Electron.Menu;

describe('tray icon', () => {
  function trayOn(platform: string, change: Partial<TrayParts> = {}) {
    const tray = fakeTray();
    const made: unknown[][] = [];
    const clicks: unknown[] = [];
    const icon = createTrayIcon({
      makeTray: (...args) => {
        made.push(args);
        return tray;
      },
      buildMenu: menuOf,
      choices: platformChoices(platform),
      imagesFolder: '/icons',
      nativeImage: {
        createFromBuffer: () => ({ addRepresentation: () => undefined }) as unknown as Electron.NativeImage,
      },
      scaleFactor: () => 1,
      isDark: () => true,
      onClick: (bounds) => clicks.push(bounds),
      onAction: () => undefined,
      onChoice: () => undefined,
      ...change,
    });
    return { tray, icon, made, clicks };
  }

  it('shows title and template image on macOS, and its menu on a right click', () => {
    const { tray, icon, made } = trayOn('darwin');
    icon?.show(glance(TEAM, account, options));
    tray.emit('right-click');
    expect(made).toEqual([['/icons/idleTemplate.png', platformChoices('darwin').trayGuid]]);
    expect(tray.calls).toEqual([
      'ignore double clicks true',
      'image /icons/availableTemplate.png',
      'title 2 monospacedDigit',
      'tip Billing\n2 available, 1 busy, 0 away, 0 offline',
      'popup',
    ]);
  });

  it('follows the colour of the taskbar on Windows, and passes no GUID', () => {
    let isDark = true;
    const { tray, icon, made } = trayOn('win32', { isDark: () => isDark });
    icon?.show(glance(TEAM, account, options));
    isDark = false;
    icon?.themeChanged();
    expect(made).toEqual([['/icons/idle-on-dark.ico']]);
    expect(tray.calls.filter((call) => call.startsWith('image'))).toEqual([
      'image /icons/available-on-dark.ico',
      'image /icons/available-on-light.ico',
    ]);
    expect(tray.calls.some((call) => call.startsWith('title'))).toBe(false);
  });

  it.each(['win32', 'linux'])('has its number drawn on %s where that is wanted, until it is not live', (platform) => {
    const { tray, icon } = trayOn(platform);
    icon?.show(glance(TEAM, account, { ...options, isNumberInIcon: true }));
    icon?.themeChanged();
    icon?.show(
      glance({ ...TEAM, health: { ...TEAM.health, state: 'paused' } }, account, { ...options, isNumberInIcon: true }),
    );
    const images = tray.calls.filter((call) => call.startsWith('image'));
    expect(images).toEqual(['image drawn', 'image drawn', expect.stringMatching(/^image \/icons\/paused/)]);
  });

  it('sets its menu again with each change on Linux', () => {
    const { tray, icon } = trayOn('linux');
    icon?.show(glance(TEAM, account, options));
    icon?.show(glance(TEAM, account, options));
    expect(tray.calls.filter((call) => call === 'menu')).toHaveLength(2);
  });

  it('says where it is: what the system says, else where it was clicked', () => {
    const bounds = { x: 5, y: 6, width: 7, height: 8 };
    const mac = trayOn('darwin');
    expect(mac.icon?.bounds()).toEqual({ x: 1000, y: 0, width: 30, height: 24 });
    const linux = trayOn('linux');
    expect(linux.icon?.bounds()).toBeNull();
    linux.tray.emit('click', {}, bounds);
    expect([linux.icon?.bounds(), linux.clicks]).toEqual([bounds, [bounds]]);
  });

  it('is none where it cannot be made', () => {
    const makeTray = () => {
      throw new Error('no tray');
    };
    expect(trayOn('linux', { makeTray }).icon).toBeNull();
  });
});

it('puts the menu into the menu bar where there is no icon', () => {
  const menus: { template?: Electron.MenuItemConstructorOptions[] }[] = [];
  const heard: string[] = [];
  const bar = createMenuBar({
    buildMenu: menuOf,
    setMenu: (menu) => menus.push(menu as unknown as (typeof menus)[number]),
    onAction: (action) => heard.push(action),
    onChoice: () => undefined,
  });
  bar.show(glance(TEAM, account, options));
  const [entry] = menus[0]?.template ?? [];
  const items = entry?.submenu as Electron.MenuItemConstructorOptions[];
  (items.at(-1)?.click as () => void)();
  expect([entry?.label, items.at(-1)?.label, heard]).toEqual(['Rollcall', 'Quit Rollcall', ['quit']]);
});
