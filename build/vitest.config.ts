import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cacheDir = `${root}/node_modules/.cache/vitest`;

/** Plain Node, no page: the core and everything that decides. */
const inNode = { environment: 'node' } as const;

export default defineConfig({
  root,
  cacheDir,
  test: {
    // Counted and judged by build/test.mjs: a file without tests is a mistake there, not here.
    reporters: ['default'],
    projects: [
      { root, cacheDir, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...inNode } },
      {
        root,
        cacheDir,
        // Real keychains, real sockets and child processes: one file at a time, with time for a slow machine.
        test: {
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
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
          testTimeout: 20_000,
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
