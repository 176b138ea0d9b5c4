import { decodeJson, isSameBytes } from '../../electron/kore/decode/json.ts';
import { decodeAvailability } from '../../electron/kore/decode/availability.ts';
import { EMPTY_FILTER } from '../../electron/shared/model.ts';
import { createTeamMerge } from '../../electron/team/merge.ts';
import { createTeamStore } from '../../electron/team/team-store.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { percent, type Finding } from './finding.ts';
import { judgeTimes } from './judge.ts';
import { cpuMs, duel, median, ratios } from './rounds.ts';
import { availabilityBytes } from './team-answers.ts';
import { DEFAULT_RULES, liveHealth } from '../support/fake-team.ts';

const AGENTS = 5_000;
const INTERVAL_MS = 30_000;
const ROUNDS = 40;
const GOAL = 0.02;

/** A team that has taken one answer, and the two ways it can take the next. */
function createTaker() {
  const clock = createFakeClock();
  const store = createTeamStore({
    clock,
    intervalMs: () => INTERVAL_MS,
    rules: () => DEFAULT_RULES,
    onDelta: (delta) => void JSON.stringify(delta),
  });
  const merge = createTeamMerge(clock);
  const health = liveHealth(clock.now());
  const answers = [availabilityBytes(AGENTS), availabilityBytes(AGENTS, 42)] as const;
  const again = Uint8Array.from(answers[0]);
  let round = 0;

  function take(rows: Parameters<typeof merge.merge>[0]['rows'], isUnchanged: boolean): void {
    const receivedAt = clock.now();
    const answer = { rows, ignored: 0, unread: [], receivedAt, isUnchanged };
    store.takeAnswer(merge.merge(answer, { agents: store.all() }, INTERVAL_MS), EMPTY_FILTER, health);
    clock.jump(INTERVAL_MS);
  }

  function understand(): void {
    round += 1;
    const decoded = decodeJson(answers[round % 2 === 0 ? 0 : 1]);
    const wire = decoded.isJson ? decodeAvailability(decoded.value) : null;
    if (wire?.rows.length !== AGENTS) throw new Error('The answer was not understood.');
    take(wire.rows, false);
  }

  function recognise(): void {
    if (!isSameBytes(answers[0], again)) throw new Error('The answer was not recognised.');
    take([], true);
  }

  return { understand, recognise };
}

/**
 * Goal 1: what a poll costs after its bytes are there, delta written out included. Unchanged bytes against an answer of
 * 5,000 agents that has to be parsed, validated and compared because one of them moved.
 */
export async function unchangedPoll(): Promise<Finding[]> {
  const { understand, recognise } = createTaker();
  const full = (): number => cpuMs(4, understand);
  await duel(5, full, full); // until both are compiled
  cpuMs(200, recognise);
  const same = await duel(ROUNDS, full, full);
  const costs = await duel(ROUNDS, () => cpuMs(100, recognise), full);
  const share = ratios(costs);
  return [
    {
      what: `unchanged poll, ${AGENTS} agents`,
      here: `${median(costs.here).toFixed(3)} ms CPU`,
      peer: `${median(costs.peer).toFixed(1)} ms parse + validate + diff`,
      result: percent(share),
      goal: '<= 2 %',
      ...judgeTimes({ ...share, median: share.high }, GOAL, costs.peer),
    },
    {
      what: '  the same twice, to judge the run',
      here: `${median(same.here).toFixed(1)} ms CPU`,
      peer: `${median(same.peer).toFixed(1)} ms`,
      result: percent(ratios(same)),
      goal: '',
      isMet: true,
    },
  ];
}
