import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import type { CDPSession, Page } from 'playwright';
import { build } from 'vite';

/** The whole app over a fake bridge, by scenario. */
export const PREVIEW = fileURLToPath(new URL('../support/preview', import.meta.url));

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
/** With these a page's clock is exact to some microseconds, otherwise to a tenth of a millisecond. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** Answers a command of the page. */
type Answer = (command: string, args: readonly unknown[]) => Promise<unknown>;

/** Builds the page in a folder as a release is built, and serves it on 127.0.0.1 until stopped. */
export async function servePage(
  root: string,
  answer?: Answer,
): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
  await buildPage(root, folder);
  const server = await serve(folder, answer);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts to count the CPU time of a page's main thread, which a busy machine does not make longer, as it does wall time. */
export async function watchTasks(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** CPU time of the main thread's tasks so far, in milliseconds. */
export async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

async function buildPage(root: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    // The compiler was loaded for development, where it keeps comments: one beside a root would keep it from its attributes.
    plugins: [vue({ template: { compilerOptions: { comments: false } } })],
    define: {
      __APP_VERSION__: '"0.0.0"',
      __VUE_OPTIONS_API__: false,
      __VUE_PROD_DEVTOOLS__: false,
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    },
    build: { outDir, emptyOutDir: true, target: 'chrome150' },
  });
}

async function serve(folder: string, answer: Answer | undefined): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method === 'POST' && answer !== undefined) {
      void text(request)
        .then((body) => answer(...(JSON.parse(body) as [string, readonly unknown[]])))
        .then((value) => response.end(JSON.stringify(value)));
      return;
    }
    const name = new URL(request.url ?? '/', 'http://bench').pathname.slice(1) || 'index.html';
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    readFile(path.join(folder, name)).then(
      (bytes) => response.writeHead(200, { 'content-type': type, ...ISOLATED }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
