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
  outputDir: `${results}/e2e`,
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: `${results}/reports/e2e.json` }]],
  use: { ...devices['Desktop Chrome'], launchOptions: chromiumLaunch, video: 'off', trace: 'retain-on-failure' },
  projects: [
    { name: 'browser', use: { surface: 'browser' } },
    { name: 'desktop', use: { surface: 'desktop' } },
  ],
});
