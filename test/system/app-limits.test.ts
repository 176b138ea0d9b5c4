import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REPLIES, startKoreServer, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** What the account is spared: counted where it counts, at the server. */
let bench: TestBench;
let kore: KoreServer;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

beforeEach(async () => {
  bench = await createTestBench();
  const records = [{ primary: 'BUSY', secondary: 'BUSY', start: bench.clock.now() - MINUTE_MS, end: null }];
  kore = await startKoreServer(
    [{ id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'BUSY', records }],
    bench.clock.now,
  );
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

async function open(): Promise<TestApp> {
  const rollcall = await bench.open();
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'session');
  return rollcall;
}

/** An app that is live, with both reads of its start behind it. */
async function openLive(): Promise<TestApp> {
  const rollcall = await open();
  await rollcall.until(({ agents }) => agents[0]?.since.precision === 'exact');
  return rollcall;
}

describe('a refusal', () => {
  it.each(['badToken', 'badCredentials', 'noScope'] as const)(
    'that stays (%s) is met with two calls an hour',
    async (refusal) => {
      kore.reply('both', REPLIES[refusal]);
      const rollcall = await open();
      const end = bench.clock.now() + HOUR_MS;
      await rollcall.until(({ health }) => health.state === 'unauthorized');
      while ((rollcall.app.team().health.nextAt ?? end) < end) await rollcall.nextPoll();
      expect(rollcall.app.team().health.state).toBe('unauthorized');
      expect(kore.calls.map(({ api, at }) => [api, end - at])).toEqual([
        ['availability', HOUR_MS],
        ['availability', HOUR_MS / 2],
      ]);
    },
  );
});

describe('a limit answer', () => {
  it.each([
    ['with Retry-After', 'minuteLimit', 90_000],
    ['that is only a text', 'limitWithoutStatus', 90_000],
  ] as const)('%s stops every call until then, and one follows', async (_name, limit, waitMs) => {
    const rollcall = await openLive();
    kore.reply('both', REPLIES[limit]);
    const { health } = await rollcall.nextPoll();
    const limitedAt = bench.clock.now();
    expect([health.state, health.nextAt]).toEqual(['rate-limited', limitedAt + waitMs]);

    const calls = kore.calls.length;
    kore.reply('both', null);
    // However often it is requested, it runs once, when it may.
    for (let round = 0; round < 3; round += 1) {
      expect(await rollcall.get('team:refresh')).toEqual({ runsAt: limitedAt + waitMs });
    }
    expect(await rollcall.get('rate-limit:get')).toMatchObject({
      blockedUntil: limitedAt + waitMs,
      freeAt: limitedAt + waitMs,
      slowedSince: limitedAt,
    });
    expect(await rollcall.get('connection:test', formFor(kore))).toMatchObject({
      availability: { ok: false, code: 'rate-limited' },
      statusDetails: { ok: false, code: 'rate-limited' },
    });
    bench.clock.advance(waitMs - 1);
    // Besides the poll, alerts wait for the end of the day.
    const { dayEndsAt } = await rollcall.get('alert:list');
    expect([kore.calls.length, bench.clock.pending()]).toEqual([calls, [1, dayEndsAt - bench.clock.now()]]);
    expect((await rollcall.nextPoll()).health.state).toBe('live');
    expect(kore.calls.slice(calls).map(({ api, at }) => [api, at - limitedAt])).toEqual([['availability', waitMs]]);
  });
});

describe('two apps on one data folder', () => {
  /** Refreshes both alternately, again and again. */
  async function refreshHard(apps: readonly TestApp[]): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (let round = 0; round < 15; round += 1) {
      for (const rollcall of apps) answers.push(await rollcall.get('team:refresh'));
    }
    return answers;
  }

  it('share twenty calls in any minute, also with one that is opened later', async () => {
    const allCalls = () => [...kore.calls, ...kore.namesCalls];
    const apps = [await openLive(), await openLive()];
    const answers = await refreshHard(apps);
    expect(allCalls().length).toBe(20);
    const full = { runsAt: bench.clock.now() + MINUTE_MS + 1_001 };
    expect(answers.slice(-14)).toEqual(Array.from({ length: 14 }, () => full));
    expect(await Promise.all(apps.map((rollcall) => rollcall.get('rate-limit:get')))).toMatchObject(
      apps.map(() => ({ perMinute: 20, usedLastMinute: 20, freeAt: full.runsAt, slowedSince: null })),
    );

    bench.clock.advance(MINUTE_MS / 2);
    await refreshHard(apps);
    expect(allCalls().length).toBe(20);

    await Promise.all(apps.map((rollcall) => rollcall.nextPoll()));
    await refreshHard(apps);
    const late = await open();
    await late.until(({ health }) => health.state === 'rate-limited');
    expect(allCalls().length).toBe(40);
    const inItsMinute = allCalls().map(({ at }) => allCalls().filter((call) => Math.abs(call.at - at) < MINUTE_MS));
    expect(Math.max(...inItsMinute.map(({ length }) => length))).toBe(20);
  });
});
