import { test as base, expect, type Browser } from '@playwright/test';
import { startBrowserApp } from '../support/e2e/browser-app.ts';
import { folderText, holds, pageText } from '../support/e2e/canary.ts';
import { startDesktopApp } from '../support/e2e/desktop-app.ts';
import type { RunningRollcall } from '../support/e2e/running.ts';
import { makeWhereabouts, type Whereabouts } from '../support/e2e/whereabouts.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import type { SurfaceOptions } from './playwright.config.ts';
import { team } from './team.ts';

/** What every spec is given. */
interface Fixtures {
  /** What the program's environment has besides a home of its own, for example a session bus. */
  readonly launchEnv: NodeJS.ProcessEnv;
  /** Home, data folder and zone of the test's own program; several launches share them. */
  readonly place: Whereabouts;
  /** Starts a Rollcall of the test's own; it is ended and looked through after the test, if not before. */
  readonly launch: (...args: readonly string[]) => Promise<RunningRollcall>;
  /**
   * Rollcall, running, as after its first start. It has been running before: specs of a worker share it, because each
   * start costs a second. A spec that ends it, changes the computer around it, or is about the start, launches its own;
   * one that sets `launchEnv` is given its own.
   */
  readonly rollcall: RunningRollcall;
  /** A Kore.ai of the test's own with the team of `team.ts`. */
  readonly kore: KoreServer;
}

/** What the specs of a worker share. */
interface WorkerFixtures {
  /** Gives the app that is shared, renewed. */
  readonly renewed: () => Promise<RunningRollcall>;
}

export const test = base.extend<Fixtures, WorkerFixtures & SurfaceOptions>({
  surface: ['browser', { option: true, scope: 'worker' }],
  launchEnv: [{}, { option: true }],

  async kore({}, use) {
    const server = await startKoreServer(team());
    await use(server);
    await server.stop();
  },

  async place({ launchEnv }, use) {
    const place = await makeWhereabouts(launchEnv);
    await use(place);
    await place.remove();
  },

  async launch({ browser, surface, place, kore }, use) {
    const apps: RunningRollcall[] = [];
    try {
      await use(async (...args) => {
        const app = await start(surface, browser, place, args);
        apps.push(app);
        return app;
      });
      for (const app of apps) await expectEnding(app, kore.clientSecret);
    } finally {
      for (const app of apps) await app.stop();
    }
  },

  renewed: [
    async ({ browser, surface }, use) => {
      const place = await makeWhereabouts();
      let running: Promise<RunningRollcall> | null = null;
      await use(() => (running = running?.then((app) => app.renew()) ?? start(surface, browser, place, [])));
      const app = await (running as Promise<RunningRollcall> | null)?.catch(() => null);
      if (app) expect(await app.stop()).toBe(0);
      await place.remove();
    },
    { scope: 'worker' },
  ],

  async rollcall({ launchEnv, launch, renewed, kore }, use) {
    if (Object.keys(launchEnv).length > 0) return use(await launch());
    const app = await renewed();
    await use(app);
    await expectNothingLeft(app, kore.clientSecret);
  },
});

export { expect };

function start(
  surface: SurfaceOptions['surface'],
  browser: Browser,
  place: Whereabouts,
  args: readonly string[],
): Promise<RunningRollcall> {
  return (surface === 'desktop' ? startDesktopApp : startBrowserApp)(browser, place, args);
}

/** No page complained, the program ends in order, and nothing is left of the secret. */
async function expectEnding(app: RunningRollcall, secret: string): Promise<void> {
  const pages = await settledTexts(app);
  expect(await app.stop()).toBe(0);
  await expectNoLeak(app, pages, secret);
}

/** The same of a program that goes on. */
async function expectNothingLeft(app: RunningRollcall, secret: string): Promise<void> {
  await expectNoLeak(app, await settledTexts(app), secret);
}

/** No page complained, and the secret is nowhere it could be read by others. */
async function expectNoLeak(app: RunningRollcall, pages: readonly string[], secret: string): Promise<void> {
  expect(app.watch.complaints).toEqual([]);
  const texts = { pages: pages.join('\n'), output: app.output(), files: await folderText(app.place.folder) };
  const leaks = Object.entries(texts).filter(([, text]) => holds(text, secret));
  expect(leaks.map(([name]) => name)).toEqual([]);
}

/** A page that is just being loaded has no text yet: then all of them are read once more. */
async function settledTexts(app: RunningRollcall): Promise<string[]> {
  let texts: string[] = [];
  await expect(async () => {
    await Promise.all(app.pages().map((page) => page.waitForLoadState()));
    texts = await Promise.all(app.pages().map(pageText));
  }).toPass();
  return texts;
}
