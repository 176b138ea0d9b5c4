import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { chromium, type Browser, type CDPSession } from 'playwright';
import { build } from 'vite';
import { chromiumLaunch } from '../../build/chromium.ts';
import type { Finding } from './finding.ts';
import { countFrames, driveList, type Drive, type FrameReport, type ListKind } from './frames-in-page.ts';
import { quantile } from './rounds.ts';

const PREVIEW = fileURLToPath(new URL('../support/preview', import.meta.url));
const AGENTS = 5_000;
const SCROLL_MS = 6_000;
/** A frame of 60 a second. */
const FRAME_MS = 1_000 / 60;
/** A gap of more than one and a half frames is a frame that was missed. */
const MISSED_MS = 1.5 * FRAME_MS;

/** Goal 5: a list of 5,000 agents is scrolled while fifty of them change every second. */
export async function listFrames(): Promise<Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bench-'));
  await buildPreview(folder);
  const server = await serve(folder);
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?scenario=team-5000`;
    const bare = await emptyPage(browser);
    const [rollcall, plain] = [await measure(browser, address, 'rollcall'), await measure(browser, address, 'plain')];
    return [scrollFinding(rollcall.scrolled, plain.scrolled, bare), changeFinding(rollcall.changed, plain.changed)];
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A machine that cannot give an empty page its frames cannot give them to ours. */
function scrollFinding(here: Driven, plain: Driven, bare: readonly number[]): Finding {
  const bound = Math.max(MISSED_MS, quantile(bare, 0.95));
  return {
    what: `list of ${AGENTS} rows, scrolled`,
    here: `${gapsText(here.gaps)}, ${here.cpuMsPerFrame.toFixed(1)} ms CPU a frame`,
    peer: `${gapsText(plain.gaps)}, ${plain.cpuMsPerFrame.toFixed(1)} ms: all rows in the page; ${gapsText(bare)}: nothing`,
    result: `${here.elements} against ${plain.elements} elements; ${longText(here)} against ${longText(plain)}`,
    goal: `p95 <= ${bound.toFixed(0)} ms, CPU <= ${FRAME_MS.toFixed(1)} ms`,
    isMet: quantile(here.gaps, 0.95) <= bound && here.cpuMsPerFrame <= FRAME_MS,
  };
}

function changeFinding(here: Driven, plain: Driven): Finding {
  return {
    what: `  fifty of them change status`,
    here: `${here.cpuMsPerFrame.toFixed(1)} ms CPU a change`,
    peer: `${plain.cpuMsPerFrame.toFixed(1)} ms: all rows in the page`,
    result: `${(here.cpuMsPerFrame / FRAME_MS).toFixed(2)} frames`,
    goal: `<= ${FRAME_MS.toFixed(1)} ms`,
    isMet: here.cpuMsPerFrame <= FRAME_MS,
  };
}

async function buildPreview(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: PREVIEW,
    base: './',
    logLevel: 'error',
    plugins: [vue()],
    define: {
      __APP_VERSION__: '"0.0.0"',
      __VUE_OPTIONS_API__: false,
      __VUE_PROD_DEVTOOLS__: false,
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    },
    build: { outDir, emptyOutDir: true, target: 'chrome150' },
  });
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://bench').pathname.slice(1) || 'index.html';
    readFile(path.join(folder, name)).then(
      (bytes) =>
        response.writeHead(200, { 'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function emptyPage(browser: Browser): Promise<readonly number[]> {
  const page = await browser.newPage();
  const gaps = await page.evaluate(countFrames, SCROLL_MS / 2);
  await page.close();
  return gaps;
}

/** What was seen, and the CPU time of the page's main thread. */
interface Driven extends FrameReport {
  readonly cpuMsPerFrame: number;
}

async function measure(
  browser: Browser,
  address: string,
  kind: ListKind,
): Promise<{ scrolled: Driven; changed: Driven }> {
  const page = await browser.newPage({ viewport: { width: 420, height: 640 } });
  await page.goto(address);
  await page.locator('.list .row').first().waitFor();
  const session = await page.context().newCDPSession(page);
  // CPU time, which a busy machine does not stretch as it does the time between two frames.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const drive = async (how: Omit<Drive, 'kind'>): Promise<Driven> => {
    const before = await cpuMs(session);
    const report = await page.evaluate(driveList, { ...how, kind });
    return { ...report, cpuMsPerFrame: ((await cpuMs(session)) - before) / report.gaps.length };
  };
  const scrolled = await drive({ ms: SCROLL_MS, pxPerFrame: 60, changeEveryMs: 1_000 });
  const changed = await drive({ ms: SCROLL_MS / 3, pxPerFrame: 0, changeEveryMs: 0 });
  await page.close();
  if (scrolled.scrolledPx === 0 || changed.changes === 0) throw new Error('Nothing was measured.');
  return { scrolled, changed };
}

async function cpuMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

function gapsText(gaps: readonly number[]): string {
  const at = (share: number): string => quantile(gaps, share).toFixed(1);
  return `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} ms`;
}

function longText({ longTasks }: FrameReport): string {
  return `${longTasks.length} long tasks${longTasks.length > 0 ? ` up to ${Math.max(...longTasks).toFixed(0)} ms` : ''}`;
}
