import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch, headlessShellLaunch } from '../../build/chromium.ts';

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What a spec is told about where it runs; `test.extend` declares it with `{ option: true }`. */
export interface SurfaceOptions {
  readonly surface: 'browser' | 'desktop';
}

/** Pictures and copies of each page cost a third of the whole time; what was done and asked is kept, of a failure. */
const LIGHT_TRACE = { mode: 'retain-on-failure', screenshots: false, snapshots: false } as const;

export default defineConfig<object, SurfaceOptions>({
  testDir: '.',
  globalSetup: './announce-desktop.ts',
  outputDir: inProject('test-results/e2e'),
  forbidOnly: true,
  retries: 0,
  workers: availableParallelism(),
  // Both end what hangs; on the busiest computer no test takes as long.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], [inProject('build/proof/reporters/playwright.mjs')]],
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: headlessShellLaunch,
    screenshot: 'only-on-failure',
    video: 'off',
    trace: LIGHT_TRACE,
  },
  projects: [
    // The same specs on both; what only one of them has is in a folder of its own. What is the page's alone, and the same
    // page in both, is looked at on the desktop.
    {
      name: 'browser',
      testIgnore: ['desktop/**', '**/{accessibility,history,notifications,settings,views}.spec.ts'],
      use: { surface: 'browser' },
    },
    // Web Notifications: the headless shell knows no permissions.
    {
      name: 'full browser',
      testMatch: '**/notifications.spec.ts',
      use: { surface: 'browser', launchOptions: chromiumLaunch },
    },
    { name: 'desktop', testIgnore: 'browser/**', use: { surface: 'desktop' } },
  ],
});
