import { test as base, expect } from '@playwright/test';
import { startBrowserApp } from '../support/e2e/browser-app.ts';
import { folderText, holds, pageText } from '../support/e2e/canary.ts';
import { startHostApp } from '../support/e2e/host-app.ts';
import type { RunningRollcall } from '../support/e2e/running.ts';
import { makeWhereabouts } from '../support/e2e/whereabouts.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import type { SurfaceOptions } from './playwright.config.ts';
import { TEAM } from './team.ts';

/** What every spec is given. */
interface Fixtures {
  /** Arguments of the program besides those it always gets. */
  readonly launchArgs: readonly string[];
  /** What the program's environment has besides a home of its own, for example a session bus. */
  readonly launchEnv: NodeJS.ProcessEnv;
  /** Rollcall on this project's surface, with an empty data folder, ended and looked through after the test. */
  readonly rollcall: RunningRollcall;
  /** A Kore.ai of the test's own with the team of `team.ts`. */
  readonly kore: KoreServer;
}

export const test = base.extend<Fixtures & SurfaceOptions>({
  surface: ['browser', { option: true }],
  launchArgs: [[], { option: true }],
  launchEnv: [{}, { option: true }],

  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern.
  async kore({}, use) {
    const server = await startKoreServer(TEAM);
    await use(server);
    await server.stop();
  },

  async rollcall({ browser, surface, kore, launchArgs, launchEnv }, use) {
    const place = await makeWhereabouts(launchEnv);
    const start = surface === 'desktop' ? startHostApp : startBrowserApp;
    const app = await start(browser, place, launchArgs);
    await use(app);
    const pages = await Promise.all(app.pages().map(pageText));
    expect(app.watch.complaints).toEqual([]);
    expect(await app.stop()).toBe(0);
    const places = { pages: pages.join('\n'), output: app.output(), files: await folderText(place.folder) };
    const leaks = Object.entries(places).filter(([, text]) => holds(text, kore.clientSecret));
    expect(leaks.map(([name]) => name)).toEqual([]);
    await place.remove();
  },
});

export { expect };
