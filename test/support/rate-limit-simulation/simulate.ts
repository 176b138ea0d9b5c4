import type { LiveTeam } from '../../../electron/team/types.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryRateLimit } from '../memory-rate-limit.ts';
import { createCentre } from './centre.ts';
import { createCopy, type CopyParts } from './copy.ts';
import { createCountingServer, fullest } from './counting-server.ts';

/** A simulation of an account over some hours. */
export interface Scenario {
  readonly copies: number;
  /** The number of copies in each one's settings. */
  readonly configured: number;
  /** The part of them with an open window. The others open theirs about every five minutes. */
  readonly watched: number;
  readonly agents: number;
  /** The time over which the copies start; 0 means all at once. */
  readonly startWithinMs: number;
  readonly seed: number;
  readonly minutes?: number;
  /** How often an agent changes status on average, milliseconds; a quarter of an hour by default. */
  readonly changesEveryMs?: number;
  /** True if the server counts only minutes, as Kore.ai says about these two APIs; otherwise it counts hours too. */
  readonly hasMinutesOnly?: boolean;
  readonly createRateLimit?: CopyParts['createRateLimit'];
}

/** What the server and the supervisors experienced. */
export interface Outcome {
  readonly calls: number;
  /** When each limit answer was sent, milliseconds from the start. */
  readonly limits: readonly number[];
  readonly limitAnswers: number;
  /** The most calls, accepted or not, in any sliding minute and hour. */
  readonly maxPerMinute: number;
  readonly maxPerHour: number;
  /** The age of the team that supervisors saw: on average, and at most from `fromMs` after the start. */
  readonly meanAgeMs: number;
  worstAgeMs(fromMs?: number): number;
  /** The age of the oldest team, in poll intervals of its own schedule. */
  readonly worstIntervals: number;
  /** How many agents' secondary status the first copy has learned. */
  readonly known: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const ATTEND_EVERY_MS = 5 * MINUTE_MS;
/** An agent changes status about every quarter of an hour. */
const AGENT_CHANGES_EVERY_MS = 15 * MINUTE_MS;

/** Rollcall's own rate limit, in memory instead of in a file. */
const ownRateLimit: CopyParts['createRateLimit'] = (clock, configured, random) =>
  createMemoryRateLimit(clock, () => configured, random);

/** The age of a team when the next one arrived; `at` is milliseconds from the start. */
interface Age {
  readonly at: number;
  readonly ageMs: number;
  readonly intervalMs: number;
}

/** Runs a scenario in virtual time. The same scenario always has the same outcome. */
export async function simulate(scenario: Scenario): Promise<Outcome> {
  const { copies, configured, watched, agents, startWithinMs, minutes = 60, hasMinutesOnly = false } = scenario;
  const { changesEveryMs = AGENT_CHANGES_EVERY_MS, createRateLimit = ownRateLimit } = scenario;
  const clock = createFakeClock();
  const random = randomFrom(scenario.seed);
  const start = clock.now();
  const server = createCountingServer(clock, !hasMinutesOnly);
  const centre = createCentre(clock, random, agents, changesEveryMs / agents);
  const ages: Age[] = [];
  const known = new Set<string>();
  const teams = Array.from({ length: copies }, (_, id) => {
    let [freshAt, intervalMs] = [0, 0];
    const followAge = (): void => {
      const longest = Math.max(intervalMs, team.intervalMs());
      ages.push({ at: clock.now() - start, ageMs: clock.now() - freshAt, intervalMs: longest });
      [freshAt, intervalMs] = [clock.now(), team.intervalMs()];
    };
    const team = createCopy({
      id,
      clock,
      random,
      server,
      centre,
      configured,
      createRateLimit,
      onTeam: followAge,
      onKnown: (userIds) => (id === 0 ? userIds.forEach((userId) => known.add(userId)) : undefined),
    });
    clock.after(Math.round(random() * startWithinMs), () => {
      freshAt = clock.now();
      attend(team);
      team.start();
    });
    return { team, followAge };
  });

  function attend(team: LiveTeam): void {
    team.watch('window', random() < watched);
    clock.after(Math.round(ATTEND_EVERY_MS * (0.5 + random())), () => attend(team));
  }

  await clock.advanceAsync(minutes * MINUTE_MS);
  for (const { team, followAge } of teams) {
    followAge();
    team.stop();
  }
  const instants = server.calls.map(({ at }) => at);
  const limits = server.calls.filter(({ isAccepted }) => !isAccepted).map(({ at }) => at - start);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    calls: instants.length,
    limits,
    limitAnswers: limits.length,
    maxPerMinute: fullest(instants, MINUTE_MS),
    maxPerHour: fullest(instants, HOUR_MS),
    meanAgeMs: sum(ages.map(({ ageMs }) => ageMs ** 2 / 2)) / sum(ages.map(({ ageMs }) => ageMs)),
    worstAgeMs: (fromMs = 0) => Math.max(0, ...ages.filter(({ at }) => at >= fromMs).map(({ ageMs }) => ageMs)),
    worstIntervals: Math.max(...ages.map(({ ageMs, intervalMs }) => ageMs / intervalMs)),
    known: known.size,
  };
}

/** Numbers in [0, 1), in the same order for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
