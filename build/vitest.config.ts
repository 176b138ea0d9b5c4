import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cacheDir = `${root}/node_modules/.cache/vitest`;

/** Ends a test that hangs; on the busiest computer none of them takes as long. */
const HANGING_MS = 240_000;

/**
 * For every layer. Files share their workers: nothing of the app has state of its own at import, and a worker of its own
 * for each file costs more than half of the time.
 */
const shared = {
  isolate: false,
  testTimeout: HANGING_MS,
  hookTimeout: HANGING_MS,
  expect: { poll: { timeout: 60_000 } },
} as const;

/** Plain Node, no page: the core and everything that decides. */
const inNode = { ...shared, environment: 'node', pool: 'forks' } as const;

export default defineConfig({
  root,
  cacheDir,
  test: {
    // Counted and judged by build/test.mjs: a file without tests is a mistake there, not here.
    reporters: ['default'],
    maxWorkers: availableParallelism(),
    projects: [
      {
        root,
        cacheDir,
        // Electron itself cannot be loaded outside of its program.
        resolve: { alias: [{ find: /^electron$/, replacement: `${root}test/support/electron-host/in-process.ts` }] },
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...inNode },
      },
      // Real keychains, real sockets and child processes, each test with its own.
      { root, cacheDir, test: { name: 'system', include: ['test/system/**/*.test.ts'], ...inNode } },
      {
        root,
        cacheDir,
        plugins: [vue()],
        test: {
          name: 'components',
          include: ['test/components/**/*.test.ts'],
          setupFiles: ['test/components/fixed-start.ts'],
          ...shared,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunch }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
