import { dryRun, type DryRunParts } from '../../electron/alerts/dry-run/dry-run.ts';
import { deliver } from '../../electron/alerts/delivery/deliver.ts';
import { NOTHING_DELIVERED } from '../../electron/alerts/delivery/delivery-state.ts';
import { openAlertRepository } from '../../electron/alerts/log/alert-repository.ts';
import { createEvaluationCache, evaluate } from '../../electron/alerts/evaluation/evaluate.ts';
import { NOTHING_EVALUATED, type ScopedTeam, type TeamReading } from '../../electron/alerts/types.ts';
import { decodeJson } from '../../electron/kore/decode/json.ts';
import { decodeAvailability } from '../../electron/kore/decode/availability.ts';
import { defaultRules } from '../../electron/shared/alerts/default-rules.ts';
import {
  DEFAULT_LIMITS,
  EMPTY_FILTER,
  type Agent,
  type HistoryDay,
  type NotifyChoice,
  type Rule,
  type RuleCondition,
  type Status,
} from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { STORAGE_SCHEMA } from '../../electron/storage-schema.ts';
import { createTeamMerge } from '../../electron/team/merge.ts';
import { createTeamStore } from '../../electron/team/team-store.ts';
import { EVERYBODY_SCOPE } from '../support/alert-scene.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { DEFAULT_RULES, fakeAgent, liveHealth } from '../support/fake-team.ts';
import { startAlerts } from '../support/memory-alerts.ts';
import { createRandom } from '../support/seeded-random.ts';
import { createStorageBench } from '../support/storage-bench.ts';
import { spread, type Finding } from './finding.ts';
import { judgeTimes } from './judge.ts';
import { cpuMs, duel, median, ratios } from './rounds.ts';
import { availabilityBytes } from './team-answers.ts';

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 2, 2, 6);
const QUEUES = 100;
const AWAY = { kind: 'status', status: 'AWAY' } as const;

/** What alerts promise: how soon a notification comes, what many rules cost, and how many a day has. */
export async function alertRules(): Promise<Finding[]> {
  return [await pollToNotice(), ...(await manyRules()), await monthTried(), ...dayOfTeam()];
}

const REMINDING: Rule = {
  id: 'reminding',
  isOn: true,
  scope: { kind: 'everybody' },
  condition: { kind: 'above', status: AWAY, moreThan: 0, forMinutes: 0 },
  hours: null,
  remindMinutes: 1,
  hasSound: false,
  saysRecovery: false,
};

/** From the last byte of a poll to the call that shows a notification, what is saved before it included, beside parsing the same bytes. */
async function pollToNotice(): Promise<Finding> {
  const agents = 500;
  const clock = createFakeClock(START);
  const answers = [availabilityBytes(agents), availabilityBytes(agents, 42)] as const;
  const health = liveHealth(START);
  const merge = createTeamMerge(clock);
  let shownAt = 0;
  let round = 0;
  const storage = await createStorageBench();
  const { disk } = await storage.open(STORAGE_SCHEMA);
  const store = createTeamStore({
    clock,
    intervalMs: () => 3 * MINUTE_MS,
    rules: () => DEFAULT_RULES,
    onDelta: (delta) => alerts.follow(delta),
  });
  const alerts = startAlerts({
    clock,
    repository: openAlertRepository(disk),
    // Each poll has a reminder, which needs no cool-down as the changes of the same agents do.
    rules: [...defaultRules('every-change'), REMINDING],
    everybody: store.all,
    show: () => (shownAt = performance.now()),
  });

  function poll(): number {
    round += 1;
    clock.jump(3 * MINUTE_MS);
    const bytes = answers[round % 2 === 0 ? 0 : 1];
    shownAt = 0;
    const began = performance.now();
    const decoded = decodeJson(bytes);
    const wire = decoded.isJson ? decodeAvailability(decoded.value) : null;
    if (wire === null) throw new Error('The answer was not understood.');
    const before = store.all();
    const answer = { rows: wire.rows, ignored: 0, unread: [], receivedAt: clock.now(), isUnchanged: false };
    store.takeAnswer(merge.merge(answer, { agents: before }, 3 * MINUTE_MS), EMPTY_FILTER, health);
    const outcome = { before, after: store.all(), changes: [], unread: [], gap: null, view: null };
    alerts.afterPoll({ ...outcome, isBaseline: round === 1, healthBefore: health, healthAfter: health });
    if (round > 1 && shownAt === 0) throw new Error('Nothing was shown.');
    return shownAt - began;
  }

  const parse = (): number => {
    const began = performance.now();
    JSON.parse(Buffer.from(answers[0]).toString());
    return performance.now() - began;
  };
  await duel(100, poll, parse); // until both are compiled
  const costs = await duel(200, poll, parse);
  await storage.stop();
  const share = ratios(costs);
  return {
    what: `poll to notification, ${agents} agents`,
    here: `p50 ${median(costs.here).toFixed(2)} ms`,
    peer: `${median(costs.peer).toFixed(2)} ms JSON.parse`,
    result: spread(share, 'x'),
    goal: '<= 10 x',
    ...judgeTimes(share, 10, costs.peer),
  };
}

