import { chromium, type Page } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import type { HistoryRequest } from '../../electron/shared/model.ts';
import { historyTexts } from '../../electron/shared/texts/history/history.ts';
import { spread, type Finding } from './finding.ts';
import { AGENTS, DATES, makeMonth, NOW, REQUEST, type MonthOfHistory } from './history-of-month.ts';
import { judgeTimes } from './judge.ts';
import { PREVIEW, servePage } from './page-server.ts';
import { duel, median, ratios } from './rounds.ts';

const RECORDS = 20;
const ROUNDS = 9;
const GOAL_TIMES = 5;
const WINDOW = { width: 1_200, height: 800 };

/**
 * Goal: from the choice of a month of 500 agents until its chart is painted, at most five times what SQLite takes to
 * read the rows. The chart shows one day; what the page asks for is the state of all days and that day.
 */
export async function historyChart(): Promise<Finding[]> {
  const month = await makeMonth(RECORDS);
  const server = await servePage(PREVIEW, answersOf(month));
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const page = await browser.newPage({ viewport: WINDOW });
    await page.addInitScript((now) => void (Date.now = () => now), NOW);
    const address = `${server.address}/?scenario=team-500`;
    const chart = (): Promise<number> => chooseMonth(page, address);
    await duel(2, chart, month.readRows);
    const rounds = await duel(ROUNDS, chart, month.readRows);
    const times = ratios(rounds);
    return [
      {
        what: `a month of ${AGENTS} agents chosen until its chart is painted`,
        here: `${median(rounds.here).toFixed(0)} ms`,
        peer: `rows alone ${median(rounds.peer).toFixed(0)} ms`,
        result: spread(times, 'times'),
        goal: `<= ${GOAL_TIMES} times`,
        ...judgeTimes(times, GOAL_TIMES, rounds.peer),
      },
    ];
  } finally {
    await browser.close();
    await server.stop();
    await month.remove();
  }
}

/** What the page asks of the history, of the month that is saved. Nothing can be read. */
function answersOf({ history }: MonthOfHistory): (command: string, args: readonly unknown[]) => Promise<unknown> {
  return (command, [request, date]) => {
    const asked = { ...REQUEST, dates: (request as HistoryRequest).dates };
    return command === 'history:day' ? history.day(asked, String(date)) : history.get(asked);
  };
}

/** Opens the history of today, of which nothing is read, and chooses the month in the form of days. */
async function chooseMonth(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await page.evaluate(answerByServer);
  await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
  await page.getByRole('button', { name: historyTexts.picker.chosen('') }).click();
  await page.getByRole('menuitem', { name: historyTexts.picker.other }).click();
  await page.getByLabel(historyTexts.picker.words).fill(`${DATES.at(0)}..${DATES.at(-1)}`);
  const show = page.getByRole('button', { name: historyTexts.picker.show });
  if ((await page.locator('[data-row]').count()) > 0) throw new Error('Something is shown already.');
  return show.evaluate(painted);
}

/** Runs in the page: the history's answers come from the bench, as JSON over HTTP. */
function answerByServer(): void {
  const { bridge } = window.fake;
  const { invoke } = bridge;
  const ask = async (command: string, args: readonly unknown[]): Promise<unknown> => {
    const answer = await fetch('/answer', { method: 'POST', body: JSON.stringify([command, args]) });
    return answer.json();
  };
  Object.assign(bridge, {
    invoke: (command: string, ...args: readonly unknown[]): unknown =>
      command.startsWith('history:') ? ask(command, args) : Reflect.apply(invoke, bridge, [command, ...args]),
  });
}

/** Runs in the page: presses the button, and says how long it takes until the first frame with rows is drawn. */
async function painted(button: Element): Promise<number> {
  const began = performance.now();
  (button as HTMLElement).click();
  while (document.querySelector('[data-row] svg') === null) await new Promise(requestAnimationFrame);
  const { port1, port2 } = new MessageChannel();
  const isDrawn = new Promise((resolve) => (port1.onmessage = resolve));
  // A task that is queued while a frame is made runs once that frame is on its way to the screen.
  requestAnimationFrame(() => port2.postMessage(null));
  await isDrawn;
  return performance.now() - began;
}
