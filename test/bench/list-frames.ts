import { chromium } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import type { Finding } from './finding.ts';
import { judgeFrames, type FrameRound } from './frame-goal.ts';
import { scrollList } from './frames-in-page.ts';
import { openList, WIDE, type ListPage } from './list-pages.ts';
import { servePage, PREVIEW, taskMs } from './page-server.ts';

const ROUNDS = 8;
const SCROLLING = { ms: 2_000, pxPerFrame: 60 };

/** A long list, where it is, and its scroll box. */
interface LongList {
  readonly what: string;
  readonly path: string;
  readonly box: string;
  readonly size?: typeof WIDE;
}
const LISTS: readonly LongList[] = [
  { what: 'scrolling a list of 5,000 rows', path: '/?scenario=team-5000', box: '.list' },
  { what: 'scrolling 500 rows with bands', path: '/?scenario=team-500', box: '.list', size: WIDE },
  { what: 'scrolling a timeline of 5,000 rows', path: '/?scenario=team-5000&view=history', box: '.timeline' },
];

/**
 * Goal: each long list scrolls at p95 <= 1.5 x the frame of an empty page in the same rounds, while fifty
 * agents change every second and the page's own timers run.
 */
export async function listFrames(): Promise<Finding[]> {
  const server = await servePage(PREVIEW);
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const empty = { list: await openList(browser), box: '.list', scrolled: [] as FrameRound[] };
    const long = [];
    for (const { what, path, box, size } of LISTS) {
      const list = await openList(browser, { address: server.address + path, ...(size && { size }) });
      long.push({ what, list, box, scrolled: [] as FrameRound[] });
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { list, box, scrolled } of [empty, ...long]) scrolled.push(await scroll(list, box));
    }
    return long.map(({ what, scrolled }) => judgeFrames(what, scrolled, empty.scrolled));
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function scroll({ page, session }: ListPage, box: string): Promise<FrameRound> {
  await page.bringToFront();
  const before = await taskMs(session);
  const { gaps, movedPx } = await page.evaluate(scrollList, { box, ...SCROLLING });
  if (movedPx === 0) throw new Error('Nothing was scrolled.');
  return { gaps, cpuMsPerFrame: ((await taskMs(session)) - before) / gaps.length };
}