/** A thousand rules of all kinds about the queues of a team of 5,000, and a loop over the same team, in CPU time. */
async function manyRules(): Promise<Finding[]> {
  const [size, ruleCount, moved] = [5_000, 1_000, 50];
  const rules = Array.from({ length: ruleCount }, (_, index) => ruleOf(index));
  const scopes = Array.from({ length: QUEUES }, (_, queue) => queueScope(queue, size));
  let at = START;
  let agents = teamOf(size);
  let before = agents;
  let state = NOTHING_EVALUATED;
  let round = 0;
  const cache = createEvaluationCache();
  const health = liveHealth(START);

  const reading = (): TeamReading => ({
    at,
    clockOffsetMs: 0,
    isBaseline: state.at === null,
    health,
    asOf: at,
    unread: [],
    before,
    agents,
    scopeOf: (scope) => (scope.kind === 'queue' ? (scopes[Number(scope.id)] ?? EVERYBODY_SCOPE) : EVERYBODY_SCOPE),
    limits: DEFAULT_LIMITS,
    usual: () => 'too-few-days',
  });
  const cold = (): number => cpuMs(1, () => evaluate(rules, reading(), NOTHING_EVALUATED));
  const everyPair = (): number =>
    cpuMs(1, () => {
      let found = 0;
      for (const { condition } of rules) {
        const wanted =
          'status' in condition && condition.status?.kind === 'status' ? condition.status.status : 'AVAILABLE';
        for (const { status } of agents.values()) if (status === wanted) found += 1;
      }
      if (found === 0) throw new Error('Nobody was found.');
    });
  /** The next team: fifty agents changed. Both arms look at a new map once, as a poll does. */
  function nextOf(team: ReadonlyMap<string, Agent>): ReadonlyMap<string, Agent> {
    round += 1;
    const next = new Map(team);
    for (let index = 0; index < moved; index += 1) {
      const number = (round * 911 + index * 97) % size;
      next.set(`u-${number}`, agentOf(number, number + round, at));
    }
    return next;
  }
  function poll(): number {
    at += MINUTE_MS / 2;
    before = agents;
    agents = nextOf(before);
    return cpuMs(1, () => ({ state } = evaluate(rules, reading(), state, cache)));
  }
  let [looped, loopedBefore] = [agents, agents];
  function oneLoop(): number {
    loopedBefore = looped;
    looped = nextOf(looped);
    return cpuMs(1, () => {
      let changed = 0;
      for (const agent of looped.values()) {
        const old = loopedBefore.get(agent.userId);
        if (old !== agent && old?.rawStatus !== agent.rawStatus) changed += 1;
      }
      if (changed > moved) throw new Error('Too many have changed.');
    });
  }

  await duel(3, cold, everyPair);
  const fromCold = await duel(7, cold, everyPair);
  ({ state } = evaluate(rules, reading(), NOTHING_EVALUATED, cache));
  await duel(150, poll, oneLoop); // until both are compiled
  const warm = await duel(30, poll, oneLoop);
  const line = (what: string, costs: typeof warm, peer: string, allowed: number): Finding => ({
    what,
    here: `${median(costs.here).toFixed(1)} ms`,
    peer: `${median(costs.peer).toFixed(2)} ms ${peer}`,
    result: spread(ratios(costs), 'x'),
    goal: `<= ${allowed} x`,
    ...judgeTimes(ratios(costs), allowed, costs.peer),
  });
  return [
    line(`${moved} of ${size} agents changed, ${ruleCount} rules`, warm, 'a loop over the team', 8),
    line('  the same from cold', fromCold, 'a loop over each pair', 20),
  ];
}

function ruleOf(index: number): Rule {
  const conditions: readonly RuleCondition[] = [
    { kind: 'below', fewerThan: 10 + (index % 50), forMinutes: 5 },
    { kind: 'above', status: AWAY, moreThan: 100 + index, forMinutes: 5 },
    { kind: 'too-long', status: AWAY, minutes: 30 + (index % 60), earlyMinutes: 0 },
    { kind: 'too-often', status: AWAY, moreThan: 5, hours: 8 },
    { kind: 'becomes', status: AWAY },
    { kind: 'mass-change', percent: 30, withinSeconds: 60 },
    { kind: 'flapping', changes: 6, withinMinutes: 10 },
    { kind: 'stale', forMinutes: 5 },
  ];
  return {
    id: `r-${index}`,
    isOn: true,
    scope: index % 101 === 0 ? { kind: 'everybody' } : { kind: 'queue', id: String(index % QUEUES) },
    condition: conditions[index % conditions.length] ?? AWAY_RULE,
    hours: null,
    remindMinutes: null,
    hasSound: false,
    saysRecovery: false,
  };
}

