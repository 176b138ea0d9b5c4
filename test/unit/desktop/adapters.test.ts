import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createActions } from '../../../electron/desktop/actions.ts';
import { beforeReady } from '../../../electron/desktop/before-ready.ts';
import { createGlanceFeed } from '../../../electron/desktop/glance-feed.ts';
import { forkKeychainProcess, type UtilityPort } from '../../../electron/desktop/keychain-process.ts';
import { createLoginItem } from '../../../electron/desktop/login-item.ts';
import { createNotifier, type NotificationPort } from '../../../electron/desktop/notifier.ts';
import { platformChoices } from '../../../electron/desktop/platform.ts';
import { watchPower } from '../../../electron/desktop/power.ts';
import { arrangeQuit } from '../../../electron/desktop/quit.ts';
import { createMenuBar, createTrayIcon, type TrayParts } from '../../../electron/desktop/tray.ts';
import type { ConnectionState, Notice } from '../../../electron/shared/model.ts';
import { glance, type Glance } from '../../../electron/team/glance.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { delta, emitting, fakeEvents, fakeTray, preventable, TEAM, type Emitting } from './fake-electron.ts';

const profile = { name: 'Billing' } as NonNullable<ConnectionState['profile']>;
const account: ConnectionState = { kind: 'account', profile, secret: 'stored' };
const options = { metric: 'AVAILABLE', clockTime: () => '14:02', startsAtLogin: null } as const;
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
      isDark: () => true,
      onClick: (bounds) => clicks.push(bounds),
      onAction: () => undefined,
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
  });
  bar.show(glance(TEAM, account, options));
  const [entry] = menus[0]?.template ?? [];
  const items = entry?.submenu as Electron.MenuItemConstructorOptions[];
  (items.at(-1)?.click as () => void)();
  expect([entry?.label, items.at(-1)?.label, heard]).toEqual(['Rollcall', 'Quit Rollcall', ['quit']]);
});

describe('glance feed', () => {
  function feedWith() {
    const clock = createFakeClock();
    const events = fakeEvents();
    const shown: Glance[] = [];
    const core = { events, team: () => TEAM, connection: () => account };
    const feed = createGlanceFeed({ core, clock, options: () => options, show: (next) => shown.push(next) });
    const available = (count: number) =>
      events.emit('team:changed', delta({ counts: { ...TEAM.counts, AVAILABLE: count } }));
    return { clock, events, feed, available, titles: () => shown.map(({ title }) => title) };
  }

  it('shows at once, then the last change once a second', () => {
    const { clock, available, titles } = feedWith();
    for (const count of [3, 4, 5]) available(count);
    expect(titles()).toEqual(['2']);
    clock.advance(1_000);
    expect(titles()).toEqual(['2', '5']);
    clock.advance(5_000);
    available(6);
    expect(titles()).toEqual(['2', '5', '6']);
  });

  it('draws nothing when nothing looks different', () => {
    const { clock, events, titles } = feedWith();
    clock.advance(2_000);
    events.emit('team:changed', delta({ revision: 9 }));
    events.emit('connection:changed', account);
    clock.advance(2_000);
    expect(titles()).toEqual(['2']);
  });

  it('stops', () => {
    const { clock, feed, available, titles } = feedWith();
    available(3);
    feed.stop();
    available(4);
    clock.advance(5_000);
    expect([titles(), clock.pending()]).toEqual([['2'], []]);
  });
});

describe('notifier', () => {
  const notice: Notice = { id: 'status:u-1', title: 'Ana: AWAY', body: 'Was BUSY.', userId: 'u-1', isDemo: false };

  function notifierOn(platform: string, isSupported = true) {
    const made: {
      options: Electron.NotificationConstructorOptions;
      port: Emitting<NotificationPort>;
      calls: string[];
    }[] = [];
    const clicked: Notice[] = [];
    const told: string[] = [];
    const notify = createNotifier({
      makeNotification(given) {
        const calls: string[] = [];
        const port = emitting<NotificationPort>({ show: () => calls.push('show'), close: () => calls.push('close') });
        made.push({ options: given, port, calls });
        return port;
      },
      isSupported: () => isSupported,
      platform,
      choices: platformChoices(platform),
      onClick: (of) => clicked.push(of),
      tell: ({ id }) => told.push(id),
    });
    return { notify, made, clicked, told };
  }

  it('shows, and answers a click with its notice', () => {
    const { notify, made, clicked } = notifierOn('darwin');
    notify(notice);
    made[0]?.port.emit('click');
    expect([made[0]?.options.id, made[0]?.calls, clicked]).toEqual(['status:u-1', ['show'], [notice]]);
  });

  it.each([
    ['linux', ['show', 'close']],
    ['darwin', ['show']],
  ])('on %s takes the older one with the same id away: %j', (platform, calls) => {
    const { notify, made } = notifierOn(platform);
    notify(notice);
    notify(notice);
    expect([made[0]?.calls, made[1]?.calls]).toEqual([calls, ['show']]);
  });

  it('shows a failed one in the popover, and says why once', () => {
    const { notify, made, told } = notifierOn('win32');
    notify(notice);
    made[0]?.port.emit('failed', {}, 'HRESULT: -2143420143');
    notify({ ...notice, id: 'coverage:none' });
    made[1]?.port.emit('failed', {}, 'HRESULT: -2143420143');
    expect(told).toEqual(['notifications-failed', 'status:u-1', 'coverage:none']);
  });

  it('does the same where there are no notifications', () => {
    const { notify, made, told } = notifierOn('linux', false);
    notify(notice);
    expect([made, told]).toEqual([[], ['notifications-failed', 'status:u-1']]);
  });
});

