import { deserialize, serialize } from 'node:v8';
import { chromium } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import { makeTestComputer, type TestComputer } from '../support/e2e/test-computer.ts';
import { spread, type Finding } from './finding.ts';
import { fakeAgents } from '../support/fake-team.ts';
import { startApp, startBare, startMoving } from './host-programs.ts';
import { judgeAbove, judgeTimes } from './judge.ts';
import { cpuMs, differences, duel, estimate, median, type Rounds } from './rounds.ts';

/** The app is started so often; a page may crash twice within five minutes and is then still built anew. */
const LAUNCHES = 2;
const COLD_SHOWS = 2;
const WARM_SHOWS = 8;
const FRAME_MS = 1_000 / 60;
/** A bare window takes 5 ms on a quiet machine. */
const GOAL_ABOVE = { ms: FRAME_MS, floors: 2 };
const CHANGED_SHOWS = 12;
/** What has changed while the popover was hidden; the first is what a frame has to be enough for. */
const TEAMS = [
  { agents: 24, moved: 5 },
  { agents: 5_000, moved: 5 },
  { agents: 5_000, moved: 5_000 },
] as const;

/**
 * How long a user waits from a click on the icon until the popover is drawn: made ready before, against a window with
 * one line of text on the same host, and against a popover whose page is gone and has to be made. Then what is added by
 * telling the page what it missed.
 */
export async function popoverShow(): Promise<Finding[]> {
  const computer = await makeTestComputer();
  const rounds = { here: [] as number[], peer: [] as number[] };
  const cold: number[] = [];
  try {
    for (let launch = 0; launch < LAUNCHES; launch += 1) {
      const seen = await launchOnce(computer);
      rounds.here.push(...seen.rounds.flatMap(({ here }) => here));
      rounds.peer.push(...seen.rounds.flatMap(({ peer }) => peer));
      cold.push(...seen.cold);
    }
    const changed: Finding[] = [];
    for (const team of TEAMS) changed.push(await takingOver(computer, team, rounds));
    return [...findingsOf(rounds, cold), ...changed];
  } finally {
    await computer.remove();
  }
}

/** Both programs in a browser of their own, which draws nothing of a launch before. */
async function launchOnce(
  computer: TestComputer,
): Promise<{ readonly rounds: readonly Rounds[]; readonly cold: number[] }> {
  const browser = await chromium.launch(chromiumLaunch);
  const [bare, app] = [await startBare(browser, computer), await startApp(browser, computer)];
  const [rounds, cold]: [Rounds[], number[]] = [[], []];
  for (let time = 0; time < COLD_SHOWS; time += 1) {
    rounds.push(await duel(WARM_SHOWS, app.show, bare.show));
    cold.push(await app.showCold());
  }
  await app.stop();
  await bare.stop();
  await browser.close();
  return { rounds, cold };
}

function findingsOf(rounds: Rounds, cold: readonly number[]): Finding[] {
  const above = differences(rounds);
  const [warmMs, bareMs, coldMs] = [median(rounds.here), median(rounds.peer), median(cold)];
  return [
    {
      what: 'popover after a click, made ready before',
      here: `${warmMs.toFixed(0)} ms`,
      peer: `${bareMs.toFixed(0)} ms, a bare window of the same host`,
      result: `${spread(above, 'ms')} more`,
      goal: `<= ${FRAME_MS.toFixed(1)} ms or ${GOAL_ABOVE.floors} floors more`,
      ...judgeAbove(above, GOAL_ABOVE, rounds.peer),
    },
    {
      what: '  against one that has to be made',
      here: `${warmMs.toFixed(0)} ms`,
      peer: `${coldMs.toFixed(0)} ms (${Math.min(...cold)} to ${Math.max(...cold)})`,
      result: `${((100 * warmMs) / coldMs).toFixed(0)} %`,
      goal: '<= 50 %',
      ...judgeTimes(estimate(rounds.here.map((ms) => ms / coldMs)), 0.5, cold),
    },
  ];
}

/**
 * What a show takes when the page missed something: the show itself, one structured clone of the message, and the page
 * until it is as the message says. The host's own click cannot be taken for it: Chromium sees every page of the host and
 * draws it between message and show, and the message goes there as text.
 */
async function takingOver(computer: TestComputer, team: (typeof TEAMS)[number], rounds: Rounds): Promise<Finding> {
  const browser = await chromium.launch(chromiumLaunch);
  const app = await startMoving(browser, computer, team);
  const [took, shows]: [number[], number[]] = [[], []];
  for (let time = 0; time < CHANGED_SHOWS; time += 1) {
    shows.push(await app.show());
    took.push(await app.tookMs());
  }
  await app.stop();
  await browser.close();
  const cloneMs = cloning(team.moved);
  const showMs = differences(rounds).median;
  const sum = estimate(took.map((ms) => showMs + cloneMs + ms));
  const isOfTheGoal = team.agents === TEAMS[0].agents;
  return {
    what: `  with ${team.moved} of ${team.agents} agents changed meanwhile`,
    here: `${median(took).toFixed(1)} ms in the page, ${cloneMs.toFixed(1)} ms to clone`,
    peer: `${median(shows).toFixed(0)} ms on the host, by text`,
    result: `${sum.median.toFixed(1)} ms more in all`,
    goal: isOfTheGoal ? `<= ${FRAME_MS.toFixed(1)} ms or ${GOAL_ABOVE.floors} floors more` : '',
    ...(isOfTheGoal ? judgeAbove(sum, GOAL_ABOVE, rounds.peer) : { isMet: true }),
  };
}

/** There and back, as Electron sends it. */
function cloning(agents: number): number {
  const changed = fakeAgents(agents, 0);
  return cpuMs(20, () => void deserialize(serialize({ changed })));
}