const AWAY_RULE: RuleCondition = { kind: 'becomes', status: AWAY };

/** One of twenty of the team, so that everybody serves five. */
function queueScope(queue: number, size: number): ScopedTeam {
  const numbers = Array.from({ length: size }, (_, index) => index).filter((index) => (index * 7 + queue) % QUEUES < 5);
  const members = new Set(numbers.map((index) => `u-${index}`));
  const isIn: ScopedTeam['isIn'] = ({ userId }) => members.has(userId);
  return { name: `Queue ${queue}`, isIn, couldBeIn: isIn };
}

const TURNS: readonly Status[] = ['AVAILABLE', 'BUSY', 'AVAILABLE', 'AWAY', 'OFFLINE'];

function agentOf(number: number, step: number, since: number): Agent {
  const status = TURNS[step % TURNS.length] ?? 'BUSY';
  return fakeAgent({ userId: `u-${number}`, status, since: { at: since, precision: 'exact', toleranceMs: 0 } });
}

function teamOf(size: number): ReadonlyMap<string, Agent> {
  return new Map(
    Array.from({ length: size }, (_, index) => [`u-${index}`, agentOf(index, index, START - (index % 25) * MINUTE_MS)]),
  );
}

/** A rule tried on a month of 200 agents with the search for a number, and for how long the program waits meanwhile. */
async function monthTried(): Promise<Finding> {
  const [dayCount, size] = [30, 200];
  const days = Array.from({ length: dayCount }, (_, index) => recordedDay(START + index * 1_440 * MINUTE_MS, size));
  const agentDays = dayCount * size;
  const run = async (condition: RuleCondition): Promise<number> => {
    const parts: DryRunParts = {
      history: { days: () => Promise.resolve(ok(fromList(days))) },
      timeZone: () => 'UTC',
      now: () => START + dayCount * 1_440 * MINUTE_MS,
      whoOf: () => ({ kind: 'everybody' }),
      scopeOf: () => EVERYBODY_SCOPE,
      isInHours: () => true,
      isQuiet: () => false,
      limits: () => DEFAULT_LIMITS,
    };
    const answer = await dryRun(parts, { ...ruleOf(0), id: null, condition }, { wantedADay: 3, days: dayCount });
    return answer.ok ? answer.value.days.reduce((sum, { notifiedAt }) => sum + notifiedAt.length, 0) : 0;
  };
  const condition: RuleCondition = { kind: 'too-long', status: AWAY, minutes: 20, earlyMinutes: 0 };
  const plain = cpuMs(5, () => {
    let ms = 0;
    for (const { agents } of days)
      for (const { intervals } of agents) for (const { durationMs } of intervals) ms += durationMs;
    if (ms === 0) throw new Error('The days are empty.');
  });
  let longestMs = 0;
  let before = performance.now();
  let isDone = false;
  const watch = (): void => {
    longestMs = Math.max(longestMs, performance.now() - before);
    before = performance.now();
    if (!isDone) setImmediate(watch);
  };
  setImmediate(watch);
  const cpuBefore = process.cpuUsage();
  const fired = await run(condition);
  const { user, system } = process.cpuUsage(cpuBefore);
  isDone = true;
  if (fired === 0) throw new Error('Nothing was tried.');
  return {
    what: `a rule tried on ${agentDays} days of agents, with its number`,
    here: `${((user + system) / 1e6).toFixed(1)} s CPU, at most ${longestMs.toFixed(0)} ms at a time`,
    peer: `${plain.toFixed(2)} ms to add up the intervals`,
    result: `${fired} times`,
    goal: '',
    isMet: true,
  };
}

async function* fromList(days: readonly HistoryDay[]): AsyncGenerator<HistoryDay> {
  for (const day of days) yield await Promise.resolve(day);
}

