import { expect, type Browser, type Page } from '@playwright/test';
import { startEngine, type Engine } from '../electron-host/engine.ts';
import type { DesktopControl } from './desktop-control.ts';
import { noticesOf } from './native-notices.ts';
import { watchPages, type PageWatch } from './page-watch.ts';
import { inProject, startProgram, type Ending, type Program } from './program.ts';
import type { RunningRollcall } from './running.ts';
import type { TestComputer } from './test-computer.ts';

const POPOVER = /^app:\/\/rollcall\/index\.html(#|$)/;
const nodeArgs = ['--import', inProject('test/support/electron-host/register.ts')];

/** Starts the built desktop app on the host, and waits for its popover. */
export async function startHostApp(
  browser: Browser,
  computer: TestComputer,
  args: readonly string[],
): Promise<RunningRollcall> {
  const launch: Launch = (given) => startProgram('out/main.js', { args: given, env: computer.env, nodeArgs });
  const program = launch(args);
  const watch = Promise.withResolvers<PageWatch>();
  const deviceScaleFactor = process.env['ROLLCALL_SCREENSHOTS'] === '1' ? 2 : 1;
  const options = { timezoneId: computer.timeZone, locale: 'en-GB', deviceScaleFactor };
  const engine = startEngine(program.child, browser, options, async (context) => {
    watch.resolve(await watchPages(context));
  });
  await program.printed(/^Rollcall: ready$/m);
  const desktop = controlOf(engine, launch);
  const page = await desktop.pageAt(POPOVER);
  let stopped: Promise<Ending> | null = null;
  return {
    page,
    pages: engine.pages,
    watch: await watch.promise,
    notices: noticesOf(desktop),
    desktop,
    computer,
    pid: program.child.pid ?? 0,
    ended: program.ended,
    output: program.output,
    stop: () =>
      (stopped ??= program.stop().then(async (code) => {
        await engine.close();
        return code;
      })),
  };
}

type Launch = (args: readonly string[]) => Program;

function controlOf({ main, page }: Engine, launch: Launch): DesktopControl {
  async function pageAt(address: RegExp): Promise<Page> {
    const find = async (): Promise<Page | undefined> => {
      const window = (await main('state')).windows.find(({ url }) => address.test(url));
      return window && page(window.id);
    };
    await expect.poll(async () => (await find()) !== undefined, { message: `a window at ${address}` }).toBe(true);
    const found = await find();
    if (found === undefined) throw new Error(`The window at ${address} has gone again`);
    // A window reports its address before its page has loaded it.
    await found.waitForURL(({ protocol }) => protocol !== 'about:');
    return found;
  }
  return {
    kind: 'electron-host',
    state: () => main('state'),
    clickTray: () => main('clickTray'),
    chooseInTray: (label) => main('chooseInTray', label),
    clickNotification: (title) => main('clickNotification', title),
    pressInNotification: (title, button) => main('pressInNotification', title, button),
    blur: () => main('blur'),
    power: (event) => main('power', event),
    darkTaskbar: (isDark) => main('darkTaskbar', isDark),
    closeWindow: (windowId) => main('closeWindow', windowId),
    moveWindow: (windowId, bounds) => main('moveWindow', windowId, bounds),
    async loadInPopover(url) {
      const { windows } = await main('state');
      const popover = windows.find((window) => POPOVER.test(window.url));
      if (popover !== undefined) await main('load', popover.id, url);
    },
    pageAt,
    launchAgain: (...args) => launch(args).ended,
    host: {
      state: () => main('hostState'),
      network: (isOnline) => main('network', isOnline),
      takeShortcut: (accelerator) => main('takeShortcut', accelerator),
      holdBackLoginItem: () => main('holdBackLoginItem'),
      collectGarbage: () => main('collectGarbage'),
      endSession: () => void main('endSession').catch(() => undefined),
    },
  };
}
