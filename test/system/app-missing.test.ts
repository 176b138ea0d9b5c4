import { afterEach, beforeEach, expect, it } from 'vitest';
import { startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** What the live team shows of an availability answer of which a part could not be understood. */
let bench: TestBench;
let kore: KoreServer;
let rollcall: TestApp;

beforeEach(async () => {
  bench = await createTestBench();
  const person = (id: string, bucket: string) => ({ id, firstName: 'Agent', lastName: id, bucket });
  kore = await startKoreServer([person('ann', 'AVAILABLE'), person('bob', 'BUSY')], bench.clock.now);
  rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('settings:update', { notify: 'every-change' });
  await rollcall.get('connection:save', formFor(kore), 'session');
  await rollcall.until(({ agents }) => agents.length === 2);
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

const answer = (lists: object): void =>
  kore.reply('availability', {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ AVAILABLE: [{ userId: 'u-ann' }], BUSY: [], OFFLINE: [], AWAY: [], ...lists }),
  });

it('does not take a list that is none for nobody, and knows again with the next answer', async () => {
  const before = rollcall.app.team();
  answer({ BUSY: { error: 'timeout' } });
  const team = await rollcall.nextPoll();
  expect([team.health.state, team.ignored]).toEqual(['live', 1]);
  expect(team.counts).toEqual({ AVAILABLE: 1, BUSY: null, AWAY: 0, OFFLINE: 0, OTHER: 0, total: null });
  kore.reply('availability', null);
  const after = await rollcall.nextPoll();
  expect([after.ignored, after.counts]).toEqual([0, before.counts]);
  expect(rollcall.pushed.filter(({ name }) => name === 'notice:raised')).toEqual([]);
});

it('does not say that nobody is available where that list is none', async () => {
  answer({ AVAILABLE: null, BUSY: [{ userId: 'u-bob' }] });
  expect((await rollcall.nextPoll()).counts.AVAILABLE).toBe(null);
  expect(rollcall.pushed.filter(({ name }) => name === 'notice:raised')).toEqual([]);
  answer({ AVAILABLE: [], BUSY: [{ userId: 'u-bob' }] });
  expect((await rollcall.nextPoll()).counts.AVAILABLE).toBe(0);
});

it('is not what a restart comes back to, nor what the trend is made of', async () => {
  answer({ BUSY: 'none' });
  await rollcall.nextPoll();
  const { buckets } = await rollcall.get('trend:get', 1);
  expect(buckets.filter((bucket) => bucket !== null && bucket.BUSY === 0)).toEqual([]);
});

it('keeps the last good team where an error is easily taken for an empty one', async () => {
  answer({ AVAILABLE: [], errors: [{ msg: 'Permission denied. Scope is incorrect!', code: 4002 }] });
  const team = await rollcall.nextPoll();
  expect([team.health.state, team.agents.length]).toEqual(['unauthorized', 2]);
});
