import { createMemoryBudget } from '../memory-budget.ts';
import type { LiveTeam } from '../../../electron/team/types.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createCentre } from './centre.ts';
import { createCopy, type CopyParts } from './copy.ts';
import { createCountingServer, fullest, type CountingServer } from './counting-server.ts';

/** One hour of one account. */
export interface Scenario {
  readonly copies: number;
  /** What every copy was told of the others. */
  readonly told: number;
  /** Which part of them has its window in sight: it changes hands every five minutes or so. */
  readonly watched: number;
  readonly agents: number;
  /** Over how long the copies start; 0 is all at once. */
  readonly startWithinMs: number;
  readonly seed: number;
  readonly minutes?: number;
  /** An agent changes status about so often, milliseconds; a quarter of an hour when absent. */
  readonly changesEveryMs?: number;
  readonly createBudget?: CopyParts['createBudget'];
}

/** What the server and the supervisors saw. */
export interface Outcome {
  readonly calls: number;
  readonly limitAnswers: number;
  /** Milliseconds from the start to the first and the last limit answer; null without one. */
  readonly firstLimitMs: number | null;
  readonly lastLimitMs: number | null;
  /** The most calls, accepted or not, in any sliding minute, and in any that begins this long after the start. */
  readonly mostPerMinute: number;
  mostPerMinuteFrom(afterMs: number): number;
  /** The same for those copies alone that had been refused once. */
  readonly mostPerMinuteTaught: number;
  readonly mostPerHour: number;
  /** How old the team was that a supervisor saw, every 5 s of every copy from its start. */
  readonly medianAgeMs: number;
  readonly worstAgeMs: number;
  /** After which time the first copy had learned of every agent what they call their status; null when it never had. */
  /** Of how many agents the first copy has learned what they call their status, and after how long of everybody. */
  readonly known: number;
  readonly allKnownMs: number | null;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const LOOK_EVERY_MS = 5 * SECOND_MS;
const TURN_EVERY_MS = 5 * MINUTE_MS;
/** An agent changes status about every quarter of an hour. */
const AGENT_CHANGES_EVERY_MS = 15 * MINUTE_MS;

/** Rollcall's own budget, in memory instead of in a file. */
const ownBudget: CopyParts['createBudget'] = (clock, told) => createMemoryBudget(clock, () => told);

/** Runs a scenario in virtual time; the same scenario always gives the same outcome. */
export async function simulate(scenario: Scenario): Promise<Outcome> {
  const {
    copies,
    told,
    watched,
    agents,
    startWithinMs,
    minutes = 60,
    changesEveryMs = AGENT_CHANGES_EVERY_MS,
  } = scenario;
  const createBudget = scenario.createBudget ?? ownBudget;
  const clock = createFakeClock();
  const random = randomFrom(scenario.seed);
  const start = clock.now();
  const server = createCountingServer(clock);
  const centre = createCentre(clock, random, agents, changesEveryMs / agents);
  const ages: number[] = [];
  const known = new Set<string>();
  let allKnownAt: number | null = null;
  const teams = Array.from({ length: copies }, (_, id) => {
    const onKnown = (userIds: readonly string[]): void => {
      if (id === 0) for (const userId of userIds) known.add(userId);
      if (known.size === agents) allKnownAt ??= clock.now();
    };
    const team = createCopy({ id, clock, random, server, centre, told, createBudget, onKnown });
    clock.after(Math.round(random() * startWithinMs), () => live(team));
    return team;
  });

  function live(team: LiveTeam): void {
    const startedAt = clock.now();
    const attend = (): void => {
      team.watch('window', random() < watched);
      clock.after(Math.round(TURN_EVERY_MS * (0.5 + random())), attend);
    };
    const look = (): void => {
      ages.push(clock.now() - (team.snapshot().asOf ?? startedAt));
      clock.after(LOOK_EVERY_MS, look);
    };
    attend();
    team.start();
    look();
  }

  await clock.advanceAsync(minutes * MINUTE_MS);
  teams.forEach((team) => team.stop());
  ages.sort((a, b) => a - b);
  const instants = server.calls.map(({ at }) => at);
  const limits = server.calls.filter(({ isAccepted }) => !isAccepted).map(({ at }) => at - start);
  return {
    calls: instants.length,
    limitAnswers: limits.length,
    firstLimitMs: limits[0] ?? null,
    lastLimitMs: limits.at(-1) ?? null,
    mostPerMinute: fullest(instants, MINUTE_MS),
    mostPerMinuteFrom: (afterMs) =>
      fullest(
        instants.filter((at) => at >= start + afterMs),
        MINUTE_MS,
      ),
    mostPerMinuteTaught: fullest(taughtCalls(server), MINUTE_MS),
    mostPerHour: fullest(instants, HOUR_MS),
    medianAgeMs: ages[Math.floor(ages.length / 2)] ?? 0,
    worstAgeMs: ages.at(-1) ?? 0,
    allKnownMs: allKnownAt === null ? null : allKnownAt - start,
    known: known.size,
  };
}

/** When copies called that had been refused before. */
function taughtCalls({ calls }: CountingServer): number[] {
  const taught = new Set<number>();
  const instants: number[] = [];
  for (const { at, copy, isAccepted } of calls) {
    if (taught.has(copy)) instants.push(at);
    if (!isAccepted) taught.add(copy);
  }
  return instants;
}

/** Numbers in [0, 1) that come in the same order for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
