import type { Browser, Page } from 'playwright';
import { startEngine, type Engine } from '../support/electron-host/engine.ts';
import { inProject, startProgram, type Program } from '../support/e2e/program.ts';
import type { TestComputer } from '../support/e2e/test-computer.ts';
import { timeDeliveries, watchDrawn, type DrawnWindow } from './drawn-in-page.ts';

const nodeArgs = ['--import', inProject('test/support/electron-host/register.ts')];
const POPOVER = /^app:\/\/rollcall\/index\.html(#|$)/;
/** A second click that follows the first too fast is taken for a part of it. */
const SETTLE_MS = 100;

/** A program on the electron-host whose window is hidden. */
export interface Hidden {
  /** Clicks, waits, hides; milliseconds from the click to the drawn page. */
  show(): Promise<number>;
  stop(): Promise<void>;
}

/** The app. */
export interface HiddenApp extends Hidden {
  /** The same for a popover whose page is gone and has to be made first. */
  showCold(): Promise<number>;
  /** The page of the popover. */
  page(): Promise<Page>;
  /** A click on the icon. */
  click(): Promise<void>;
}

/** A desktop whose team changes while no window is visible. */
export interface MovingApp extends Hidden {
  /** How long the page took over what it had missed, before the last show; milliseconds. */
  tookMs(): Promise<number>;
}

/** Starts a window with one line of text. */
export async function startBare(browser: Browser, computer: TestComputer): Promise<Hidden> {
  const icon = inProject('build/icons/tray/idle.png');
  const { program, engine } = await start(browser, computer, 'test/bench/bare-window.ts', [icon]);
  return {
    show: () => showOf(engine, engine.pages()[0]),
    stop: () => stop(program, engine),
  };
}

/** Starts the built app on its demo team, with its popover made ready. */
export async function startApp(browser: Browser, computer: TestComputer): Promise<HiddenApp> {
  const { program, engine } = await start(browser, computer, 'out/main.js', ['--demo']);
  const popover = (): Promise<number> => popoverOf(engine);
  await (await pageOf(engine, await popover())).locator('.row').first().waitFor();
  await hide(engine);
  return {
    show: async () => showOf(engine, engine.page(await popover())),
    async showCold() {
      const gone = await popover();
      await engine.main('crashed', gone);
      await wait();
      const clickedAt = Date.now();
      await engine.main('clickTray');
      const page = await pageOf(engine, await popover());
      await page.waitForURL(/index\.html/, { waitUntil: 'commit' });
      const drawnAt = await page.evaluate(() => (window as unknown as DrawnWindow).drawn);
      await hide(engine);
      return drawnAt - clickedAt;
    },
    page: async () => pageOf(engine, await popover()),
    click: () => engine.main('clickTray'),
    stop: () => stop(program, engine),
  };
}

/** Starts the desktop over a team of so many; before each show, two polls change as many of them as `moved` says. */
export async function startMoving(
  browser: Browser,
  computer: TestComputer,
  { agents, moved }: { readonly agents: number; readonly moved: number },
): Promise<MovingApp> {
  const args = [agents, moved, computer.dataFolder].map(String);
  const { program, engine } = await start(browser, computer, 'test/bench/moving-team.ts', args);
  const page = await pageOf(engine, await popoverOf(engine));
  await page.locator('.row').first().waitFor();
  await hide(engine);
  await page.evaluate(timeDeliveries);
  return {
    async show() {
      await engine.main('chooseInTray', 'Refresh now');
      await page.evaluate(() => void ((window as unknown as DrawnWindow).tookMs = 0));
      return showOf(engine, page);
    },
    tookMs: () => page.evaluate(() => (window as unknown as DrawnWindow).tookMs),
    stop: () => stop(program, engine),
  };
}

/** The window of the popover, as soon as there is one. */
async function popoverOf(engine: Engine): Promise<number> {
  const window = (await engine.main('state')).windows.find(({ url }) => POPOVER.test(url));
  return window?.id ?? (await wait(), popoverOf(engine));
}

async function start(
  browser: Browser,
  computer: TestComputer,
  script: string,
  args: readonly string[],
): Promise<{ readonly program: Program; readonly engine: Engine }> {
  const program = startProgram(script, { args, env: computer.env, nodeArgs });
  const options = { timezoneId: computer.timeZone, locale: 'en-GB' };
  const engine = startEngine(program.child, browser, options, (context) =>
    context.addInitScript(watchDrawn).then(() => undefined),
  );
  await program.printed(/^Rollcall: ready$/m);
  return { program, engine };
}

async function stop(program: Program, engine: Engine): Promise<void> {
  program.child.kill('SIGTERM');
  await program.ended;
  await engine.close();
}

async function pageOf(engine: Engine, windowId: number): Promise<Page> {
  return engine.page(windowId) ?? (await wait(), pageOf(engine, windowId));
}

async function showOf(engine: Engine, page: Page | undefined): Promise<number> {
  if (page === undefined) throw new Error('There is no page.');
  await page.evaluate(() => (window as unknown as DrawnWindow).watchDrawn());
  const clickedAt = Date.now();
  await engine.main('clickTray');
  const drawnAt = await page.evaluate(() => (window as unknown as DrawnWindow).drawn);
  await hide(engine);
  return drawnAt - clickedAt;
}

/** A second click hides it. */
async function hide(engine: Engine): Promise<void> {
  await wait();
  await engine.main('clickTray');
  const { windows } = await engine.main('state');
  if (windows.some(({ isVisible }) => isVisible)) return hide(engine);
  await wait();
}

function wait(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}
