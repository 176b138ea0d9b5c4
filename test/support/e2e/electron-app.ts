import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import type { DesktopState } from '../electron-host/wire.ts';
import type { DesktopControl } from './desktop-control.ts';
import { noticesOf } from './native-notices.ts';
import { watchPages } from './page-watch.ts';
import { inProject, type Ending } from './program.ts';
import type { RunningRollcall } from './running.ts';
import type { TestComputer } from './test-computer.ts';

/** What `electron-recorder.cjs` stores in the main process: the parts of Electron's own objects that are used here. */
interface Recorded {
  readonly tray: { emit(event: string, ...args: unknown[]): boolean; getBounds(): unknown } | null;
  readonly image: string;
  readonly title: string;
  readonly tooltip: string;
  readonly menu: { readonly items: readonly RecordedItem[] } | null;
  readonly notifications: readonly RecordedNotification[];
  readonly openedOutside: readonly string[];
  readonly shortcuts: readonly string[];
}

interface RecordedItem {
  readonly type: string;
  readonly label: string;
  click(): void;
}

interface RecordedNotification {
  readonly isClosed?: boolean;
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  readonly actions: readonly Electron.NotificationAction[];
  emit(event: string, ...args: unknown[]): boolean;
}

declare global {
  var rollcallRecorded: Recorded;
}

const POPOVER = /^app:\/\/rollcall\/index\.html(#|$)/;

/** Starts the built desktop app on Electron itself, and waits for its popover. */
export async function startElectronApp(computer: TestComputer, args: readonly string[]): Promise<RunningRollcall> {
  const own = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { DISPLAY, WAYLAND_DISPLAY, XAUTHORITY } = process.env;
  const env = Object.entries({ DISPLAY, WAYLAND_DISPLAY, XAUTHORITY, ...computer.env });
  const ofProgram = [...own, '-r', inProject('test/support/e2e/electron-recorder.cjs'), inProject('.')];
  const options = {
    args: [...ofProgram, ...args],
    env: Object.fromEntries(env.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    timezoneId: computer.timeZone,
    locale: 'en-GB',
  };
  const app = await _electron.launch(options);
  const program = app.process();
  let text = '';
  for (const stream of [program.stdout, program.stderr])
    stream?.on('data', (part: Buffer) => (text += part.toString()));
  const ended = new Promise<Ending>((resolve) => program.once('exit', (code, signal) => resolve(code ?? signal ?? 0)));
  const watch = await watchPages(app.context());
  const desktop = controlOf(app, async (...more) => {
    const second = await _electron.launch({ ...options, args: [...ofProgram, ...more] }).catch(() => null);
    return second?.process().exitCode ?? 0;
  });
  const page = await desktop.pageAt(POPOVER);
  // The page was loaded before the watch started.
  await page.reload();
  return {
    page,
    pages: () => app.windows(),
    watch,
    notices: noticesOf(desktop),
    desktop,
    computer,
    pid: program.pid ?? 0,
    ended,
    output: () => text,
    stop: () => {
      program.kill('SIGTERM');
      return ended;
    },
  };
}

function controlOf(app: ElectronApplication, launchAgain: DesktopControl['launchAgain']): DesktopControl {
  async function pageAt(address: RegExp): Promise<Page> {
    const find = (): Page | undefined => app.windows().find((page) => address.test(page.url()));
    await expect.poll(() => find() !== undefined, { message: `a window at ${address}` }).toBe(true);
    return find() ?? app.firstWindow();
  }
  return {
    kind: 'electron',
    state: () => app.evaluate(readState),
    clickTray: () =>
      app.evaluate(() => {
        const { tray } = globalThis.rollcallRecorded;
        tray?.emit('click', {}, tray.getBounds());
      }),
    chooseInTray: (label) =>
      app.evaluate((_modules, wanted) => {
        const { tray, menu } = globalThis.rollcallRecorded;
        tray?.emit('right-click', {}, tray.getBounds());
        const entry = (menu ?? globalThis.rollcallRecorded.menu)?.items.find((item) => item.label === wanted);
        if (entry === undefined) throw new Error(`The menu has no entry "${wanted}"`);
        entry.click();
      }, label),
    clickNotification: (title) =>
      app.evaluate((_modules, wanted) => {
        globalThis.rollcallRecorded.notifications.findLast((shown) => shown.title === wanted)?.emit('click', {});
      }, title),
    pressInNotification: (title, button) =>
      app.evaluate(
        (_modules, wanted) => {
          const shown = globalThis.rollcallRecorded.notifications.findLast((each) => each.title === wanted.title);
          const actionIndex = shown?.actions.findIndex(({ text }) => text === wanted.button) ?? -1;
          shown?.emit('action', { actionIndex, selectionIndex: -1 }, actionIndex, -1);
        },
        { title, button },
      ),
    blur: () => app.evaluate(({ BrowserWindow }) => void BrowserWindow.getFocusedWindow()?.emit('blur')),
    // `themeSource` changes the windows too, as the system's own setting would.
    darkTaskbar: (isDark) =>
      app.evaluate(({ nativeTheme }, wanted) => void (nativeTheme.themeSource = wanted ? 'dark' : 'light'), isDark),
    power: (event) => app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    loadInPopover: (url) =>
      app.evaluate(({ BrowserWindow }, target) => {
        const popover = BrowserWindow.getAllWindows().find(
          ({ webContents }) => !webContents.getURL().includes('view='),
        );
        return popover?.loadURL(target);
      }, url),
    closeWindow: (windowId) =>
      app.evaluate(({ webContents, BrowserWindow }, id) => {
        const contents = webContents.fromId(id);
        if (contents !== undefined) BrowserWindow.fromWebContents(contents)?.close();
      }, windowId),
    moveWindow: (windowId, bounds) =>
      app.evaluate(
        ({ webContents, BrowserWindow }, [id, wanted]) => {
          const contents = webContents.fromId(id);
          if (contents !== undefined) BrowserWindow.fromWebContents(contents)?.setBounds(wanted);
        },
        [windowId, bounds] as const,
      ),
    pageAt,
    launchAgain,
    host: null,
  };
}

/** Runs in Electron's main process; only its source text is sent there. */
async function readState({ BrowserWindow, clipboard }: typeof Electron.CrossProcessExports): Promise<DesktopState> {
  const { tray, image, title, tooltip, menu, notifications, openedOutside, shortcuts } = globalThis.rollcallRecorded;
  const labels = menu?.items.filter(({ type }) => type !== 'separator').map(({ label }) => label) ?? [];
  return {
    tray: tray === null ? null : { image, title, tooltip, menu: labels },
    windows: BrowserWindow.getAllWindows().map((window) => ({
      id: window.webContents.id,
      url: window.webContents.getURL(),
      isVisible: window.isVisible(),
      isFocused: window.isFocused(),
      isOnTop: window.isAlwaysOnTop(),
      bounds: window.getBounds(),
    })),
    notifications: notifications.map((shown) => ({
      title: shown.title,
      body: shown.body,
      isSilent: shown.silent,
      buttons: shown.actions.map(({ text = '' }) => text),
      isClosed: shown.isClosed === true,
    })),
    openedOutside,
    clipboard: await clipboard.readText(),
    shortcuts,
  };
}