describe('power', () => {
  function watched(isOnBattery = false) {
    const clock = createFakeClock();
    const events = fakeEvents();
    const calls: string[] = [];
    const net = { online: true };
    const powerMonitor = emitting<Pick<Electron.PowerMonitor, 'on' | 'isOnBatteryPower'>>({
      isOnBatteryPower: () => isOnBattery,
    });
    const power = watchPower({
      powerMonitor,
      net: { isOnline: () => net.online },
      core: { events, wake: () => calls.push('wake'), rest: (isResting) => calls.push(`rest ${isResting}`) },
      clock,
    });
    return { clock, events, calls, net, powerMonitor, power };
  }

  it.each([
    [
      ['lock-screen', 'unlock-screen'],
      ['rest true', 'rest false', 'wake'],
    ],
    [
      ['suspend', 'resume'],
      ['rest true', 'rest false', 'wake'],
    ],
    [
      ['on-battery', 'on-ac'],
      ['rest true', 'rest false'],
    ],
    [
      ['lock-screen', 'suspend', 'resume', 'unlock-screen'],
      ['rest true', 'wake', 'rest false', 'wake'],
    ],
  ])('%j tells the core %j', (names, told) => {
    const { powerMonitor, calls } = watched();
    for (const name of names) powerMonitor.emit(name);
    expect(calls).toEqual(told);
  });

  it('does not rest on battery while somebody is looking', () => {
    const { power, calls } = watched(true);
    power.sight(true);
    power.sight(false);
    expect(calls).toEqual(['rest true', 'rest false', 'rest true']);
  });

  it('looks for the network while there is none, and wakes the core when it is back', () => {
    const { clock, events, calls, net, power } = watched();
    const offline = delta({ health: { ...TEAM.health, state: 'offline' } });
    events.emit('team:changed', offline);
    expect(clock.pending()).toEqual([]);
    net.online = false;
    events.emit('team:changed', offline);
    events.emit('team:changed', offline);
    clock.advance(10_000);
    expect([calls, clock.pending()]).toEqual([[], [10_000]]);
    net.online = true;
    clock.advance(10_000);
    expect([calls, clock.pending()]).toEqual([['wake'], []]);
    net.online = false;
    events.emit('team:changed', offline);
    power.stop();
    expect(clock.pending()).toEqual([]);
  });
});

describe('quit', () => {
  function quitWith(stop: () => Promise<unknown>) {
    const clock = createFakeClock();
    const calls: string[] = [];
    const app = emitting<Pick<Electron.App, 'on' | 'quit'>>({ quit: () => calls.push('quit') });
    const powerMonitor = emitting<Pick<Electron.PowerMonitor, 'on'>>({});
    const state = arrangeQuit({ app, powerMonitor, clock, stop });
    const quit = () => {
      const event = preventable();
      app.emit('before-quit', event);
      return event.isPrevented();
    };
    return { clock, calls, app, powerMonitor, state, quit };
  }

  it('is held up until everything has stopped, and then happens', async () => {
    const end = Promise.withResolvers<void>();
    const { calls, quit, state, clock } = quitWith(() => end.promise);
    expect([state.isQuitting(), quit(), quit(), state.isQuitting(), calls]).toEqual([false, true, true, true, []]);
    end.resolve();
    await settle();
    expect([calls, quit(), clock.pending()]).toEqual([['quit'], false, []]);
  });

  it('waits three seconds at most, also for what fails', async () => {
    const hung = quitWith(() => new Promise(() => undefined));
    hung.quit();
    await hung.clock.advanceAsync(3_000);
    expect(hung.calls).toEqual(['quit']);
    const failing = quitWith(() => Promise.reject(new Error('x')));
    failing.quit();
    await settle();
    expect(failing.calls).toEqual(['quit']);
  });

  it('does not hold up the end of the system', () => {
    const { powerMonitor, quit } = quitWith(() => Promise.resolve());
    powerMonitor.emit('shutdown');
    expect(quit()).toBe(false);
  });

  it('does not follow from closing all windows', () => {
    const { app, calls } = quitWith(() => Promise.resolve());
    expect([app.emit('window-all-closed'), calls]).toEqual([true, []]);
  });
});

