import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import { startKoreServer, type KoreAgent } from '../support/kore-server.ts';
import { watchScript } from '../support/e2e/script-watch.ts';
import { makeTestComputer } from '../support/e2e/test-computer.ts';
import type { Finding } from './finding.ts';
import { startApp } from './host-programs.ts';
import { taskMs, watchTasks } from './page-server.ts';

const PROGRAM = fileURLToPath(new URL('idle-core.ts', import.meta.url));
const AGENTS = 24;
/** The first poll and the read of status details that follows it are over. */
const SETTLE_MS = 3_000;
const MINUTE_MS = 60_000;
const LATE_MS = 1_000;
/** A call is a token, two changes of the file of calls under its lock, a connection, an answer and what is saved of it. */
const GOAL_WAKES_A_CALL = 200;
const SEEN_MS = 5_000;

/** What a process has cost so far. */
interface Cost {
  readonly timers: number;
  readonly loopCount: number;
  readonly cpuMs: number;
  /** How often one of its threads slept and was woken; null where the system does not say. */
  readonly wakes: number | null;
}

/**
 * A minute in which no window is visible: how often the core wakes the computer, beside a process with one timer at the same
 * pace, and whether the hidden popover's page runs any script meanwhile.
 */
export async function wakeUps(): Promise<Finding[]> {
  const kore = await startKoreServer(team());
  const core = await startProgram([JSON.stringify({ ...kore, calls: [] })]);
  const bare = await startProgram([]);
  const browser = await chromium.launch(chromiumLaunch);
  const computer = await makeTestComputer();
  const app = await startApp(browser, computer);
  try {
    const [hidden, empty] = [await watchTasks(await app.page()), await watchTasks(await browser.newPage())];
    await wait(SETTLE_MS);
    const measure = async () => ({
      core: await core.cost(),
      bare: await bare.cost(),
      hiddenMs: await taskMs(hidden),
      emptyMs: await taskMs(empty),
      calls: kore.calls.length,
      at: performance.now(),
    });
    const script = await watchScript(await app.page());
    await script.take();
    const before = await measure();
    await wait(MINUTE_MS);
    const after = await measure();
    const ran = await script.take();
    await script.stop();
    await app.click();
    const shownMs = await taskMs(hidden);
    await wait(SEEN_MS);
    return [
      coreFinding(
        minus(after.core, before.core),
        minus(after.bare, before.bare),
        after.calls - before.calls,
        after.at - before.at,
      ),
      pageFinding(ran, {
        hidden: (after.hiddenMs - before.hiddenMs) / MINUTE_MS,
        empty: (after.emptyMs - before.emptyMs) / MINUTE_MS,
        shown: ((await taskMs(hidden)) - shownMs) / SEEN_MS,
      }),
    ];
  } finally {
    await app.stop();
    await browser.close();
    await computer.remove();
    core.stop();
    bare.stop();
    await kore.stop();
  }
}

function coreFinding(core: Cost, bare: Cost, calls: number, tookMs: number): Finding {
  const isCounted = core.wakes !== null && bare.wakes !== null;
  const [here, peer] = isCounted ? [core.wakes, bare.wakes] : [core.loopCount, bare.loopCount];
  const unit = isCounted ? 'wake-ups' : 'turns of the event loop';
  const more = (here - peer) / calls;
  const isMet = calls > 0 && core.timers <= bare.timers && more <= GOAL_WAKES_A_CALL;
  return {
    what: 'a minute in which no window is visible',
    here: `${here} ${unit}, ${core.timers} timers, ${core.cpuMs.toFixed(0)} ms CPU`,
    peer: `${peer} ${unit}, ${bare.timers} timers, ${bare.cpuMs.toFixed(0)} ms CPU, one bare timer`,
    result: `${core.timers - bare.timers} timers more, ${more.toFixed(0)} ${unit} more for each of ${calls} calls`,
    goal: `no timer more, <= ${GOAL_WAKES_A_CALL} a call`,
    isMet,
    // In a longer minute two timers of about the same pace need not fall due equally often.
    doubt: !isMet && tookMs > MINUTE_MS + LATE_MS ? `its minute took ${(tookMs / 1_000).toFixed(1)} s` : null,
  };
}

/** Shares of the time that main threads of pages were at work. */
interface PageShares {
  readonly hidden: number;
  readonly empty: number;
  readonly shown: number;
}

/** V8 counts the calls of every function; the demo's team changes with both polls of the minute. */
function pageFinding(ran: readonly string[], { hidden, empty, shown }: PageShares): Finding {
  const percent = (share: number): string => `${(100 * share).toFixed(3)} %`;
  return {
    what: '  main thread of the hidden popover',
    here: `${ran.length} functions run, at work ${percent(hidden)} of the time`,
    peer: `${percent(empty)}, an empty page; ${percent(shown)} while it is shown`,
    result: ran.length === 0 ? 'no script' : ran.slice(0, 3).join(', '),
    goal: 'no script',
    isMet: shown > 0 && ran.length === 0,
  };
}

/** The idle program, and what it and its threads have cost. */
async function startProgram(args: readonly string[]): Promise<{ cost(): Promise<Cost>; stop(): void }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${PROGRAM} has ended.`);
  });
  ended.catch(() => undefined); // it may be over before anybody waits for it, and in the end it is
  const nextLine = (): Promise<unknown[]> => Promise.race([once(lines, 'line'), ended]);
  await nextLine();
  return {
    async cost() {
      const wakes = wakesOf(child.pid ?? 0);
      const said = nextLine();
      child.stdin.write('?\n');
      const [line] = (await said) as [string];
      return { ...(JSON.parse(line) as Omit<Cost, 'wakes'>), wakes };
    },
    stop: () => child.stdin.end(),
  };
}

/** proc(5), /proc/pid/task/tid/status: a voluntary switch is a thread that had nothing to do, and was woken again. */
function wakesOf(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const switches = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const status = readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8');
    return Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(status)?.[1]);
  });
  return switches.reduce((sum, each) => sum + each, 0);
}

function minus(after: Cost, before: Cost): Cost {
  return {
    timers: after.timers - before.timers,
    loopCount: after.loopCount - before.loopCount,
    cpuMs: after.cpuMs - before.cpuMs,
    wakes: after.wakes === null || before.wakes === null ? null : after.wakes - before.wakes,
  };
}

function team(): readonly KoreAgent[] {
  return Array.from({ length: AGENTS }, (_, index) => ({
    id: `agent-${index}`,
    firstName: 'Agent',
    lastName: String(index),
    bucket: index % 2 === 0 ? 'AVAILABLE' : 'BUSY',
  }));
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
