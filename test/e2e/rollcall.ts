import { isDeepStrictEqual } from 'node:util';
import { test as base, expect } from '@playwright/test';
import { startBrowserApp } from '../support/e2e/browser-app.ts';
import { folderText, holds, pageText } from '../support/e2e/canary.ts';
import { startDesktopApp } from '../support/e2e/desktop-app.ts';
import type { Ending } from '../support/e2e/program.ts';
import { reset, withoutPast } from '../support/e2e/reset.ts';
import type { RunningRollcall } from '../support/e2e/running.ts';
import { makeTestComputer, type TestComputer } from '../support/e2e/test-computer.ts';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import type { SurfaceOptions } from './playwright.config.ts';
import { team } from './team.ts';

/** What every spec is given. */
interface Fixtures {
  /** What the app's environment has besides a home, for example a session bus. */
  readonly launchEnv: NodeJS.ProcessEnv;
  /** Home, data folder and zone of the apps that the test launches; several launches share them. */
  readonly computer: TestComputer;
  /** Starts Rollcall on this project's surface; it is ended and looked through after the test, if not before. */
  readonly launch: (...args: readonly string[]) => Promise<RunningRollcall>;
  /** An app of the test's own, launched with an empty data folder: where start, end, system or files are the subject. */
  readonly ownRollcall: RunningRollcall;
  /**
   * An app that runs already, without a connection and with default settings, shared with the tests before and after
   * that have the same environment; it is reset after the test. Nothing was notified or opened outside yet.
   */
  readonly rollcall: RunningRollcall;
  /** A Kore.ai of the test's own with the team of `team.ts`. */
  readonly kore: KoreServer;
}

/** The app that the tests of one worker share. */
interface SharedApp {
  /** Starts it where none runs with this environment; one at a time. */
  get(env: NodeJS.ProcessEnv): Promise<RunningRollcall>;
  /** Ends it; the next test gets a new one. */
  end(): Promise<void>;
}

export const test = base.extend<Fixtures, SurfaceOptions & { readonly sharedApp: SharedApp }>({
  surface: ['browser', { option: true, scope: 'worker' }],
  launchEnv: [{}, { option: true }],

  async kore({}, use) {
    const server = await startKoreServer(team());
    await use(server);
    await server.stop();
  },

  async computer({ launchEnv }, use) {
    const computer = await makeTestComputer(launchEnv);
    await use(computer);
    await computer.remove();
  },

  async launch({ browser, surface, computer, kore }, use) {
    const apps: RunningRollcall[] = [];
    try {
      await use(async (...args) => {
        const app = await starters[surface](browser, computer, args);
        apps.push(app);
        return app;
      });
      for (const app of apps) {
        await expectQuietPages(app, kore.clientSecret);
        await expectOrderlyEnd(app, kore.clientSecret);
      }
    } finally {
      for (const app of apps) await app.stop();
    }
  },

  ownRollcall: async ({ launch }, use) => use(await launch()),

  sharedApp: [
    async ({ browser, surface }, use) => {
      let running = null as { readonly app: RunningRollcall; readonly env: NodeJS.ProcessEnv } | null;
      async function end(): Promise<Ending> {
        const { app } = running ?? {};
        running = null;
        const ending = await app?.stop();
        await app?.computer.remove();
        return ending ?? 0;
      }
      await use({
        async get(env) {
          if (running !== null && !isDeepStrictEqual(running.env, env)) expect(await end()).toBe(0);
          running ??= { app: await starters[surface](browser, await makeTestComputer(env), []), env };
          return running.app;
        },
        end: async () => void (await end()),
      });
      expect(await end()).toBe(0);
    },
    { scope: 'worker' },
  ],

  async rollcall({ sharedApp, launchEnv, kore }, use, info) {
    const app = await sharedApp.get(launchEnv);
    await use(await withoutPast(app));
    if (info.status !== info.expectedStatus) return sharedApp.end();
    try {
      await expectQuietPages(app, kore.clientSecret);
      await expectSecretNowhere(app, kore.clientSecret);
      await reset(app);
    } catch (error) {
      await sharedApp.end();
      throw error;
    }
  },
});

export { expect };

const starters = { browser: startBrowserApp, desktop: startDesktopApp };

/** No page complained, and none holds the secret. */
async function expectQuietPages(app: RunningRollcall, secret: string): Promise<void> {
  const pages = await settledTexts(app);
  expect(app.watch.take()).toEqual([]);
  expect(pages.filter((text) => holds(text, secret))).toEqual([]);
}

/** The program ends in order and has left the secret nowhere it could be read by others. */
async function expectOrderlyEnd(app: RunningRollcall, secret: string): Promise<void> {
  expect(await app.stop()).toBe(0);
  await expectSecretNowhere(app, secret);
}

async function expectSecretNowhere({ output, computer }: RunningRollcall, secret: string): Promise<void> {
  const texts = { output: output(), files: await folderText(computer.folder) };
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
