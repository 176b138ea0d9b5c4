import { chromium } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import type { Finding } from './finding.ts';
import { scrollList } from './frames-in-page.ts';
import { judgeTimes } from './judge.ts';
import { openList, WIDE, type ListPage } from './list-pages.ts';
import { PREVIEW, servePage, taskMs } from './page-server.ts';
import { estimate, median, quantile } from './rounds.ts';
import { act, holdSecond, prepare, type Deed } from './ticks-in-page.ts';

const ROUNDS = 60;
const WARM_UP = 10;

/** What is measured, how it is called, and how many frames of an empty page it may cost. */
const GOALS = {
  second: { what: 'a second of timers in a list of 5,000 rows', frames: 0.5 },
  'in place': { what: 'one of 5,000 agents changes, visible, and keeps the place', frames: 1 },
  moving: { what: 'one of 5,000 agents changes, visible, and goes to another group', frames: 1 },
  hidden: { what: 'one of 5,000 agents changes, not visible', frames: 1 },
  limit: { what: 'some of 5,000 agents reach a limit', frames: 1 },
  card: { what: 'a card opens beside 500 rows with bands', frames: 1 },
} as const satisfies Readonly<Partial<Record<Deed, unknown>>>;
type Measured = keyof typeof GOALS;
const DEEDS = Object.keys(GOALS) as readonly Measured[];

/**
 * Goals: one change of 5,000 agents is drawn within one frame, and so is a card after a click, and a second of timers within half a frame; a frame is
 * that of an empty page in the same run. Both are CPU time of the main thread beyond what nothing costs the page.
 */
export async function listTicks(): Promise<Finding[]> {
  const server = await servePage(PREVIEW);
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const empty = await openList(browser);
    const team = await openList(browser, { address: `${server.address}/?scenario=team-5000`, first: holdSecond });
    const wide = await openList(browser, {
      address: `${server.address}/?scenario=team-500`,
      first: holdSecond,
      size: WIDE,
    });
    const findings: Finding[] = [];
    for (const deed of DEEDS) {
      const list = deed === 'card' ? wide : team;
      for (let round = 0; round < WARM_UP; round += 1) await cpuMsOf(list, deed);
      findings.push(await measure(deed, list, empty));
    }
    return findings;
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function measure(deed: Measured, team: ListPage, empty: ListPage): Promise<Finding> {
  await empty.page.bringToFront();
  const { gaps } = await empty.page.evaluate(scrollList, { box: '.list', ms: 1_000, pxPerFrame: 60 });
  const frameMs = median(gaps);
  const floor: number[] = [];
  const costs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const nothingMs = await cpuMsOf(team, 'nothing');
    floor.push(nothingMs);
    costs.push((await cpuMsOf(team, deed)) - nothingMs);
  }
  const { what, frames } = GOALS[deed];
  const late = quantile(costs, 0.95);
  return {
    what,
    here: `p50 ${median(costs).toFixed(1)} p95 ${late.toFixed(1)} max ${Math.max(...costs).toFixed(1)} ms CPU`,
    peer: `${frameMs.toFixed(1)} ms, a frame of an empty page`,
    result: `p95 ${(late / frameMs).toFixed(2)} frames`,
    goal: `p95 <= ${frames} ${frames === 1 ? 'frame' : 'frames'}`,
    ...judgeTimes({ ...estimate(costs), median: late }, frames * frameMs, floor),
  };
}

/** CPU time of the main thread for what is done and the frames in which it is drawn. */
async function cpuMsOf({ page, session }: ListPage, deed: Deed): Promise<number> {
  await page.bringToFront();
  await page.evaluate(prepare, deed);
  const before = await taskMs(session);
  const isSeen = await page.evaluate(act);
  if (isSeen !== (deed !== 'nothing')) throw new Error(`The page does not show that there was ${deed}.`);
  return (await taskMs(session)) - before;
}
