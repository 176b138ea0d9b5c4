import type { LiveTeam } from '../../../electron/team/types.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryRateLimit } from '../memory-rate-limit.ts';
import { createCentre } from './centre.ts';
import { createCopy, type CopyParts } from './copy.ts';
import { createCountingServer, fullest } from './counting-server.ts';

/** Some hours of one account. */
export interface Scenario {
  readonly copies: number;
  /** How many copies each of them is set to. */
  readonly configured: number;
  /** Which part of them has an open window; others open theirs every five minutes or so. */
  readonly watched: number;
  readonly agents: number;
  /** Over how long the copies start; 0 is all at once. */
  readonly startWithinMs: number;
  readonly seed: number;
  readonly minutes?: number;
  /** An agent changes status about so often, milliseconds; a quarter of an hour when absent. */
  readonly changesEveryMs?: number;
  /** The server counts minutes alone, as Kore.ai says of these two APIs; otherwise hours as well. */
  readonly hasMinutesOnly?: boolean;
  readonly createRateLimit?: CopyParts['createRateLimit'];
}

/** What the server and the supervisors saw. */
export interface Outcome {
  readonly calls: number;
  /** When a limit answer was sent, milliseconds from the start. */
  readonly limits: readonly number[];
  readonly limitAnswers: number;
  /** The most calls, accepted or not, in any sliding minute and hour. */
  readonly maxPerMinute: number;
  readonly maxPerHour: number;
  /** How old a team was on average that a supervisor saw, and at most from this long after the start. */
  readonly meanAgeMs: number;
  worstAgeMs(fromMs?: number): number;
  /** The oldest team in intervals of its own schedule. */
  readonly worstIntervals: number;
  /** Of how many agents the first copy has learned what they call their status. */
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

/** How old a team had become when the next one came, milliseconds from the start. */
interface Age {
  readonly at: number;
  readonly ageMs: number;
  readonly intervalMs: number;
}

/** Runs a scenario in virtual time; the same scenario always gives the same outcome. */
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
