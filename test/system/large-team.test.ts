import { createSecretKey } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo } from '../../electron/demo/server.ts';
import { createTodayReader } from '../../electron/history/read/today.ts';
import { createKoreClient } from '../../electron/kore/client.ts';
import type { RateLimit, KoreClient } from '../../electron/kore/types.ts';
import { NOTHING_LEARNED } from '../../electron/shared/model.ts';
import { DETAILS_WAIT_MS } from '../../electron/team/details/details-reader.ts';
import { createLiveTeam } from '../../electron/team/live-team.ts';
import { connectionProfile } from '../support/connection-profile.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';
import { fullest } from '../support/rate-limit-simulation/counting-server.ts';
import { createMemoryRateLimit } from '../support/memory-rate-limit.ts';
import { DEFAULT_RULES } from '../support/fake-team.ts';
import { createProbe } from '../support/no-probe.ts';

/** The largest team the demo has, over real sockets with the real client; only waiting is virtual. */
const AGENTS = 10_000;
const MINUTE_MS = 60_000;
const CAP_BYTES = 40 * 1024 * 1024;
/** Early in its day, which keeps the answers short. */
const clock = createFakeClock(Date.UTC(2026, 2, 2, 0, 5));
let demo: Awaited<ReturnType<typeof startDemo>>;

beforeAll(async () => {
  demo = await startDemo({ agents: AGENTS, names: 'hostile', timeZone: 'UTC', now: clock.now });
});
afterAll(() => demo.stop());

/** What the server received and what it answered. */
interface Seen {
  readonly at: number;
  readonly isDetails: boolean;
  readonly status: number;
  readonly bytes: number;
}

/** The live team of the demo; `busy` while a call is on its way, when time must stand still. */
function scene() {
  const seen: Seen[] = [];
  const read = new Set<string>();
  /** Who was in the same status by both APIs. */
  const agreed = new Set<string>();
  const underWay = new Set<'availability' | 'details'>();
  const rateLimit = createMemoryRateLimit(clock);
  const profile = connectionProfile({ ...demo, copies: 1, timeZone: 'UTC' });
  const memory = { get: () => NOTHING_LEARNED, learn: () => undefined };
  const take: RateLimit['take'] = async (priority) => {
    const slot = await rateLimit.take(priority);
    if (slot.ok) underWay.add(priority === 'availability' ? priority : 'details');
    return slot;
  };
  const fetchSeen: typeof fetch = async (input, init) => {
    const at = clock.now();
    const response = await fetch(input, init);
    const bytes = (await response.clone().arrayBuffer()).byteLength;
    const url = input instanceof Request ? input.url : String(input);
    seen.push({ at, isDetails: url.includes('agentstatusdetails'), status: response.status, bytes });
    return response;
  };
  const real = createKoreClient({
    target: {
      ...profile,
      secret: { kind: 'secret', clientId: demo.clientId, key: createSecretKey(Buffer.from(demo.clientSecret)) },
    },
    fetch: fetchSeen,
    clock,
    random: () => 0.5,
    rateLimit: { ...rateLimit, take },
    memory,
  });
  const client: KoreClient = {
    ...real,
    availability: (filter, call) => real.availability(filter, call).finally(() => underWay.delete('availability')),
    statusDetails: (request, call) => real.statusDetails(request, call).finally(() => underWay.delete('details')),
  };
  const readToday = createTodayReader(clock, () => 'UTC');
  const team = createLiveTeam({
    clock,
    random: () => 0.5,
    rules: () => DEFAULT_RULES,
    connections: {
      live: () => ({ profile, isDemo: false, client, memory, createProbe, feed: null }),
      state: () => ({ kind: 'account', profile, secret: 'session' }),
      generation: () => 1,
      subscribe: () => () => undefined,
    },
    pace: () => 'sparing',
    scheduleLimits: rateLimit.scheduleLimits,
    async readToday(live, request, agents, signal) {
      const answer = await readToday({ ...request, live, agents, signal, maxWaitMs: DETAILS_WAIT_MS });
      if (!answer.ok) return answer;
      for (const userId of answer.value.read) read.add(userId);
      for (const [userId, status] of answer.value.open) {
        const isFirstOfDay = status?.beganIfOtherwiseAt !== undefined;
        if (status?.primaryStatus === agents.get(userId)?.rawStatus && !isFirstOfDay) agreed.add(userId);
      }
      return answer;
    },
    onDelta: () => undefined,
    onPoll: () => undefined,
  });
  return { team, seen, read, agreed, isBusy: () => underWay.size > 0 };
}

it('reads all of ten thousand agents within the cap and the rate limit', async () => {
  const { team, seen, read, agreed, isBusy } = scene();
  const begin = clock.now();
  team.start();
  while (read.size < AGENTS && clock.now() < begin + 60 * MINUTE_MS) {
    await settle();
    if (isBusy() || read.size === AGENTS) continue;
    // One poll is enough, and saves the test the work of many; what is under way goes on.
    if (team.snapshot().health.state === 'live') team.pause(2 * 60 * MINUTE_MS);
    clock.advance(Math.min(...clock.pending()));
  }
  team.stop();

  const { agents, counts, ignored } = team.snapshot();
  expect([read.size, counts.total, ignored]).toEqual([AGENTS, AGENTS, 0]);
  expect(seen.filter(({ status }) => status !== 200)).toEqual([]);
  expect(Math.max(...seen.map(({ bytes }) => bytes))).toBeLessThan(CAP_BYTES);
  // One poll, two hundred pages of fifty, and the page of the list on which the agent without an e-mail is.
  expect(seen.map(({ isDetails }) => isDetails)).toEqual([false, ...Array.from({ length: 201 }, () => true)]);
  expect(
    fullest(
      seen.map(({ at }) => at),
      MINUTE_MS,
    ),
  ).toBeLessThanOrEqual(20);
  expect(clock.now() - begin).toBeLessThan(15 * MINUTE_MS);
  const exact = agents.filter(({ since }) => since.precision === 'exact').map(({ userId }) => userId);
  expect(new Set(exact)).toEqual(agreed);
  expect(agreed.size).toBeGreaterThan(1_000);
});
