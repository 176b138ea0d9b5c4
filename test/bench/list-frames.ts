import { chromium } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import type { Finding } from './finding.ts';
import { scrollList } from './frames-in-page.ts';
import { isBusy, judgeTimes, type Verdict } from './judge.ts';
import { openList, type ListPage } from './list-pages.ts';
import { servePage, PREVIEW, taskMs } from './page-server.ts';
import { estimate, median, quantile } from './rounds.ts';

const ROUNDS = 8;
const SCROLLING = { ms: 2_000, pxPerFrame: 60 };
const GOAL_TIMES = 1.5;

/** Goal: 5,000 agents scroll at p95 <= 1.5 x the frame of an empty page, while fifty of them change every second. */
export async function listFrames(): Promise<Finding[]> {
  const server = await servePage(PREVIEW);
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const [empty, team] = [await openList(browser), await openList(browser, `${server.address}/?scenario=team-5000`)];
    const rounds: Rounds = { team: [], empty: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.empty.push(await scroll(empty));
      rounds.team.push(await scroll(team));
    }
    return [findingOf(rounds)];
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

interface Rounds {
  readonly team: Scrolled[];
  readonly empty: Scrolled[];
}

async function scroll({ page, session }: ListPage): Promise<Scrolled> {
  await page.bringToFront();
  const before = await taskMs(session);
  const { gaps, scrolledPx } = await page.evaluate(scrollList, SCROLLING);
  if (scrolledPx === 0) throw new Error('Nothing was scrolled.');
  return { gaps, cpuMsPerFrame: ((await taskMs(session)) - before) / gaps.length };
}

function findingOf({ team, empty }: Rounds): Finding {
  const late = ({ gaps }: Scrolled): number => quantile(gaps, 0.95);
  const all = (rounds: readonly Scrolled[]): readonly number[] => rounds.flatMap(({ gaps }) => gaps);
  const cpuMs = median(team.map(({ cpuMsPerFrame }) => cpuMsPerFrame));
  const [lateMs, emptyMs] = [quantile(all(team), 0.95), quantile(all(empty), 0.95)];
  const verdict = judgeTimes({ ...estimate(team.map(late)), median: lateMs }, GOAL_TIMES * emptyMs, empty.map(late));
  // An empty page needs so little that it gets its frames on a busy machine too.
  const busy: Verdict = { isMet: false, doubt: 'the machine was too busy' };
  return {
    what: 'scrolling a list of 5,000 rows',
    here: `${gapsText(all(team))} ms a frame, ${cpuMs.toFixed(1)} ms CPU`,
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
