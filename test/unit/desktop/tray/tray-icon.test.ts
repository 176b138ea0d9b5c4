import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import { createMenuBar, createTrayIcon } from '../../../../electron/desktop/tray/tray-icon.ts';
import { trayState } from '../../../../electron/desktop/tray/tray-state.ts';
import { NO_ALERTS, type ConnectionState } from '../../../../electron/shared/model.ts';
import { startElectron, type ElectronOptions } from '../../../support/electron-host/in-process.ts';
import { TEAM } from '../fake-app.ts';

const profile = { name: 'Billing' } as NonNullable<ConnectionState['profile']>;
const account: ConnectionState = { kind: 'account', profile, secret: 'stored' };
const options = {
  isMasked: false,
  metric: 'available',
  isNumberInIcon: false,
  tooltipMax: null,
  refreshRunsAt: null,
  startsAtLogin: null,
  updateVersion: null,
  connections: [],
  alerts: NO_ALERTS,
} as const;
const imagesFolder = fileURLToPath(new URL('../../../../build/icons/tray', import.meta.url));

describe('tray icon', () => {
  function trayOn(platform: string, change: ElectronOptions = {}) {
    const electron = startElectron({ platform, ...change });
    electron.electron.nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = true;
    const clicks: unknown[] = [];
    const icon = createTrayIcon({
      choices: platformChoices(platform),
      imagesFolder,
      onClick: (bounds) => clicks.push(bounds),
      onAction: () => undefined,
      onChoice: () => undefined,
    });
    const images = () => electron.trayCalls.filter((call) => call.startsWith('image'));
    return { ...electron, icon, clicks, images };
  }

  it('shows title and template image on macOS, and its menu on a right click', () => {
    const { trays, icon, trayCalls } = trayOn('darwin');
    icon?.show(trayState(TEAM, account, options));
    trays.last()?.emit('right-click');
    expect(trayCalls).toEqual([
      'image idleTemplate.png',
      'ignore double clicks true',
      'image availableTemplate.png',
      'title 2 monospacedDigit',
      'tip Billing\n2 available, 1 busy, 0 away, 0 offline',
      'popup',
    ]);
  });

  it('has its identity on macOS, and passes no GUID elsewhere', () => {
    expect(trayOn('darwin').trayArguments).toEqual([['idleTemplate.png', platformChoices('darwin').trayGuid]]);
    expect(trayOn('win32').trayArguments).toEqual([['idle-on-dark.ico']]);
  });

  it('follows the colour of the taskbar on Windows', () => {
    const { icon, calls, images, trayCalls } = trayOn('win32');
    icon?.show(trayState(TEAM, account, options));
    void calls.darkTaskbar(false);
    expect(images().slice(1)).toEqual(['image available-on-dark.ico', 'image available-on-light.ico']);
    expect(trayCalls.some((call) => call.startsWith('title'))).toBe(false);
  });

  it.each([
    ['win32', 16],
    ['linux', 24],
  ])('has its number drawn on %s where that is wanted, until it is not live', (platform, size) => {
    const { calls, icon, images } = trayOn(platform);
    icon?.show(trayState(TEAM, account, { ...options, isNumberInIcon: true }));
    void calls.darkTaskbar(true);
    const paused = { ...TEAM, health: { ...TEAM.health, state: 'paused' } } as const;
    icon?.show(trayState(paused, account, { ...options, isNumberInIcon: true }));
    const drawn = `image drawn, ${size} pixels`;
    expect(images().slice(1)).toEqual([drawn, drawn, expect.stringMatching(/^image paused/)]);
  });

  it('sets its menu again with each change on Linux', () => {
    const { trayCalls, icon } = trayOn('linux');
    icon?.show(trayState(TEAM, account, options));
    icon?.show(trayState(TEAM, account, options));
    expect(trayCalls.filter((call) => call === 'menu')).toHaveLength(2);
  });

  it('says where it is: what the system says, else where it was clicked', () => {
    const bounds = { x: 5, y: 6, width: 7, height: 8 };
    expect(trayOn('darwin').icon?.bounds()).toEqual({ x: 1200, y: 2, width: 24, height: 24 });
    const linux = trayOn('linux');
    expect(linux.icon?.bounds()).toBeNull();
    linux.trays.last()?.emit('click', {}, bounds);
    expect([linux.icon?.bounds(), linux.clicks]).toEqual([bounds, [bounds]]);
  });

  it('is none where it cannot be made', () => {
    expect(trayOn('linux', { hasTray: false }).icon).toBeNull();
  });
});

it('puts the menu into the menu bar where there is no icon', () => {
  const { menu } = startElectron();
  const heard: string[] = [];
  const bar = createMenuBar({ onAction: (action) => heard.push(action), onChoice: () => undefined });
  bar.show(trayState(TEAM, account, options));
  const [entry] = menu.menuBar()?.template ?? [];
  const items = entry?.submenu as Electron.MenuItemConstructorOptions[];
  (items.at(-1)?.click as (() => void) | undefined)?.();
  expect([entry?.label, items.at(-1)?.label, heard]).toEqual(['Rollcall', 'Quit Rollcall', ['quit']]);
});
