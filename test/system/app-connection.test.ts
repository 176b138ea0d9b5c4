import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeychainRead } from '../../electron/keychain/types.ts';
import { DEFAULT_PREFERENCES } from '../../electron/shared/model.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** Connections through the router: what is called, what is saved where, and what survives a restart. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;

const ANN: KoreAgent = { id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'AVAILABLE' };

beforeEach(async () => {
  // The demo lives in real time, so these clocks start there.
  bench = await createTestBench(createFakeClock(Date.now()));
  kore = await startKoreServer([ANN], bench.clock.now);
  keychain = createFakeKeychain();
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

async function open(openWith: 'saved' | 'saved-or-demo' = 'saved'): Promise<TestApp> {
  const rollcall = await bench.open({ keychain, openWith });
  await rollcall.app.start();
  return rollcall;
}

const isLive = ({ health }: { readonly health: { readonly state: string } }): boolean => health.state === 'live';
const settingsFile = (): Promise<string> => readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8');

describe('a connection', () => {
  it('is tested per API without being saved', async () => {
    const rollcall = await open();
    kore.reply('statusDetails', REPLIES.noScope);
    const report = await rollcall.get('connection:test', formFor(kore));
    expect(report).toMatchObject({
      availability: { ok: true, detail: '1 agent: 1 available, 0 busy, 0 away, 0 offline.' },
      statusDetails: { ok: false, code: 'scope-missing' },
    });
    expect(await rollcall.get('connection:get')).toEqual({ kind: 'none', profile: null, secret: 'none' });
    expect([keychain.items.size, rollcall.app.team().agents]).toEqual([0, []]);
  });

  it('is refused with the field that is wrong, without a call', async () => {
    const rollcall = await open();
    const form = formFor(kore, { botId: '' });
    expect(Object.keys(await rollcall.get('connection:check', form))).toEqual(['botId']);
    expect(await rollcall.ask('connection:save', form, 'session')).toMatchObject({ error: { field: 'botId' } });
    expect(kore.calls).toEqual([]);
  });

  it('is saved with its secret in the keychain alone, and opens by itself next time', async () => {
    const first = await open();
    const state = await first.get('connection:save', formFor(kore), 'keychain');
    expect(state).toMatchObject({ kind: 'account', secret: 'stored', profile: { name: 'Billing', host: kore.host } });
    await first.until(isLive);
    await first.app.stop();
    expect([...keychain.items.values()]).toEqual([JSON.stringify({ v: 1, clientSecret: kore.clientSecret })]);
    expect(await settingsFile()).not.toContain(kore.clientSecret);

    const second = await open();
    expect((await second.until(isLive)).agents.map(({ name }) => name)).toEqual(['Ann Lee']);
    expect(await second.get('connection:get')).toEqual(state);
  });

  it('is forgotten everywhere, team included, and is called no more', async () => {
    const rollcall = await open();
    await rollcall.get('connection:save', formFor(kore), 'keychain');
    await rollcall.until(isLive);
    expect(await rollcall.get('connection:remove')).toEqual({ kind: 'none', profile: null, secret: 'none' });
    expect([keychain.items.size, await settingsFile()]).toEqual([0, expect.stringContaining('"connections": []')]);
    const { agents, asOf } = await rollcall.until(({ health }) => health.state === 'unauthorized');
    expect([agents, asOf]).toEqual([[], null]);
    const calls = kore.calls.length;
    await rollcall.nextPoll();
    expect(kore.calls.length).toBe(calls);
  });

  it('gives way to the demo, which is never saved', async () => {
    const rollcall = await open('saved-or-demo');
    const { counts } = await rollcall.until(isLive);
    expect(counts.total).toBe(26);
    expect(await rollcall.get('connection:get')).toMatchObject({ kind: 'demo', profile: { name: 'Demo data' } });
    await rollcall.get('connection:save', formFor(kore), 'session');
    expect((await rollcall.until(isLive)).agents.map(({ name }) => name)).toEqual(['Ann Lee']);
    await rollcall.get('connection:demo');
    await rollcall.until(({ counts: { total } }) => total === 26);
    expect(keychain.calls).toEqual([]);
  });

  it.each(['availability', 'statusDetails'] as const)(
    'that was changed while %s was read never sees the old answer',
    async (api) => {
      const start = bench.clock.now() - 60_000;
      const lunch = { primary: 'AWAY', secondary: 'Lunch', start, end: null };
      kore.setTeam([{ ...ANN, lastName: 'Before', bucket: 'AWAY', records: [lunch] }]);
      const other = await startKoreServer([{ ...ANN, lastName: 'After', bucket: 'AWAY' }], bench.clock.now);
      const rollcall = await open();
      const release = kore.hold(api);
      await rollcall.get('connection:save', formFor(kore), 'session');
      await kore.received(api, 1);
      await rollcall.get('connection:save', formFor(other), 'session');
      const before = rollcall.pushed.length;
      await rollcall.until(isLive);
      await other.received('statusDetails', 1);
      release();
      // Each of these goes all the way to a server and back, as the late answer does.
      for (let round = 0; round < 3; round += 1) await rollcall.get('team:refresh');
      expect(rollcall.app.team().agents[0]).toMatchObject({ name: 'Ann After', secondaryStatus: null });
      const pushed = JSON.stringify(rollcall.pushed.slice(before));
      expect([pushed.includes('Before'), pushed.includes('Lunch'), pushed.includes('After')]).toEqual([
        false,
        false,
        true,
      ]);
      await other.stop();
    },
  );
});

describe('a keychain that does not answer', () => {
  const PROBLEMS: readonly KeychainRead[] = [
    { state: 'locked' },
    { state: 'missing' },
    { state: 'waiting' },
    { state: 'unavailable', detail: 'No keychain service is running.' },
  ];

  it.each(PROBLEMS)(
    '($state) stops the polls, says so, and polls once more when the user wants it',
    async (problem) => {
      const first = await open();
      await first.get('connection:save', formFor(kore), 'keychain');
      await first.until(isLive);
      await first.app.stop();
      const last = first.app.team();
      const calls = kore.calls.length;

      keychain.reads = problem;
      const rollcall = await open();
      const { health, agents, asOf } = await rollcall.until((team) => team.health.state === 'keychain');
      const { dayEndsAt } = await rollcall.get('alert:list');
      // Only alerts wait, for the end of the day.
      expect([health.nextAt, bench.clock.pending()]).toEqual([null, [dayEndsAt - bench.clock.now()]]);
      // What was known before is not lost, only old.
      expect([agents, asOf]).toEqual([last.agents, last.asOf]);
      expect(await rollcall.get('connection:get')).toMatchObject({ kind: 'account', secret: problem.state });
      expect(kore.calls.length).toBe(calls);

      keychain.reads = null;
      expect(await rollcall.get('connection:retry')).toMatchObject({ secret: 'stored' });
      expect((await rollcall.until(isLive)).counts.total).toBe(1);
      expect(keychain.calls.map((call) => call.split(' ')[2])).toEqual(['user', 'background', 'user']);
    },
  );

  it('does not keep anybody from working with a connection of this session', async () => {
    keychain.refusal = 'keychain-unavailable';
    const rollcall = await open();
    const refused = await rollcall.ask('connection:save', formFor(kore), 'keychain');
    expect(refused).toMatchObject({ ok: false, error: { code: 'keychain-unavailable' } });
    expect(await rollcall.get('connection:save', formFor(kore), 'session')).toMatchObject({ secret: 'session' });
    expect((await rollcall.until(isLive)).counts.total).toBe(1);
    await expect(settingsFile()).rejects.toThrow('ENOENT');
  });
});

describe('settings', () => {
  it('change the pace at once, are announced, and survive a restart', async () => {
    const rollcall = await open();
    await rollcall.get('connection:save', formFor(kore), 'keychain');
    await rollcall.until(isLive);
    const announced = rollcall.next('settings:changed');
    const settings = await rollcall.get('settings:update', { pace: 'sparing', theme: 'dark' });
    expect(settings).toEqual({ ...DEFAULT_PREFERENCES, pace: 'sparing', theme: 'dark' });
    expect(await announced).toEqual(settings);
    expect((await rollcall.nextPoll()).intervalMs).toBe(120_000);
    await rollcall.app.stop();
    expect(await (await open()).get('settings:get')).toEqual(settings);
  });

  it('make the poll that is due come sooner when a window opens', async () => {
    const since = { primary: 'AVAILABLE', secondary: 'AVAILABLE', start: bench.clock.now() - 60_000, end: null };
    kore.setTeam([{ ...ANN, records: [since] }]);
    const rollcall = await open();
    await rollcall.get('connection:save', formFor(kore), 'session');
    await rollcall.until(({ agents }) => agents[0]?.since.precision === 'exact');
    const untilPoll = (): number => (rollcall.app.team().health.nextAt ?? 0) - bench.clock.now();
    expect([untilPoll(), bench.clock.pending().includes(30_000)]).toEqual([30_000, true]);
    await rollcall.get('team:watch', true);
    expect([untilPoll(), bench.clock.pending().includes(15_000)]).toEqual([15_000, true]);
  });
});
