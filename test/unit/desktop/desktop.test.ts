import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDesktop } from '../../../electron/desktop/desktop.ts';
import type { DesktopApp } from '../../../electron/desktop/surface.ts';
import { beforeReady } from '../../../electron/desktop/system/startup.ts';
import { createRouter } from '../../../electron/api/router.ts';
import {
  DEFAULT_PREFERENCES,
  NO_ALERTS,
  type AlertList,
  type ConnectionState,
  type DesktopState,
  type Notice,
  type Settings,
} from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { alertRule } from '../../support/alert-scene.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { startElectron } from '../../support/electron-host/in-process.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { delta, fakeEvents, fakeLog, preventable, TEAM } from './fake-app.ts';
import { fakeUpdater, type FakeUpdate } from './updates/fake-updater.ts';

let dataFolder = '';
beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-desktop-'));
});
afterEach(() => rm(dataFolder, { recursive: true }));

const NONE: ConnectionState = { kind: 'none', profile: null, secret: 'none' };

function fakeCore({ settings = DEFAULT_PREFERENCES, connection = NONE, runsAt = null, alerts = NO_ALERTS }: Change) {
  const calls: string[] = [];
  const events = fakeEvents();
  const router = createRouter({ clock: createFakeClock(), onSurprise: (error) => calls.push(String(error)) });
  router.onLeave((sender) => calls.push(`leave ${sender}`));
  const core: DesktopApp = {
    events,
    router,
    contact: () => null,
    team: () => TEAM,
    connection: () => connection,
    connections: () => [],
    openConnection: async (id) => (calls.push(`open ${id}`), ok(NONE)),
    settings: () => settings,
    problems: () => ({ settings: null, storage: null, timeZone: null }),
    attentionRules: () => ({ limits: settings.limits, offHours: null }),
    alerts: () => alerts,
    actOnNotice: (id, action) => void calls.push(`${action} ${id}`),
    noticeOutcome: (id, { kind }) => void calls.push(`${kind} ${id}`),
    hideNames: (isMasked) => void calls.push(`hide names ${isMasked}`),
    refresh: async () => (calls.push('refresh'), { runsAt }),
    pause: () => void calls.push('pause'),
    wake: () => void calls.push('wake'),
    rest: () => void calls.push('rest'),
    start: async () => void calls.push('start'),
    stop: async () => void calls.push('stop'),
  };
  return { core, calls, events, notify: (notice: Notice) => events.emit('notice:raised', notice) };
}

interface Change {
  readonly isHidden?: boolean;
  readonly hasTray?: boolean;
  readonly hasNotifications?: boolean;
  readonly settings?: Settings;
  readonly connection?: ConnectionState;
  readonly alerts?: AlertList;
  /** When the rate limit lets a refresh run; at once without it. */
  readonly runsAt?: number | null;
  readonly env?: Record<string, string>;
  /** A notification of an earlier run that was clicked, as Windows hands it over. */
  readonly activation?: string;
  /** What the update feed has. */
  readonly update?: FakeUpdate;
}

const inProject = (file: string): string => fileURLToPath(new URL(`../../../${file}`, import.meta.url));

