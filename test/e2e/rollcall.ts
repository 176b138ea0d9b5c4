import { test as base, expect } from '@playwright/test';
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
  /** Home, data folder and zone of the test; several launches share them. */
  readonly place: Whereabouts;
  /** Starts Rollcall on this project's surface; it is ended and looked through after the test, if not before. */
  readonly launch: (...args: readonly string[]) => Promise<RunningRollcall>;
  /** Rollcall, launched once, with an empty data folder. */
  readonly rollcall: RunningRollcall;
  /** A Kore.ai of the test's own with the team of `team.ts`. */
  readonly kore: KoreServer;
}

export const test = base.extend<Fixtures & SurfaceOptions>({
  surface: ['browser', { option: true }],
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
    const start = surface === 'desktop' ? startDesktopApp : startBrowserApp;
    const apps: RunningRollcall[] = [];
    try {
      await use(async (...args) => {
        const app = await start(browser, place, args);
        apps.push(app);
        return app;
      });
      for (const app of apps) await expectNothingLeft(app, kore.clientSecret);
    } finally {
      for (const app of apps) await app.stop();
    }
  },

  rollcall: async ({ launch }, use) => use(await launch()),
});

export { expect };

/** No page complained, the program ended in order, and the secret is nowhere it could be read by others. */
async function expectNothingLeft(app: RunningRollcall, secret: string): Promise<void> {
  const pages = await settledTexts(app);
  expect(app.watch.complaints).toEqual([]);
  expect(await app.stop()).toBe(0);
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
