import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { DeskLine } from '../../electron/relay/broker/desk-line.ts';
import { createRelayScene, type RelayScene } from '../support/relay-scene.ts';
import { isMissed, table, type Finding } from './finding.ts';
import { isBusy } from './judge.ts';
import { createChaos, isPoll, type Back, type Chaos } from './relay-chaos.ts';
import {
  endAll,
  startFleet,
  startPublisher,
  usageOf,
  type Fleet,
  type PublisherProcess,
  type Usage,
} from './relay-fleet.ts';
import { agentHash, createMovingTeam, judgeShown, QUEUES, teamKey } from './relay-truth.ts';
import { deskStarts } from './relay-start.ts';
import { median, quantile } from './rounds.ts';

/**
 * `npm run relay:scale [-- --desks 1000 --agents 500 --agents 5000 --kills 100 --seconds 120]`: one publisher, Mosquitto with
 * TLS and dynamic security, and as many real desks. Takes half an hour, and most of two cores.
 */
const { values } = parseArgs({
  options: {
    desks: { type: 'string', default: '1000' },
    agents: { type: 'string', multiple: true, default: ['500', '5000'] },
    kills: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '120' },
  },
});
const [deskCount, kills, seconds] = [values.desks, values.kills, values.seconds].map(Number) as [
  number,
  number,
  number,
];

const PACE_MS = 15_000;
/** Polls come up to a twentieth earlier or later. */
const LONGEST_PACE_MS = PACE_MS * 1.05;
/** A desk says that its publisher is late after two polls and 5 s. */
const LATE_MS = 2 * PACE_MS + 5_000;
const GOAL = { ageMs: PACE_MS + 2_000, resyncMs: 5_000, startMs: 1_000 };
/** Polls come a little earlier or later, so that one more of them and one more other call may fall into the time. */
const SAME_CALLS = (2 * 60) / seconds;
/** A team is read and told in this time at the start. */
const SETTLE_MS = 30_000;
const LIVE_WITHIN_MS = 5 * 60_000;
const LOOK_MS = 1_000;
const MARGIN_MS = 1_000;
const FIRST_CALL_LOOK_MS = 50;

const findings: Finding[] = [];

interface Line extends Partial<Pick<Finding, 'peer' | 'result' | 'goal' | 'isMet'>> {
  /** A time, of which a busy machine says nothing. */
  readonly isTime?: boolean;
}

