import { chromium, type Browser, type CDPSession, type Page } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import type { Finding } from './finding.ts';
import { judgeTimes, type Verdict } from './judge.ts';
import { PLAIN_LIST, PREVIEW, servePage, taskMs, watchTasks } from './page-server.ts';
import { estimate, median, quantile } from './rounds.ts';
import { act, holdSecond, prepare, type Deed } from './ticks-in-page.ts';

const AGENTS = 5_000;
/** Pairs of a deed in the app and, less often since it takes long, in the plain list. */
const ROUNDS = 60;
const PLAIN_EVERY = 6;
/** A frame of 120 a second. */
const FRAME_MS = 1_000 / 120;
const GOAL_COMMIT_MS = 0.2;
/** One text by hand takes 0.1 ms after a pause on a quiet machine. */
const GOAL_COMMIT_FLOORS = 2;
const WARM_UP = 10;

/** What is measured, and how it is called. */
const NAMES = {
  second: `a second of ${AGENTS} timers`,
  'in place': `one of ${AGENTS} agents changes, in sight, and keeps the place`,
  moving: `one of ${AGENTS} agents changes, in sight, and goes to another group`,
  'out of sight': `one of ${AGENTS} agents changes, out of sight`,
} as const satisfies Readonly<Partial<Record<Deed, string>>>;
type Measured = keyof typeof NAMES;
const DEEDS = Object.keys(NAMES) as readonly Measured[];

/** What one deed took: CPU of the main thread until it was drawn, and wall time until the elements were changed. */
interface Cost {
  readonly cpuMs: number;
  readonly commitMs: number;
}

/** What a second and a change of one agent cost in a list of 5,000, beside a list that is drawn whole each time. */
export async function listTicks(): Promise<Finding[]> {
  const [app, list] = [await servePage(PREVIEW), await servePage(PLAIN_LIST)];
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const here = await open(browser, `${app.address}/?scenario=team-5000`);
    const plain = await open(browser, list.address);
    const findings: Finding[] = [];
    for (const deed of DEEDS) {
      for (let turn = 0; turn < WARM_UP; turn += 1) await doOnce(here, deed);
      await doOnce(plain, deed);
      findings.push(...findingsOf(deed, await measure(deed, here, plain)));
    }
    return findings;
  } finally {
    await browser.close();
    await app.stop();
    await list.stop();
  }
}

interface Opened {
  readonly page: Page;
  readonly session: CDPSession;
}

async function open(browser: Browser, address: string): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 420, height: 640 } });
  await page.addInitScript(holdSecond);
  await page.goto(address);
  await page.locator('.list .row').first().waitFor();
  return { page, session: await watchTasks(page) };
}

/** Round by round, in the app: a deed, nothing, and the least a page can do; and the deed in the plain list. */
interface Costs {
  readonly here: readonly Cost[];
  readonly nothing: readonly Cost[];
  readonly text: readonly Cost[];
  readonly plain: readonly Cost[];
}

async function measure(deed: Measured, here: Opened, plain: Opened): Promise<Costs> {
  const costs = { here: [] as Cost[], nothing: [] as Cost[], text: [] as Cost[], plain: [] as Cost[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % PLAIN_EVERY === 0) costs.plain.push(await doOnce(plain, deed));
    costs.nothing.push(await doOnce(here, 'nothing'));
    costs.here.push(await doOnce(here, deed));
    costs.text.push(await doOnce(here, 'text'));
  }
  return costs;
}

async function doOnce({ page, session }: Opened, deed: Deed): Promise<Cost> {
  await page.bringToFront();
  await page.evaluate(prepare, deed);
  const before = await taskMs(session);
  const { commitMs, isSeen } = await page.evaluate(act);
  if (isSeen !== (deed !== 'nothing')) throw new Error(`The page does not show that there was ${deed}.`);
  return { commitMs, cpuMs: (await taskMs(session)) - before };
}

function findingsOf(deed: Measured, { here, nothing, text, plain }: Costs): Finding[] {
  const cpu = (costs: readonly Cost[]): number[] => costs.map(({ cpuMs }) => cpuMs);
  const commit = (costs: readonly Cost[]): number[] => costs.map(({ commitMs }) => commitMs);
  // What is measured begins and ends between frames: without what nothing costs it is the frame the deed is drawn in.
  const frame = cpu(here).map((ms, round) => ms - (cpu(nothing)[round] ?? Number.NaN));
  const missed = frame.filter((ms) => ms > FRAME_MS).length;
  const [whole, handMs] = [median(cpu(plain)), median(cpu(text)) - median(cpu(nothing))];
  const draw: Finding = {
    what: NAMES[deed],
    here: `${spreadOf(frame)} ms CPU`,
    peer: `${whole.toFixed(0)} ms, the whole list; ${handMs.toFixed(1)} ms, one text by hand`,
    result: `${((100 * median(frame)) / whole).toFixed(1)} % of the whole list, ${missed} of ${ROUNDS} frames missed`,
    goal: `all <= ${FRAME_MS.toFixed(1)} ms`,
    ...judgeAll(frame, cpu(text)),
  };
  const allowedMs = Math.max(GOAL_COMMIT_MS, GOAL_COMMIT_FLOORS * median(commit(text)));
  const commitFinding: Finding = {
    what: '  until the elements are changed',
    here: `${spreadOf(commit(here), 2)} ms`,
    peer: `${median(commit(plain)).toFixed(0)} ms, the whole list; ${median(commit(text)).toFixed(2)} ms, one text by hand`,
    result: `${((100 * median(commit(here))) / median(commit(plain))).toFixed(2)} % of the whole list`,
    goal: deed === 'second' ? '' : `p50 <= ${GOAL_COMMIT_MS} ms or ${GOAL_COMMIT_FLOORS} floors`,
    ...(deed === 'second' ? { isMet: true } : judgeTimes(estimate(commit(here)), allowedMs, commit(text))),
  };
  return [draw, commitFinding];
}

/** A single frame counts; but not where the floor was once as much above its usual as this one is above its own. */
function judgeAll(frames: readonly number[], floor: readonly number[]): Verdict {
  const longest = Math.max(...frames);
  const odd = Math.max(...floor) - median(floor);
  if (longest <= FRAME_MS) return { isMet: true, doubt: null };
  const isOdd = quantile(frames, 0.9) <= FRAME_MS && longest - median(frames) <= odd;
  return { isMet: false, doubt: isOdd ? `its floor too was once ${odd.toFixed(1)} ms above its median` : null };
}

function spreadOf(samples: readonly number[], digits = 1): string {
  const at = (share: number): string => quantile(samples, share).toFixed(digits);
  return `p50 ${at(0.5)} p95 ${at(0.95)} max ${Math.max(...samples).toFixed(digits)}`;
}