async function start(platform: string, change: Change = {}) {
  const { activation, hasTray = true, hasNotifications = false } = change;
  const host = startElectron({
    platform,
    hasTray,
    hasNotifications,
    isStarting: true,
    env: activation === undefined ? {} : { ROLLCALL_HOST_ACTIVATION: activation },
  });
  const { app, globalShortcut } = host.electron;
  beforeReady(platform, dataFolder);
  await app.whenReady();
  const quits: string[] = [];
  app.quit = () => void quits.push('quit');
  app.releaseSingleInstanceLock = () => void quits.push('unlock');
  app.relaunch = (options) => void quits.push(`relaunch ${options?.execPath}`);
  const shortcuts: string[] = [];
  const { register, unregister } = globalShortcut;
  globalShortcut.register = (keys, onPress) => shortcuts.push(`take ${keys}`) > 0 && register(keys, onPress);
  globalShortcut.unregister = (keys) => {
    shortcuts.push(`leave ${keys}`);
    unregister(keys);
  };
  const { core, calls, events, notify } = fakeCore(change);
  const surprises: unknown[] = [];
  const log = fakeLog();
  const clock = createFakeClock();
  const updater = fakeUpdater(change.update ?? {});
  await startDesktop({
    createApp: async () => core,
    clock,
    random: () => 0,
    platform,
    env: change.env ?? {},
    packaged: { hasFeed: change.update !== undefined, packageType: null },
    loadUpdater: async () => updater,
    home: dataFolder,
    execPath: '/opt/Rollcall/rollcall',
    dataFolder,
    files: {
      preload: '/out/preload.cjs',
      renderer: '/out/renderer',
      trayImages: inProject('build/icons/tray'),
      windowIcon: '/icon.png',
      licences: '/l.txt',
    },
    isHidden: change.isHidden ?? false,
    log,
    run: (_file, _args, _options, onEnd) => onEnd(null, 'boolean true'),
    onSurprise: (error) => surprises.push(error),
  });
  const [popover] = host.made;
  if (popover === undefined) throw new Error('There is no popover.');
  popover.webContents.emit('did-finish-load');
  const sent = (): readonly unknown[][] => host.sentTo(popover);
  /** As a page asks. */
  const ask = (command: string, ...args: unknown[]) =>
    host.calls.invoke(popover.webContents.id, OUR_PAGE, 'rollcall:command', [command, args]);
  /** The entries of the menu bar as it was drawn last. */
  const entries = () => host.menu.menuBar()?.template[0]?.submenu as Electron.MenuItemConstructorOptions[];
  return {
    host,
    app,
    windows: host.made,
    calls,
    events,
    popover,
    sent,
    ask,
    notify,
    entries,
    quits,
    shortcuts,
    surprises,
    log,
    clock,
    updater,
  };
}

const OUR_PAGE = { url: 'app://rollcall/index.html', isTop: true };

