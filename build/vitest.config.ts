import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './chromium.ts';
import { findMosquitto } from './setup/mosquitto.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cacheDir = `${root}/node_modules/.cache/vitest`;

/** Stops a hanging test. Even on a busy computer no test takes this long. */
const HANGING_MS = 240_000;

/**
 * For every layer. Test files share workers: no module has state at import, and a separate worker for each file would
 * more than double the time.
 */
const shared = {
  isolate: false,
  testTimeout: HANGING_MS,
  hookTimeout: HANGING_MS,
  expect: { poll: { timeout: 60_000 } },
} as const;

/** Plain Node without a page. */
const inNode = { ...shared, environment: 'node', pool: 'forks' } as const;

export default defineConfig({
  root,
  cacheDir,
  test: {
    // build/test.mjs counts the results and reports a run without tests.
    reporters: ['default'],
    maxWorkers: availableParallelism(),
    projects: [
      {
        root,
        cacheDir,
        // Electron cannot be imported in plain Node.
        resolve: { alias: [{ find: /^electron$/, replacement: `${root}test/support/electron-host/in-process.ts` }] },
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...inNode },
      },
      // Real keychains, sockets and child processes; each test has its own.
      {
        root,
        cacheDir,
        test: {
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          // They need a broker, which build/test.mjs says where there is none.
          exclude: findMosquitto() === null ? ['test/system/mosquitto/**'] : [],
          ...inNode,
        },
      },
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
