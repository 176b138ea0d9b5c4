import type { AvailabilityRow } from '../../electron/kore/types.ts';
import { decodeAvailability } from '../../electron/kore/decode/availability.ts';
import type { Agent } from '../../electron/shared/model.ts';
import { membersOf } from '../../electron/kore/members.ts';
import { confirm, observe } from '../../electron/team/time-in-status.ts';
import type { OpenStatus } from '../../electron/history/open-status.ts';
import { percent, type Finding } from './finding.ts';
import { judgeTimes } from './judge.ts';
import { cpuMs, duel, median, ratios } from './rounds.ts';
import { availabilityBytes } from './team-answers.ts';

const INTERVAL_MS = 30_000;
const START = Date.UTC(2026, 2, 2, 9);
/** One page of status details, as it is read for those who changed. */
const CONFIRMED = 50;
/** Team size, how often a team is taken within one round, rounds. */
const SIZES = [
  [500, 40, 30],
  [5_000, 4, 15],
] as const;
const GOAL = 0.25;

type Team = ReadonlyMap<string, Agent>;

/**
 * What a poll costs between the validated rows and the delta: each agent counted once, joined with the since-clock and
 * with a page of status details, and compared with the team before. Beside it the same by looking through the list
 * for each agent and comparing what `JSON.stringify` makes of two; the changed must be the same in both.
 */
export async function joinAndDiff(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [size, times, rounds] of SIZES) findings.push(await measure(size, times, rounds));
  return findings;
}

async function measure(size: number, times: number, rounds: number): Promise<Finding> {
  const answers = [rowsOf(size, null), rowsOf(size, 42)] as const;
  const open = new Map(answers[0].slice(0, CONFIRMED).map(({ userId, bucket }) => [userId, openStatus(bucket)]));
  const here = runner(answers, (rows, before, now) => take(rows, before, open, now));
  const plain = runner(answers, (rows, before, now) => takePlainly(rows, before, open, now));
  if (here() !== plain()) throw new Error('The two do not find the same changes.');
  cpuMs(times, here); // until both are compiled
  plain();
  const costs = await duel(
    rounds,
    () => cpuMs(times, here),
    () => cpuMs(Math.max(1, times / 20), plain),
  );
  const share = ratios(costs);
  return {
    what: `join and diff of one change, ${size} agents`,
    here: `${median(costs.here).toFixed(3)} ms CPU`,
    peer: `${median(costs.peer).toFixed(1)} ms, lists and JSON.stringify`,
    result: percent(share),
    goal: `<= ${GOAL * 100} %`,
    ...judgeTimes(share, GOAL, costs.peer),
  };
}

/** Takes the two answers alternately, so that one agent changes each time; gives the ids that changed in the second. */
function runner(
  answers: readonly [readonly AvailabilityRow[], readonly AvailabilityRow[]],
  one: (rows: readonly AvailabilityRow[], before: Team, now: number) => readonly [Team, string],
): () => string {
  let now = START;
  let [team] = one(answers[0], new Map(), now);
  let round = 0;
  return () => {
    now += INTERVAL_MS;
    round += 1;
    const [next, changed] = one(answers[round % 2 === 0 ? 0 : 1], team, now);
    team = next;
    return changed;
  };
}

function take(
  rows: readonly AvailabilityRow[],
  before: Team,
  open: ReadonlyMap<string, OpenStatus>,
  now: number,
): readonly [Team, string] {
  const previousAt = before.size === 0 ? null : now - INTERVAL_MS;
  const seen = observe(before, membersOf(rows), { now, previousAt, isGap: false });
  const { agents, changed } = confirm(seen.agents, open, now);
  const ids = [...seen.changed, ...changed].map(({ userId }) => userId);
  return [agents, [...new Set(ids)].join()];
}

function takePlainly(
  rows: readonly AvailabilityRow[],
  before: Team,
  open: ReadonlyMap<string, OpenStatus>,
  now: number,
): readonly [Team, string] {
  const old = [...before.values()];
  const agents: Agent[] = [];
  const changed: Agent[] = [];
  for (const row of rows) {
    if (agents.some(({ userId }) => userId === row.userId)) continue;
    const known = old.find(({ userId }) => userId === row.userId);
    const times = { now, previousAt: old.length === 0 ? null : now - INTERVAL_MS, isGap: false };
    const previous = new Map(known === undefined ? [] : [[row.userId, known]]);
    const report = [...open].find(([userId]) => userId === row.userId);
    const { agents: observed } = observe(previous, membersOf([row]), times);
    const [seen] = confirm(observed, new Map(report && [report]), now).agents.values();
    if (seen === undefined) continue;
    agents.push(seen);
    if (JSON.stringify(seen) !== JSON.stringify(known)) changed.push(seen);
  }
  return [new Map(agents.map((agent) => [agent.userId, agent])), changed.map(({ userId }) => userId).join()];
}

function openStatus(bucket: string): OpenStatus {
  return { primaryStatus: bucket, secondaryStatus: bucket, startedAt: START - INTERVAL_MS };
}

function rowsOf(size: number, moved: number | null): readonly AvailabilityRow[] {
  const wire = decodeAvailability(JSON.parse(Buffer.from(availabilityBytes(size, moved)).toString()));
  if (wire?.rows.length !== size) throw new Error('The answer was not understood.');
  return wire.rows;
}
