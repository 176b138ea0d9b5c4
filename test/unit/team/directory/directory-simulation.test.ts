import { expect, it } from 'vitest';
import type { LiveConnection } from '../../../../electron/connections/types.ts';
import type { CallOptions, KoreNames, RateLimit } from '../../../../electron/kore/types.ts';
import { createDirectory } from '../../../../electron/team/directory/directory.ts';
import type { DirectoryRepository } from '../../../../electron/team/directory/directory-repository.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createCentre } from '../../../support/rate-limit-simulation/centre.ts';
import { createCopy } from '../../../support/rate-limit-simulation/copy.ts';
import { createCountingServer, fullest } from '../../../support/rate-limit-simulation/counting-server.ts';
import { createMemoryRateLimit } from '../../../support/memory-rate-limit.ts';
import { createRandom } from '../../../support/seeded-random.ts';

const MINUTE_MS = 60_000;
const QUEUES = 200;

/** What one copy saw while the names of an account were read beside its team. */
interface Seen {
  /** When each call for names started, milliseconds. */
  readonly names: readonly number[];
  /** When every queue's members were known; null when they were not. */
  readonly doneAfterMs: number | null;
  readonly polls: number;
  /** Polls that had to wait for the rate limit. */
  readonly delayed: number;
  readonly limitAnswers: number;
  readonly maxPerHour: number;
  /** Of how many agents the secondary status was learned. */
  readonly known: number;
}

/** Runs one copy, whose team is in sight, beside as many others as share the account. */
async function run(copies: number, agents: number, hours: number): Promise<Seen> {
  const clock = createFakeClock();
  const random = createRandom(copies);
  const start = clock.now();
  const server = createCountingServer(clock, false);
  const centre = createCentre(clock, random, agents, (15 * MINUTE_MS) / agents, QUEUES);
  const names: number[] = [];
  const known = new Set<string>();
  let [polls, delayed] = [0, 0];
  let doneAfterMs: number | null = null;

  const createRateLimit = (): RateLimit => {
    const rateLimit = createMemoryRateLimit(clock, () => copies, random);
    return {
      ...rateLimit,
      async take(priority) {
        const answer = await rateLimit.take(priority);
        if (priority === 'availability' && !answer.ok) delayed += 1;
        return answer;
      },
    };
  };
  const team = createCopy({
    id: 0,
    clock,
    random,
    server,
    centre,
    configured: copies,
    createRateLimit,
    onKnown: (userIds) => userIds.forEach((userId) => known.add(userId)),
    onTeam: () => (polls += 1),
    createDirectory(live, rateLimit) {
      const directory = createDirectory({
        clock,
        connections: { live: () => recorded(live), generation: () => 1 },
        namesPace: rateLimit.namesPace,
        dayStartsAt: () => start,
        source: () => null,
        disk: NOTHING_SAVED,
        session: NOTHING_SAVED,
      });
      directory.subscribe(({ asOf, progress }) => {
        if (asOf !== null && progress === null) doneAfterMs ??= clock.now() - start;
      });
      return directory;
    },
  });

  /** The connection, with a note of each call that its pace lets go. */
  function recorded(live: LiveConnection): LiveConnection {
    const { members, queues, skills } = live.client.names;
    const noted = (call: CallOptions): CallOptions => ({
      ...call,
      pace: {
        nextAt: () => call.pace?.nextAt() ?? 0,
        started() {
          names.push(clock.now() - start);
          call.pace?.started();
        },
      },
    });
    const recordedNames: KoreNames = {
      members: (of, call) => members(of, noted(call)),
      queues: (call) => queues(noted(call)),
      skills: (call) => skills(noted(call)),
    };
    return { ...live, client: { ...live.client, names: recordedNames } };
  }

  team.watch('window', true);
  team.start();
  await clock.advanceAsync(hours * 60 * MINUTE_MS);
  team.stop();
  const limitAnswers = server.calls.filter(({ isAccepted }) => !isAccepted).length;
  const maxPerHour = fullest(
    server.calls.map(({ at }) => at),
    60 * MINUTE_MS,
  );
  return { names, doneAfterMs, polls, delayed, limitAnswers, maxPerHour, known: known.size };
}

const NOTHING_SAVED: DirectoryRepository = {
  load: () => null,
  save: () => true,
  forget: () => undefined,
  connectionIds: () => [],
};

it('names of 200 queues and 2,000 agents take a quarter of the calls at most, and no poll waits for them', async () => {
  const { names, doneAfterMs, delayed, polls, limitAnswers, known } = await run(1, 2_000, 1);
  const minutes = Math.round((doneAfterMs ?? 0) / MINUTE_MS);
  process.stdout.write(`200 queues, 2,000 agents, alone: ${minutes} min, ${names.length} calls, ${polls} polls\n`);
  expect([delayed, limitAnswers, names.length]).toEqual([0, 0, 202]);
  expect(fullest(names, MINUTE_MS)).toBe(5);
  expect(minutes).toBeGreaterThan(35);
  expect(minutes).toBeLessThan(45);
  expect(polls).toBeGreaterThan(220);
  expect(known).toBe(2_000);
});

it('one of ten copies reads them in the calls of status details, and keeps to its part of an hour', async () => {
  const { names, delayed, limitAnswers, maxPerHour, known } = await run(10, 100, 4);
  process.stdout.write(
    `one of ten: ${names.length} calls for names and ${known} agents known in 4 h, ${maxPerHour} an hour\n`,
  );
  expect([delayed, limitAnswers]).toEqual([0, 0]);
  expect(maxPerHour).toBeLessThanOrEqual(150);
  expect(names.length).toBeGreaterThan(50);
  expect(known).toBe(100);
});
