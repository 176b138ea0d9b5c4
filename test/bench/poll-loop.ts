import { createSecretKey } from 'node:crypto';
import { createKoreClient } from '../../electron/kore/client.ts';
import type { Budget } from '../../electron/kore/types.ts';
import { NOTHING_LEARNED } from '../../electron/shared/model.ts';
import { createLiveTeam } from '../../electron/team/live-team.ts';
import { ok } from '../../electron/shared/result.ts';
import { createFakeClock } from '../support/fake-clock.ts';

/**
 * A program, run with --expose-gc: polls the server at its first argument with the real client and the real team, on a
 * virtual clock and a budget without limit. Prints as JSON how much its heap grew and the CPU time of a poll.
 */
const [host = ''] = process.argv.slice(2);
const WARM_UP = 500;
const POLLS = 1_000;
const INTERVAL_MS = 30_000;

const clock = createFakeClock();
const unlimited: Budget = { take: () => Promise.resolve({ ok: true }), block: () => Promise.resolve() };
const profile = {
  id: 'bench',
  name: 'Bench',
  host,
  accountId: '63f07d26f04465685df4aaaa',
  botId: 'st-e19dd469-90f5-5655-b0b2-858de901aaaa',
  auth: 'secret',
  clientId: 'cs-b0233c67-322e-5d1a-9fb7-366e7f5915a7',
  algorithm: 'HS256',
  timeZone: 'UTC',
  apiTimes: 'auto',
} as const;
const key = createSecretKey(Buffer.from('bench-secret-0123456789abcdef0123'));
const memory = { get: () => NOTHING_LEARNED, learn: () => undefined };
const client = createKoreClient({
  target: { ...profile, secret: { kind: 'secret', clientId: profile.clientId, key } },
  fetch,
  clock,
  random: Math.random,
  budget: unlimited,
  memory,
});
let sentBytes = 0;
let changes = 0;
const team = createLiveTeam({
  clock,
  random: Math.random,
  pace: () => 'standard',
  connections: {
    live: () => ({ profile, isDemo: false, client, memory }),
    state: () => ({ kind: 'account', profile, secret: 'session' }),
    generation: () => 1,
    subscribe: () => () => undefined,
  },
  readToday: () => Promise.resolve(ok(new Map())),
  onDelta: (delta) => {
    sentBytes += JSON.stringify(delta).length;
    changes += delta.changed.length;
  },
  onPoll: () => undefined,
});

async function poll(times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
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
const before = await heapBytes();
const cpuBefore = process.cpuUsage();
await poll(POLLS);
const { user, system } = process.cpuUsage(cpuBefore);
const grownBytes = (await heapBytes()) - before;
team.stop();
console.log(JSON.stringify({ polls: POLLS, grownBytes, pollCpuMs: (user + system) / 1_000 / POLLS, changes, sentBytes }));
process.exit(0);
