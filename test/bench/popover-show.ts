import { chromium } from 'playwright';
import { chromiumLaunch } from '../../build/chromium.ts';
import { makeWhereabouts, type Whereabouts } from '../support/e2e/whereabouts.ts';
import { spread, type Finding } from './finding.ts';
import { startApp, startBare } from './host-programs.ts';
import { differences, duel, median, type Rounds } from './rounds.ts';

/** The app is started so often; a page may crash twice within five minutes and is then still built anew. */
const LAUNCHES = 2;
const COLD_SHOWS = 2;
const WARM_SHOWS = 8;
const FRAME_MS = 1_000 / 60;

/**
 * How long a user waits from a click on the icon until the popover is drawn: made ready before, against a window with
 * one line of text on the same host, and against a popover whose page is gone and has to be made.
 */
export async function popoverShow(): Promise<Finding[]> {
  const place = await makeWhereabouts();
  const rounds = { here: [] as number[], peer: [] as number[] };
  const cold: number[] = [];
  try {
    for (let launch = 0; launch < LAUNCHES; launch += 1) {
      const seen = await launchOnce(place);
      rounds.here.push(...seen.rounds.flatMap(({ here }) => here));
      rounds.peer.push(...seen.rounds.flatMap(({ peer }) => peer));
      cold.push(...seen.cold);
    }
    return findingsOf(rounds, cold);
  } finally {
    await place.remove();
  }
}

/** Both programs in a browser of their own, which draws nothing of a launch before. */
async function launchOnce(
  place: Whereabouts,
): Promise<{ readonly rounds: readonly Rounds[]; readonly cold: number[] }> {
  const browser = await chromium.launch(chromiumLaunch);
  const [bare, app] = [await startBare(browser, place), await startApp(browser, place)];
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
      goal: `<= ${FRAME_MS.toFixed(1)} ms more`,
      isMet: above.median <= FRAME_MS,
    },
    {
      what: '  against one that has to be made',
      here: `${warmMs.toFixed(0)} ms`,
      peer: `${coldMs.toFixed(0)} ms (${Math.min(...cold)} to ${Math.max(...cold)})`,
      result: `${((100 * warmMs) / coldMs).toFixed(0)} %`,
      goal: '<= 50 %',
      isMet: warmMs <= 0.5 * coldMs,
    },
  ];
}
