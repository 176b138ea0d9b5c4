import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch, wholeBrowserLaunch } from '../../build/chromium.ts';

const results = fileURLToPath(new URL('../../test-results', import.meta.url));

/** What a spec is told about where it runs; `test.extend` declares it with `{ option: true }`. */
export interface SurfaceOptions {
  readonly surface: 'browser' | 'desktop';
}

export default defineConfig<object, SurfaceOptions>({
  testDir: '.',
  globalSetup: './announce-desktop.ts',
  outputDir: `${results}/e2e`,
  forbidOnly: true,
  retries: 0,
  workers: availableParallelism(),
  // For a computer that has much else to do: what a test waits for is there in a few seconds on a quiet one.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: `${results}/reports/e2e.json` }]],
  use: { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch, video: 'off', trace: 'retain-on-failure' },
  projects: [
    // What is the page's alone, and the same page in both, is looked at on the desktop. What only one of them has is in a
    // folder of its own.
    {
      name: 'browser',
      testIgnore: [
        'desktop/**',
        '**/{accessibility,connect,connections,health,history,notifications,settings,views}.spec.ts',
      ],
      use: { surface: 'browser' },
    },
    {
      name: 'web notifications',
      testMatch: '**/notifications.spec.ts',
      use: { surface: 'browser', launchOptions: wholeBrowserLaunch },
    },
    { name: 'desktop', testIgnore: 'browser/**', use: { surface: 'desktop' } },
  ],
});