/** Twenty intervals of each agent, every third of them AWAY for up to 40 minutes. */
function recordedDay(startsAt: number, size: number): HistoryDay {
  const agents = Array.from({ length: size }, (_, index) => {
    let at = startsAt + (360 + (index % 240)) * MINUTE_MS;
    const intervals = Array.from({ length: 20 }, (_unused, number) => {
      const durationMs = (8 + ((index * 7 + number * 13) % 33)) * MINUTE_MS;
      const primaryStatus = number % 3 === 2 ? 'AWAY' : 'AVAILABLE';
      const interval = { primaryStatus, secondaryStatus: primaryStatus, start: at, end: at + durationMs, durationMs };
      at += durationMs;
      return { ...interval, clippedStart: false, clippedEnd: false };
    });
    return { ...fakePerson(index), intervals, totalsMs: {}, noRecordMs: 0, knownUntil: startsAt + 1_440 * MINUTE_MS };
  });
  const date = new Date(startsAt).toISOString().slice(0, 10);
  return { date, startsAt, endsAt: startsAt + 1_440 * MINUTE_MS, read: 'complete', agents };
}

function fakePerson(index: number) {
  return { userId: `u-${index}`, name: `Agent ${index}`, email: '' };
}

/** How many are told of a day of 200 agents, from 6 to 22 o'clock, which was written once and never tuned. */
function dayOfTeam(): Finding[] {
  return (['team-needs-me', 'every-change'] as const).map((choice): Finding => {
    const { told, kinds, decided, changes } = playDay(choice, 200, 20_261_130);
    const byKind = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`);
    return {
      what: `a day of 200 agents, ${choice}`,
      here: `${told} told: ${byKind.join(', ')}`,
      peer: `${decided} decided, ${changes} changes`,
      result: `${((told / decided) * 100).toFixed(1)} % told`,
      goal: '',
      isMet: true,
    };
  });
}

const DAY_MS = 16 * 60 * MINUTE_MS;
const POLL_MS = MINUTE_MS / 2;

/** Shifts of eight hours that begin from 6 to 14 o'clock, contacts of minutes, two breaks and a lunch. */
function playDay(choice: NotifyChoice, size: number, seed: number) {
  const random = createRandom(seed);
  const longTail = (mean: number): number => -Math.log(1 - random()) * mean;
  const rules = defaultRules(choice);
  const people = Array.from({ length: size }, (_, index) => {
    const from = START + random() * 8 * 60 * MINUTE_MS;
    return { index, from, until: from + 480 * MINUTE_MS, agent: agentOf(index, 4, START - DAY_MS), nextAt: from };
  });
  let agents: ReadonlyMap<string, Agent> = new Map(people.map(({ agent }) => [agent.userId, agent]));
  let evaluation = NOTHING_EVALUATED;
  let delivery = NOTHING_DELIVERED;
  const counts = { told: 0, kinds: {} as Record<string, number>, decided: 0, changes: 0 };
  for (let at = START; at < START + DAY_MS; at += POLL_MS) {
    const before = agents;
    const next = new Map(agents);
    for (const person of people) {
      if (at < person.nextAt) continue;
      const [status, secondaryStatus, minutes] = nextStatus(person.agent.status, at >= person.until, random, longTail);
      const since = { at, precision: 'observed', toleranceMs: POLL_MS } as const;
      person.agent = { ...person.agent, status, rawStatus: status, secondaryStatus, since };
      person.nextAt = status === 'OFFLINE' ? Infinity : at + minutes * MINUTE_MS;
      next.set(person.agent.userId, person.agent);
      counts.changes += 1;
    }
    agents = next;
    const shared = { clockOffsetMs: 0, health: liveHealth(START), asOf: at, unread: [], before, agents };
    const reading: TeamReading = {
      ...shared,
      at,
      isBaseline: at === START,
      scopeOf: () => EVERYBODY_SCOPE,
      limits: DEFAULT_LIMITS,
      usual: () => 'too-few-days',
    };
    const evaluated = evaluate(rules, reading, evaluation);
    const facts = {
      at,
      mutes: [],
      snoozedRules: [],
      snoozedUntil: null,
      isQuiet: false,
      isLocked: false,
      isAlone: false,
    };
    const delivered = deliver(evaluated, { ...facts, isInHours: () => true, isMasked: false }, delivery);
    evaluation = evaluated.state;
    delivery = delivered.state;
    counts.told += delivered.notices.length;
    for (const { kind, held } of delivered.lines) if (held === null) counts.kinds[kind] = (counts.kinds[kind] ?? 0) + 1;
    counts.decided += evaluated.decisions.length;
  }
  return counts;
}

/** What an agent does next, and for how many minutes. */
function nextStatus(
  status: Status,
  isShiftOver: boolean,
  random: () => number,
  longTail: (mean: number) => number,
): readonly [Status, string | null, number] {
  if (isShiftOver) return ['OFFLINE', null, 0];
  if (status !== 'AVAILABLE') return ['AVAILABLE', null, longTail(3)];
  const draw = random();
  if (draw < 0.03) return ['AWAY', 'Lunch', 25 + longTail(5)];
  if (draw < 0.09) return ['AWAY', 'Break', 8 + longTail(4)];
  return ['BUSY', null, longTail(6)];
}
