import { createSecretKey } from 'node:crypto';
import { createKoreClient } from '../../electron/kore/client.ts';
import { scheduleLimits } from '../../electron/kore/rate-limit.ts';
import type { RateLimit } from '../../electron/kore/types.ts';
import { NOTHING_LEARNED } from '../../electron/shared/model.ts';
import { createLiveTeam } from '../../electron/team/live-team.ts';
import { ok } from '../../electron/shared/result.ts';
import { connectionProfile } from '../support/connection-profile.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { DEFAULT_RULES } from '../support/fake-team.ts';
import { createProbe } from '../support/no-probe.ts';

/**
 * A program, run with --expose-gc: polls the server at its first argument with the real client and the real team, on a
 * virtual clock and no rate limit. Prints as JSON what its heap held after every hundred polls, and the CPU
 * time of a poll. With a second argument it leaks so many numbers with every poll, to show that this would be seen.
 */
const [host = '', leak = '0'] = process.argv.slice(2);
const WARM_UP = 600;
const ROUNDS = 10;
const POLLS_PER_ROUND = 100;
const INTERVAL_MS = 30_000;

const clock = createFakeClock();
const unlimited: Pick<RateLimit, 'take' | 'block'> = {
  take: () => Promise.resolve({ ok: true }),
  block: () => Promise.resolve(),
};
const profile = connectionProfile({ id: 'bench', name: 'Bench', host, timeZone: 'UTC' });
const key = createSecretKey(Buffer.from('bench-secret-0123456789abcdef0123'));
const memory = { get: () => NOTHING_LEARNED, learn: () => undefined };
const client = createKoreClient({
  target: { ...profile, secret: { kind: 'secret', clientId: 'cs-1', key } },
  fetch,
  clock,
  random: Math.random,
  rateLimit: unlimited,
  memory,
});
const leaked: unknown[] = [];
let changes = 0;
const team = createLiveTeam({
  clock,
  random: Math.random,
  rules: () => DEFAULT_RULES,
  pace: () => 'standard',
  scheduleLimits: () => scheduleLimits(1, null, 0),
  connections: {
    live: () => ({ profile, isDemo: false, client, memory, createProbe, feed: null }),
    state: () => ({ kind: 'account', profile, secret: 'session' }),
    generation: () => 1,
    subscribe: () => () => undefined,
  },
  readToday: () => Promise.resolve(ok({ open: new Map(), read: new Set<string>(), stopped: null })),
  onDelta: (delta) => {
    changes += delta.changed.length;
    if (leak !== '0') leaked.push(Array.from({ length: Number(leak) }, Math.random));
  },
  onPoll: () => undefined,
});

async function poll(times: number): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    clock.jump(INTERVAL_MS);
    await team.refresh();
    if (team.snapshot().health.state !== 'live') throw new Error('A poll failed.');
  }
}

/** Bytes in use once everything that can go has gone. */
async function heapBytes(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

await poll(WARM_UP);
const heap = [await heapBytes()];
let cpuMs = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  const before = process.cpuUsage();
  await poll(POLLS_PER_ROUND);
  const { user, system } = process.cpuUsage(before);
  cpuMs += (user + system) / 1_000;
  heap.push(await heapBytes());
}
team.stop();
const polls = ROUNDS * POLLS_PER_ROUND;
process.stdout.write(`${JSON.stringify({ heap, polls, changes, pollCpuMs: cpuMs / polls })}\n`);
process.exit(0);
