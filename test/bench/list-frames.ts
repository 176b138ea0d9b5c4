import { chromium } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import type { Finding } from './finding.ts';
import { scrollList } from './frames-in-page.ts';
import { isBusy, judgeTimes, type Verdict } from './judge.ts';
import { openList, WIDE, type ListPage } from './list-pages.ts';
import { servePage, PREVIEW, taskMs } from './page-server.ts';
import { estimate, median, quantile } from './rounds.ts';

const ROUNDS = 8;
const SCROLLING = { ms: 2_000, pxPerFrame: 60 };
const GOAL_TIMES = 1.5;

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
    const empty = { list: await openList(browser), box: '.list', scrolled: [] as Scrolled[] };
    const long = [];
    for (const { what, path, box, size } of LISTS) {
      const list = await openList(browser, { address: server.address + path, ...(size && { size }) });
      long.push({ what, list, box, scrolled: [] as Scrolled[] });
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { list, box, scrolled } of [empty, ...long]) scrolled.push(await scroll(list, box));
    }
    return long.map(({ what, scrolled }) => findingOf(what, scrolled, empty.scrolled));
  } finally {
    await browser.close();
    await server.stop();
  }
}

interface Scrolled {
  /** Milliseconds between two frames. */
  readonly gaps: readonly number[];
  readonly cpuMsPerFrame: number;
}

async function scroll({ page, session }: ListPage, box: string): Promise<Scrolled> {
  await page.bringToFront();
  const before = await taskMs(session);
  const { gaps, scrolledPx } = await page.evaluate(scrollList, { box, ...SCROLLING });
  if (scrolledPx === 0) throw new Error('Nothing was scrolled.');
  return { gaps, cpuMsPerFrame: ((await taskMs(session)) - before) / gaps.length };
}

function findingOf(what: string, list: readonly Scrolled[], empty: readonly Scrolled[]): Finding {
  const late = ({ gaps }: Scrolled): number => quantile(gaps, 0.95);
  const all = (rounds: readonly Scrolled[]): readonly number[] => rounds.flatMap(({ gaps }) => gaps);
  const cpuMs = median(list.map(({ cpuMsPerFrame }) => cpuMsPerFrame));
  const [lateMs, emptyMs] = [quantile(all(list), 0.95), quantile(all(empty), 0.95)];
  const verdict = judgeTimes({ ...estimate(list.map(late)), median: lateMs }, GOAL_TIMES * emptyMs, empty.map(late));
  // An empty page needs so little that it gets its frames on a busy machine too.
  const busy: Verdict = { isMet: false, doubt: 'the machine was too busy' };
  return {
    what,
    here: `${gapsText(all(list))} ms a frame, ${cpuMs.toFixed(1)} ms CPU`,
    peer: `${gapsText(all(empty))} in an empty page`,
    result: `p95 ${(lateMs / emptyMs).toFixed(2)} times`,
    goal: `p95 <= ${GOAL_TIMES} times`,
    ...(!verdict.isMet && isBusy() ? busy : verdict),
  };
}

function gapsText(gaps: readonly number[]): string {
  const at = (share: number): string => quantile(gaps, share).toFixed(1);
  return `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)}`;
}
