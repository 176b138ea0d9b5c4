import { chromium, type Browser } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import type { Finding } from './finding.ts';
import { countFrames, driveList, type Drive, type FrameReport, type ListKind } from './frames-in-page.ts';
import { servePage, PREVIEW, taskMs, watchTasks } from './page-server.ts';
import { quantile } from './rounds.ts';

const AGENTS = 5_000;
const ROUNDS = 5;
const ROUND_MS = 2_000;
/** A frame of 60 a second. */
const FRAME_MS = 1_000 / 60;

/** Goal 5: a list of 5,000 agents is scrolled while fifty of them change every second. */
export async function listFrames(): Promise<Finding[]> {
  const server = await servePage(PREVIEW);
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const address = `${server.address}/?scenario=team-5000`;
    const empty = await browser.newPage();
    const [here, plain] = [await openList(browser, address, 'rollcall'), await openList(browser, address, 'plain')];
    const gaps: number[] = [];
    const [scrolled, peers]: [Driven[], Driven[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      await empty.bringToFront();
      gaps.push(...(await empty.evaluate(countFrames, ROUND_MS)));
      scrolled.push(await here({ ms: ROUND_MS, pxPerFrame: 60, changeEveryMs: 1_000 }));
      peers.push(await plain({ ms: ROUND_MS, pxPerFrame: 60, changeEveryMs: 1_000 }));
    }
    const changing = { ms: ROUND_MS, pxPerFrame: 0, changeEveryMs: 0 };
    return [
      ...scrollFindings(together(scrolled), together(peers), gaps),
      changeFinding(await here(changing), await plain(changing)),
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** A frame is missed after one and a half of those an empty page gets on this machine, 60 a second at best. */
function scrollFindings(here: Driven, plain: Driven, empty: readonly number[]): Finding[] {
  const bound = 1.5 * Math.max(FRAME_MS, quantile(empty, 0.95));
  return [
    {
      what: `scrolling a list of ${AGENTS} rows`,
      here: `${gapsText(here.gaps)} ms a frame`,
      peer: `${gapsText(plain.gaps)} with all rows in the page`,
      result: `${longText(here)}; ${longText(plain)}`,
      goal: `p95 <= ${bound.toFixed(0)} ms`,
      isMet: quantile(here.gaps, 0.95) <= bound,
    },
    {
      what: '  an empty page, to judge the run',
      here: `${gapsText(empty)} ms a frame`,
      peer: '',
      result: '',
      goal: '',
      isMet: true,
    },
    {
      what: '  main thread',
      here: `${here.cpuMsPerFrame.toFixed(1)} ms CPU a frame`,
      peer: `${plain.cpuMsPerFrame.toFixed(1)} ms with all rows in the page`,
      result: `${here.elements} against ${plain.elements} elements`,
      goal: `<= ${FRAME_MS.toFixed(1)} ms`,
      isMet: here.cpuMsPerFrame <= FRAME_MS,
    },
  ];
}

function changeFinding(here: Driven, plain: Driven): Finding {
  return {
    what: '  fifty agents change status',
    here: `${here.cpuMsPerFrame.toFixed(1)} ms CPU`,
    peer: `${plain.cpuMsPerFrame.toFixed(1)} ms with all rows in the page`,
    result: `${(here.cpuMsPerFrame / FRAME_MS).toFixed(2)} frames`,
    goal: `<= ${FRAME_MS.toFixed(1)} ms`,
    isMet: here.cpuMsPerFrame <= FRAME_MS,
  };
}

/** What was seen, and the CPU time of the page's main thread. */
interface Driven extends FrameReport {
  readonly cpuMsPerFrame: number;
}

/** Opens a page with the list; the answer drives it. */
async function openList(
  browser: Browser,
  address: string,
  kind: ListKind,
): Promise<(how: Omit<Drive, 'kind'>) => Promise<Driven>> {
  const page = await browser.newPage({ viewport: { width: 420, height: 640 } });
  await page.goto(address);
  await page.locator('.list .row').first().waitFor();
  const session = await watchTasks(page);
  return async (how) => {
    await page.bringToFront();
    const before = await taskMs(session);
    const report = await page.evaluate(driveList, { ...how, kind });
    if (report.scrolledPx + report.changes === 0) throw new Error('Nothing was measured.');
    return { ...report, cpuMsPerFrame: ((await taskMs(session)) - before) / report.gaps.length };
  };
}

function together(rounds: readonly Driven[]): Driven {
  const sum = (of: (round: Driven) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  return {
    gaps: rounds.flatMap(({ gaps }) => gaps),
    longTasks: rounds.flatMap(({ longTasks }) => longTasks),
    elements: Math.max(...rounds.map(({ elements }) => elements)),
    scrolledPx: sum(({ scrolledPx }) => scrolledPx),
    changes: sum(({ changes }) => changes),
    cpuMsPerFrame: sum(({ cpuMsPerFrame }) => cpuMsPerFrame) / rounds.length,
  };
}

function gapsText(gaps: readonly number[]): string {
  const at = (share: number): string => quantile(gaps, share).toFixed(1);
  return `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)}`;
}

function longText({ longTasks }: FrameReport): string {
  return `${longTasks.length} long tasks${longTasks.length > 0 ? ` up to ${Math.max(...longTasks).toFixed(0)} ms` : ''}`;
}
