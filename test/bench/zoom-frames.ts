import { chromium, type Page } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import type { Finding } from './finding.ts';
import { moveTimeline, scrollList, type FrameReport, type Gesture } from './frames-in-page.ts';
import { judgeFrames, type FrameRound } from './frame-goal.ts';
import { openList, WIDE, type ListPage } from './list-pages.ts';
import { PREVIEW, servePage, taskMs } from './page-server.ts';

const ROUNDS = 8;
const ROUND_MS = 2_000;
const GESTURES: Readonly<Record<Gesture, string>> = {
  wheel: 'zooming a day of 500 agents by wheel',
  drag: 'moving an hour of 500 agents by drag',
  keys: 'zooming and moving 500 agents by keys',
};

/**
 * Goal: the timeline of 500 agents is zoomed and moved, once a frame, at p95 <= 1.5 x the frame of an empty page in the
 * same rounds.
 */
export async function zoomFrames(): Promise<Finding[]> {
  const server = await servePage(PREVIEW);
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const empty = await openList(browser);
    const timeline = await openList(browser, {
      address: `${server.address}/?scenario=team-500&view=history`,
      size: WIDE,
    });
    await showYesterday(timeline.page);
    const floor: FrameRound[] = [];
    const rounds: Readonly<Record<Gesture, FrameRound[]>> = { wheel: [], drag: [], keys: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      floor.push(
        await measure(empty, () => empty.page.evaluate(scrollList, { box: '.list', ms: ROUND_MS, pxPerFrame: 60 })),
      );
      for (const gesture of Object.keys(rounds) as Gesture[]) {
        rounds[gesture].push(
          await measure(timeline, () => timeline.page.evaluate(moveTimeline, { gesture, ms: ROUND_MS })),
        );
      }
    }
    return Object.entries(GESTURES).map(([gesture, what]) => judgeFrames(what, rounds[gesture as Gesture], floor));
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** A full day, whatever the time is now. */
async function showYesterday(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Previous day' }).click();
  await page.locator('.piece').first().waitFor();
}

async function measure({ page, session }: ListPage, run: () => Promise<FrameReport>): Promise<FrameRound> {
  await page.bringToFront();
  const before = await taskMs(session);
  const { gaps, movedPx } = await run();
  if (movedPx === 0) throw new Error('Nothing was moved.');
  return { gaps, cpuMsPerFrame: ((await taskMs(session)) - before) / gaps.length };
}
