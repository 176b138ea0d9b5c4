import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch } from '../../build/chromium.ts';

const results = fileURLToPath(new URL('../../test-results', import.meta.url));

/** What a spec is told about where it runs; `test.extend` declares it with `{ option: true }`. */
export interface SurfaceOptions {
  readonly surface: 'browser' | 'desktop';
}

export default defineConfig<SurfaceOptions>({
  testDir: '.',
  globalSetup: './announce-desktop.ts',
  outputDir: `${results}/e2e`,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: `${results}/reports/e2e.json` }]],
  use: { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch, video: 'off', trace: 'retain-on-failure' },
  projects: [
    // The same specs on both; what only one of them has is in a folder of its own. What is the page's alone, and the same
    // page in both, is looked at on the desktop.
    {
      name: 'browser',
      testIgnore: ['desktop/**', '**/{accessibility,history,settings,views}.spec.ts'],
      use: { surface: 'browser' },
    },
    { name: 'desktop', testIgnore: 'browser/**', use: { surface: 'desktop' } },
  ],
});