describe('login item', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'rollcall-login-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  function appOf(isPackaged: boolean) {
    const set: Electron.Settings[] = [];
    const app = {
      isPackaged,
      getLoginItemSettings: () => ({ openAtLogin: set.at(-1)?.openAtLogin ?? false }) as Electron.LoginItemSettings,
      setLoginItemSettings: (settings: Electron.Settings) => void set.push(settings),
    };
    return { app, set };
  }
  const where = () => ({ env: { APPIMAGE: '/home/ana/Rollcall.AppImage' }, home, execPath: '/tmp/.mount/rollcall' });

  it('is not offered in a build tree', async () => {
    const { app, set } = appOf(false);
    const item = await createLoginItem({ app, choices: platformChoices('darwin'), ...where() });
    await item.toggle();
    expect([item.isOn(), set]).toEqual([null, []]);
  });

  it('is Electron’s on macOS and Windows, and starts hidden', async () => {
    const { app, set } = appOf(true);
    const item = await createLoginItem({ app, choices: platformChoices('win32'), ...where() });
    expect(item.isOn()).toBe(false);
    await item.toggle();
    expect([item.isOn(), set]).toEqual([true, [{ openAtLogin: true, args: ['--hidden'] }]]);
  });

  it('is a file on Linux that comes and goes', async () => {
    const choices = platformChoices('linux');
    const file = path.join(home, '.config', 'autostart', 'rollcall.desktop');
    const item = await createLoginItem({ app: appOf(true).app, choices, ...where() });
    await item.toggle();
    expect(await readFile(file, 'utf8')).toContain('Exec="/home/ana/Rollcall.AppImage" --hidden');
    const later = await createLoginItem({ app: appOf(true).app, choices, ...where() });
    expect(later.isOn()).toBe(true);
    await later.toggle();
    expect([later.isOn(), await stat(file).catch(() => null)]).toEqual([false, null]);
  });
});

it('carries out each entry of the menu', async () => {
  const calls: string[] = [];
  const record = (call: string) => () => void calls.push(call);
  const actions = createActions({
    core: { refresh: record('refresh'), pause: (forMs) => calls.push(`pause ${forMs}`) },
    windows: {
      popover: {
        open: (bounds) => calls.push(`open ${JSON.stringify(bounds)}`),
        ask: ({ view }) => calls.push(`ask ${view}`),
        warm: record('warm'),
        toggle: record('toggle'),
        appear: record('appear'),
        hide: record('hide'),
        tell: record('tell'),
      },
      history: { open: record('history'), remember: () => Promise.resolve() },
      show: record('show'),
    },
    loginItem: { isOn: () => true, toggle: () => Promise.resolve(record('toggle login')()) },
    clock: { now: () => 0 },
    trayBounds: () => null,
    quit: record('quit'),
    onChange: record('changed'),
    onSurprise: record('surprise'),
  });
  actions.open();
  actions.settings();
  actions.connect();
  actions.history();
  actions.refresh();
  actions['pause-30-minutes']();
  actions.resume();
  actions['start-at-login']();
  await settle();
  actions.quit();
  expect(calls).toEqual([
    'open null',
    'open null',
    'ask settings',
    'open null',
    'ask connect',
    'history',
    'refresh',
    'pause 1800000',
    'pause null',
    'toggle login',
    'changed',
    'quit',
  ]);
});

it('runs the keychain child as a utility process without foreign code', () => {
  const calls: unknown[] = [];
  const port = emitting<UtilityPort>({
    postMessage: (message) => void calls.push(message),
    kill: () => calls.push('kill') > 0,
  });
  const child = forkKeychainProcess(
    (...call) => {
      calls.push(call);
      return port;
    },
    '/out/keychain-child.js',
    { HOME: '/home/ana', NODE_OPTIONS: '--require=/evil.cjs' },
  );
  child.onMessage((message) => calls.push(['heard', message]));
  child.onExit(() => calls.push('exit'));
  child.send({ id: 1, method: 'get', account: 'a' });
  port.emit('message', { id: 1, ok: true, value: null });
  child.kill();
  port.emit('exit', 0);
  expect(calls).toEqual([
    [
      '/out/keychain-child.js',
      [],
      { env: { HOME: '/home/ana', NODE_OPTIONS: '' }, execArgv: [], stdio: 'ignore', serviceName: 'Rollcall keychain' },
    ],
    { id: 1, method: 'get', account: 'a' },
    ['heard', { id: 1, ok: true, value: null }],
    'kill',
    'exit',
  ]);
});

it.each([
  ['linux', []],
  ['win32', ['model app.rollcall.desktop']],
  ['darwin', ['policy accessory']],
])('sets what has to be set before ready on %s', async (platform, more) => {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-data-'));
  const calls: string[] = [];
  beforeReady({
    app: {
      enableSandbox: () => void calls.push('sandbox'),
      setPath: (name, to) => void calls.push(`${name} ${path.relative(dataFolder, to)}`),
      setAppUserModelId: (id) => void calls.push(`model ${id}`),
      setActivationPolicy: (policy) => void calls.push(`policy ${policy}`),
    },
    protocol: { registerSchemesAsPrivileged: (schemes) => void calls.push(`schemes ${schemes.length}`) },
    platform,
    dataFolder,
  });
  expect(calls).toEqual(['sandbox', 'schemes 1', 'userData chromium', ...more]);
  expect((await stat(path.join(dataFolder, 'chromium'))).isDirectory()).toBe(true);
  await rm(dataFolder, { recursive: true });
});