function add(what: string, here: string, line: Line = {}): void {
  const { peer = '', result = '', goal = '', isMet = true, isTime = false } = line;
  const doubt = isTime && !isMet && isBusy() ? 'the machine was too busy' : null;
  findings.push({ what, here, peer, result, goal, isMet, doubt });
  process.stderr.write(
    `${[what, here, peer, result, goal, isMet ? '' : (doubt ?? 'MISSED')].filter(Boolean).join(' | ')}\n`,
  );
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const spreadOf = (samples: readonly number[]): string =>
  `p50 ${ms(quantile(samples, 0.5))}, p99 ${ms(quantile(samples, 0.99))}`;

/** What one process has cost between two looks. */
function costOf(before: Usage, after: Usage): string {
  const share = (after.cpuMs - before.cpuMs) / (after.at - before.at);
  return `${(share * 100).toFixed(1)} % of a core, at most ${after.rssMb.toFixed(0)} MB`;
}

/** Calls so far: polls, and all. */
function callsOf({ kore }: RelayScene): { readonly polls: number; readonly all: number } {
  return { polls: kore.calls.filter(isPoll).length, all: kore.calls.length + kore.namesCalls.length };
}

/** Runs a publisher that begins anew for a while, and measures once it has settled; it is still there afterwards. */
async function publish<T>(
  scene: RelayScene,
  folder: string,
  measure: (publisher: PublisherProcess, forMs: number) => Promise<T>,
) {
  const before = callsOf(scene);
  const publisher = startPublisher(scene, folder);
  // How long it takes to start is the machine's, not the account's.
  while (callsOf(scene).polls === before.polls) await delay(FIRST_CALL_LOOK_MS);
  const end = delay(seconds * 1_000).then(() => callsOf(scene));
  await delay(SETTLE_MS);
  const measured = await measure(publisher, seconds * 1_000 - SETTLE_MS - MARGIN_MS);
  const after = await end;
  const perMinute = (count: number): number => (count * 60) / seconds;
  return { publisher, measured, polls: perMinute(after.polls - before.polls), all: perMinute(after.all - before.all) };
}

/** With 5,000 agents the first snapshots alone keep a thousand desks busy for a minute, as long as all share two cores. */
async function allLive(fleet: Fleet): Promise<void> {
  const until = Date.now() + LIVE_WITHIN_MS;
  for (;;) {
    await fleet.look();
    if (fleet.shown.every((shown) => shown.at(-1)?.link === 'live')) return;
    if (Date.now() > until) throw new Error('Not every desk became live');
    await delay(LOOK_MS);
  }
}

async function measureLoad(scene: RelayScene, fleet: Fleet, publisher: PublisherProcess, forMs: number) {
  await allLive(fleet);
  await fleet.figures();
  const look = (): readonly [Usage, Usage] => [usageOf(scene.broker.pid()), usageOf(publisher.pid)];
  const before = look();
  await delay(forMs);
  const after = look();
  const figures = await fleet.figures();
  const sentBytes = (after[0].sentBytes - before[0].sentBytes) / fleet.shown.length;
  return {
    ...figures,
    broker: costOf(before[0], after[0]),
    publisher: costOf(before[1], after[1]),
    kbPerHour: (sentBytes / 1_000) * (3_600_000 / (after[0].at - before[0].at)),
  };
}

function tellLoad(name: string, load: Awaited<ReturnType<typeof measureLoad>>): void {
  add(`${name}: from signing a change to a desk's state`, spreadOf(load.sinceSent), {
    result: `${load.sinceSent.length} changes`,
  });
  add(`${name}: from Kore.ai's answer to a desk's state`, spreadOf(load.sinceAnswer));
  add(`${name}: age of the data on a desk`, spreadOf(load.ages), {
    result: `pace ${PACE_MS / 1_000} s`,
    goal: `p99 <= ${GOAL.ageMs} ms`,
    isMet: quantile(load.ages, 0.99) <= GOAL.ageMs,
    isTime: true,
  });
  add(`${name}: sent to a desk, with TLS`, `${load.kbPerHour.toFixed(0)} kB/h`);
  add(`${name}: broker`, load.broker);
  add(`${name}: publisher`, load.publisher);
  add(`${name}: all desks`, `${(load.rssMb / deskCount).toFixed(1)} MB each`);
}

function tellBacks(what: string, backs: readonly Back[]): void {
  const [since, all] = [backs.flatMap(({ sinceReturn }) => sinceReturn), backs.map(({ sinceFault }) => sinceFault)];
  const most = Math.max(...since);
  add(what, `${spreadOf(since)}, at most ${ms(most)}`, {
    result: `the last one since the fault: ${spreadOf(all)}`,
    goal: `<= ${GOAL.resyncMs} ms`,
    isMet: most <= GOAL.resyncMs,
    isTime: true,
  });
}

/** Everything with a team of one size. */
async function measure(scene: RelayScene, lines: readonly DeskLine[], size: number, isFirst: boolean): Promise<void> {
  const name = `${size} agents, ${deskCount} desks`;
  const team = createMovingTeam(size, (now) => scene.kore.calls.at(-1)?.at === now);
  scene.kore.setTeam(team.team);
  scene.kore.setNames({ queues: QUEUES });
  const [only = [], others] = [lines.slice(0, 1), lines.slice(1)];

  const alone = await startFleet(only, scene);
  const few = await publish(scene, `${size}-one`, () => deskStarts(scene, others[0] as DeskLine));
  await few.publisher.stop('SIGTERM');
  await alone.stop();
  for (const { over, toTeam, inAll } of few.measured) {
    const start = median(toTeam);
    add(`${size} agents: one desk over ${over}, from connecting to its first team`, ms(start), {
      result: `with the start of Node ${ms(median(inAll))}`,
      goal: `<= ${GOAL.startMs} ms`,
      isMet: start <= GOAL.startMs,
      isTime: true,
    });
  }

  const began = Date.now();
  const fleet = await startFleet(lines, scene);
  add(`${name}: all connected`, `${((Date.now() - began) / 1_000).toFixed(1)} s`);
  const many = await publish(scene, `${size}-many`, (publisher, forMs) => measureLoad(scene, fleet, publisher, forMs));
  const differences = [many.all - few.all, many.polls - few.polls].map(Math.abs);
  add(`${name}: calls a minute`, `${many.all.toFixed(1)}, ${many.polls.toFixed(1)} of them polls`, {
    peer: `${few.all.toFixed(1)} and ${few.polls.toFixed(1)} with one desk`,
    goal: `the same +- ${SAME_CALLS.toFixed(1)}`,
    isMet: Math.max(...differences) <= SAME_CALLS,
  });
  tellLoad(name, many.measured);

  const chaos = createChaos({ scene, fleet, team, folder: `${size}-chaos` }, many.publisher);
  try {
    await chaos.calm();
    tellBacks(`${name}: cut off together, each live again after its own return`, [await chaos.cutDesks()]);
    tellBacks(`${name}: broker restarted, each live again after its own return`, [await chaos.restartBroker()]);
    const times = isFirst ? kills : Math.ceil(kills / 10);
    tellBacks(`${name}: publisher killed ${times} times, all equal after its first answer`, await chaos.kills(times));
    await tellSaid(name, chaos, fleet);
  } finally {
    const end = Date.now();
    await fleet.look();
    // A desk alone on its computer notices at once that a team is too old.
    const stoodStillMs = fleet.stoodStillMs();
    const limitMs = LONGEST_PACE_MS + 2_000 + LATE_MS + stoodStillMs;
    const { untrue, stale, oldestMs, shown } = judgeShown(fleet.shown, team, limitMs, end);
    add(`${name}: teams that Kore.ai never had`, `${untrue} of ${shown}`, { goal: 'none', isMet: untrue === 0 });
    add(`${name}: shown as live when older than ${(limitMs / 1_000).toFixed(0)} s`, String(stale), {
      result: `the oldest ${(oldestMs / 1_000).toFixed(1)} s; a process of desks stood still for up to ${(stoodStillMs / 1_000).toFixed(1)} s`,
      goal: 'none',
      isMet: stale === 0,
    });
    team.stop();
    await chaos.publisher().stop('SIGTERM');
    await fleet.stop();
  }
}

/** Asks the publisher itself, over its own socket, and compares every desk with that. */
async function tellSaid(name: string, chaos: Chaos, fleet: Fleet): Promise<void> {
  await chaos.calm();
  const said = await chaos.publisher().says();
  const key = teamKey(
    said.counts,
    said.agents.map(({ userId, name: of, status }) => agentHash(userId, of, status)),
  );
  await fleet.look();
  const different = fleet.shown.filter((shown) => shown.at(-1)?.key !== key).length;
  add(`${name}: other than what \`rollcall status\` says at the publisher`, `${different} desks`, {
    goal: 'none',
    isMet: different === 0,
  });
}

const scene = await createRelayScene();
try {
  const began = Date.now();
  const lines = await scene.enrol(Array.from({ length: deskCount }, (_, index) => `Desk ${index + 1}`));
  add(`${deskCount} desks enrolled`, `${((Date.now() - began) / 1_000).toFixed(1)} s`);
  for (const [index, size] of values.agents.entries()) await measure(scene, lines, Number(size), index === 0);
} catch (error) {
  const result = error instanceof Error ? error.message : String(error);
  add('to the end', 'not measured', { result, goal: 'an end', isMet: false });
} finally {
  await endAll();
  await scene.stop();
}
process.stdout.write(`\n${table(findings)}\n`);
if (isBusy()) process.stdout.write('\nThis machine had more to do than it has cores: times are worse for it.\n');
process.exitCode = findings.some(isMissed) ? 1 : 0;