describe('startDesktop', () => {
  it.each(['darwin', 'win32', 'linux'])(
    'on %s serves pages, answers commands, fills the tray and opens',
    async (platform) => {
      const { host, popover, ask, calls, surprises } = await start(platform);
      // The folder of the built pages is empty here.
      expect((await host.calls.serve('pages', OUR_PAGE.url, 'GET'))?.status).toBe(404);
      expect(await ask('desktop:get')).toMatchObject({ ok: true });
      expect(host.trayCalls).toContain('tip Rollcall\nNot connected');
      expect(popover.calls.slice(-2)).toEqual(['show', 'focus']);
      expect([calls, surprises]).toEqual([['start'], []]);
    },
  );

  it('is only made ready at login, and opens at a click and at a second launch', async () => {
    const { host, popover, app, windows } = await start('win32', { isHidden: true });
    expect(popover.isVisible()).toBe(false);
    host.trays.last()?.emit('click', {}, { x: 1000, y: 870, width: 24, height: 24 });
    expect(popover.isVisible()).toBe(true);
    popover.hide();
    app.emit('second-instance', {}, ['rollcall', '--hidden']);
    expect(popover.isVisible()).toBe(false);
    app.emit('second-instance', {}, ['rollcall', 'https://evil.test/']);
    expect([popover.isVisible(), windows.length]).toEqual([true, 1]);
  });

  it('passes events on and forgets a page that is gone', async () => {
    const { popover, sent, events, calls } = await start('linux');
    events.emit('team:changed', delta({}));
    expect(sent().map(([, name]) => name)).toEqual(['team:changed']);
    popover.webContents.emit('destroyed');
    expect(calls).toContain(`leave window-${popover.webContents.id}`);
  });

  it('says in the menu when a refresh runs that was chosen there', async () => {
    const connection: ConnectionState = { kind: 'account', profile: connectionProfile(), secret: 'stored' };
    const runsAt = new Date(2026, 2, 2, 14, 3, 10).getTime();
    const { entries, clock } = await start('linux', { hasTray: false, connection, runsAt });
    const labels = () => entries().map(({ label }) => label);
    expect(labels()).toContain('Refresh now');
    entries()
      .find(({ label }) => label === 'Refresh now')
      ?.click?.({} as Electron.MenuItem, undefined, {});
    await settle();
    clock.advance(1_000); // the tray is not drawn more often
    expect(labels().filter((label) => label?.startsWith('Refresh'))).toEqual(['Refresh runs at 14:03:10']);
  });

  it('opens what a page asks for', async () => {
    const { ask, windows, popover } = await start('darwin');
    await ask('window:show', 'hide-popover');
    await ask('window:show', 'history');
    expect(popover.isVisible()).toBe(false);
    expect(windows[1]?.calls).toEqual(['load app://rollcall/index.html?view=history']);
  });

  it('shows a notice in the page where the system shows none', async () => {
    const { notify, sent } = await start('linux');
    notify({ id: 'a', title: 'A', body: '', userId: null, connectionId: null, isDemo: false });
    expect(sent().map(([, , notice]) => (notice as { id: string }).id)).toEqual(['notifications-failed', 'a']);
  });

  it('lets macOS ask for permission as soon as a rule is on, so that the first one is shown', async () => {
    const { host, notify, events } = await start('darwin', { hasNotifications: true });
    events.emit('alerts:changed', { ...NO_ALERTS, rules: [alertRule({ kind: 'stale', forMinutes: 3 })] });
    await settle();
    notify({ id: 'a', title: 'A', body: '', userId: null, connectionId: null, isDemo: false });
    expect(host.center.shown().map(({ title }) => title)).toEqual(['A']);
  });

  it('shows the agent of a notification from before, on Windows', async () => {
    const activation = 'type=click&tag=c-1/status:u-1';
    const { popover, sent } = await start('win32', { isHidden: true, hasNotifications: true, activation });
    await settle();
    expect([popover.isVisible(), sent().at(-1)?.slice(1)]).toEqual([
      true,
      ['view:requested', { view: 'team', userId: 'u-1' }],
    ]);
  });

  it('opens a window without a tray, with the menu in its menu bar, and says why once', async () => {
    const first = await start('linux', { hasTray: false, isHidden: true });
    expect([first.popover.calls.at(-1), first.popover.isVisible()]).toEqual(['showInactive', true]);
    expect(first.host.menu.menuBar()?.template).toMatchObject([{ label: 'Rollcall' }]);
    const eventNames = (of: typeof first) => of.sent().map(([, name]) => name);
    expect(eventNames(first)).toEqual(['notice:raised']);
    const windowsFile = () => readFile(path.join(dataFolder, 'windows.json'), 'utf8').catch(() => '');
    await expect.poll(windowsFile).toContain('could not be created');
    const second = await start('linux', { hasTray: false });
    expect(eventNames(second)).toEqual([]);
  });

  it('says why it is a window at the next start, too, when nobody has seen it', async () => {
    const wayland = { env: { XDG_SESSION_TYPE: 'wayland' }, isHidden: true };
    const eventNames = (of: typeof first) => of.sent().map(([, name]) => name);
    const first = await start('linux', wayland);
    const windowsFile = () => readFile(path.join(dataFolder, 'windows.json'), 'utf8').catch(() => '');
    expect([eventNames(first), first.popover.isVisible()]).toEqual([[], false]);
    // At its end it writes down where the history window was, after whatever it had to write before.
    await first.ask('window:show', 'history');
    first.app.emit('before-quit', preventable());
    await expect.poll(windowsFile).toContain('"width":1060');
    const second = await start('linux', { ...wayland, isHidden: false });
    expect(eventNames(second)).toEqual(['notice:raised']);
    await expect.poll(windowsFile).toContain('On Wayland');
  });

  it('forgets who was named in notices that nobody has seen when names are hidden', async () => {
    const { host, notify, sent, events } = await start('linux', { isHidden: true });
    const notice = { id: 'a', title: 'Ann Lee: AWAY', body: '', userId: 'u-1', connectionId: 'c-1', isDemo: false };
    notify(notice);
    events.emit('settings:changed', { ...DEFAULT_PREFERENCES, isMasked: true });
    notify({ ...notice, id: 'b', title: 'B. M.: BUSY' });
    events.emit('settings:changed', { ...DEFAULT_PREFERENCES, isMasked: true, theme: 'dark' });
    host.trays.last()?.emit('click', {}, { x: 1000, y: 870, width: 24, height: 24 });
    const raised = sent().filter(([, name]) => name === 'notice:raised');
    expect(raised.map(([, , notice]) => (notice as { title: string }).title)).toEqual([
      'The system did not show a notification',
      'B. M.: BUSY',
    ]);
  });

  it('takes the shortcut of the settings, tells what became of it, and gives it back', async () => {
    const { shortcuts, events, app, sent } = await start('win32', {
      settings: { ...DEFAULT_PREFERENCES, shortcut: 'CommandOrControl+Alt+R' },
    });
    events.emit('settings:changed', { ...DEFAULT_PREFERENCES, shortcut: 'CommandOrControl+Shift+F9' });
    events.emit('settings:changed', { ...DEFAULT_PREFERENCES, shortcut: 'CommandOrControl+Shift+F9' });
    app.emit('before-quit', preventable());
    await settle();
    expect(shortcuts).toEqual([
      'take CommandOrControl+Alt+R',
      'leave CommandOrControl+Alt+R',
      'take CommandOrControl+Shift+F9',
      'leave CommandOrControl+Shift+F9',
    ]);
    const changes = sent().filter(([, name]) => name === 'desktop:changed');
    expect(changes).toEqual([]);
  });

  it('says which shortcut another program has', async () => {
    const { host, events, sent } = await start('win32');
    await host.calls.takeShortcut('CommandOrControl+Alt+R');
    events.emit('settings:changed', { ...DEFAULT_PREFERENCES, shortcut: 'CommandOrControl+Alt+R' });
    const [, , state] = sent().find(([, name]) => name === 'desktop:changed') ?? [];
    expect((state as DesktopState).shortcutProblem).toMatch(/^Another program uses these keys/);
  });

  it('writes down what happened to it: states, crashes and its end, no names', async () => {
    const { events, app, log } = await start('linux');
    events.emit('team:changed', delta({ health: { ...TEAM.health, state: 'offline', message: 'secret' } }));
    app.emit('render-process-gone', {}, {}, { reason: 'oom', exitCode: 9 });
    app.emit('child-process-gone', {}, { type: 'Utility', serviceName: 'x', reason: 'clean-exit', exitCode: 0 });
    app.emit('child-process-gone', {}, { type: 'Utility', serviceName: 'x', reason: 'crashed', exitCode: 5 });
    app.emit('before-quit', preventable());
    await settle();
    expect(log.lines).toEqual([
      'warn health live offline',
      'error gone page oom 9',
      'error gone Utility x crashed 5',
      'info stopped',
    ]);
  });

  it('offers an update when it is ready, and restarts only when the user wants it', async () => {
    const { ask, sent, clock, updater, calls, quits } = await start('win32', { update: { version: '2.0.0' } });
    const states = () => sent().filter(([, name]) => name === 'desktop:changed');
    await clock.advanceAsync(2 * 60_000);
    expect(states().map(([, , state]) => (state as DesktopState).update.kind)).toEqual([
      'checking',
      'downloading',
      'ready',
    ]);
    expect([updater.calls, quits]).toEqual([['check'], []]);
    expect(updater.autoInstallOnAppQuit).toBe(true);
    expect(await ask('update:install')).toEqual(ok(null));
    await settle();
    expect([calls, updater.calls, quits]).toEqual([['start', 'stop'], ['check', 'install true true'], ['unlock']]);
  });

  it('is started again by itself when the update cannot be installed', async () => {
    const { ask, clock, updater, quits } = await start('linux', {
      update: { version: '2.0.0', installError: new Error('EACCES') },
      env: { APPIMAGE: '/home/ana/Rollcall.AppImage', APPDIR: '/opt/Rollcall' },
    });
    await clock.advanceAsync(2 * 60_000);
    await ask('update:install');
    await settle();
    expect([updater.calls, quits]).toEqual([
      ['check', 'install true true'],
      ['unlock', 'relaunch /home/ana/Rollcall.AppImage', 'quit'],
    ]);
  });

  it('looks for an update once it is off the battery, and leaves it to the next start when the system ends', async () => {
    const { host, updater, clock, popover, calls } = await start('win32', { update: {} });
    await host.calls.power('on-battery');
    await clock.advanceAsync(10 * 60_000);
    expect(updater.calls).toEqual([]);
    await host.calls.power('on-ac');
    await clock.advanceAsync(7 * 60_000);
    expect(updater.calls).toEqual(['check']);
    popover.emit('session-end', { reasons: ['shutdown'] });
    expect([updater.autoInstallOnAppQuit, calls.at(-1)]).toEqual([false, 'stop']);
  });

  it('keeps a shutdown of Linux waiting until everything has stopped', async () => {
    const { host, calls, quits } = await start('linux');
    const event = preventable();
    host.electron.powerMonitor.emit('shutdown', event);
    await settle();
    expect([event.isPrevented(), calls, quits]).toEqual([true, ['start', 'stop'], ['quit']]);
  });

  it('stops everything before it ends', async () => {
    const { app, calls, quits } = await start('win32');
    const event = preventable();
    app.emit('before-quit', event);
    await settle();
    expect([event.isPrevented(), calls, quits]).toEqual([true, ['start', 'stop'], ['quit']]);
  });
});
