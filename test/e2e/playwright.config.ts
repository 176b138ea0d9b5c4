import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch, fullBrowserLaunch } from '../../build/chromium.ts';

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What a spec knows of where it runs; `test.extend` declares it with `{ option: true }`. */
export interface SurfaceOptions {
  readonly surface: 'browser' | 'desktop';
}

export default defineConfig<object, SurfaceOptions>({
  testDir: '.',
  globalSetup: './announce-desktop.ts',
  outputDir: inProject('test-results/e2e'),
  forbidOnly: true,
  retries: 0,
  workers: availableParallelism(),
  // For a computer that has much else to do: what a test waits for is there in a few seconds on a quiet one.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], [inProject('build/reporters/playwright.mjs')]],
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: chromiumLaunch,
    screenshot: 'only-on-failure',
    video: 'off',
    // It costs a tenth of the time, most of it for what is read of every answer: --trace=retain-on-failure has it.
    trace: 'off',
  },
  projects: [
    // What is the page's alone, and the same page in both, is tested on the desktop. What only one of them has is in a
    // folder of its own.
    { name: 'desktop', testIgnore: 'browser/**', use: { surface: 'desktop' } },
    {
      name: 'browser',
      testMatch: ['browser/**/*.spec.ts', '**/{scenes,security,team}.spec.ts'],
      use: { surface: 'browser' },
    },
    {
      name: 'web notifications',
      testMatch: '**/notifications.spec.ts',
      grep: /one notice per agent/,
      use: { surface: 'browser', launchOptions: fullBrowserLaunch },
    },
  ],
});
