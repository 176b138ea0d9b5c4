import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, type TestApp, type TestBench } from '../support/test-app.ts';

/** What a restart keeps: the last team with its time, at once; the counts over time; nothing of what is gone. */
let bench: TestBench;
let kore: KoreServer;
let keychain: ReturnType<typeof createFakeKeychain>;

const HOUR_MS = 3_600_000;

beforeEach(async () => {
  bench = await createTestBench();
  kore = await startKoreServer([agent('ann', 'AVAILABLE'), agent('bob', 'BUSY')], bench.clock.now);
  keychain = createFakeKeychain();
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

/** An agent whose status details say the same as availability since ten minutes ago. */
function agent(id: string, bucket: string): KoreAgent {
  const records = [{ primary: bucket, secondary: bucket, start: bench.clock.now() - 600_000, end: null }];
  return { id, firstName: 'Agent', lastName: id, bucket, records };
}

async function open(): Promise<TestApp> {
  const rollcall = await bench.open({ keychain });
  await rollcall.app.start();
  return rollcall;
}

/** Runs Rollcall until the team is exact, and closes it. */
async function runOnce(keep: 'keychain' | 'session' = 'keychain'): Promise<TestApp> {
  const rollcall = await open();
  await rollcall.get('connection:save', formFor(kore), keep);
  await rollcall.until(({ agents }) => agents.length > 0 && agents.every(({ since }) => since.precision === 'exact'));
  await rollcall.app.stop();
  return rollcall;
}

/** When the team on disk was read. */
function savedAsOf(): unknown {
  const database = new DatabaseSync(path.join(bench.dataFolder, 'rollcall.db'), { readOnly: true });
  const row = database.prepare('SELECT max(as_of) AS asOf FROM team').get();
  database.close();
  return row?.['asOf'];
}

/** How many teams are on disk. */
function savedTeams(): unknown {
  const database = new DatabaseSync(path.join(bench.dataFolder, 'rollcall.db'), { readOnly: true });
  const row = database.prepare('SELECT count(*) AS teams FROM team').get();
  database.close();
  return row?.['teams'];
}

describe('after a restart', () => {
  it('what was chosen in the last moment is saved', async () => {
    const rollcall = await open();
    const chosen = rollcall.get('settings:update', { theme: 'dark' });
    await rollcall.app.stop();
    const settings = await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8');
    expect(JSON.parse(settings)).toMatchObject({ preferences: { theme: 'dark' } });
    await chosen;
  });

  it('the last team is saved at once, since Windows waits for nobody when it ends', async () => {
    const rollcall = await open();
    await rollcall.get('connection:save', formFor(kore), 'keychain');
    await rollcall.until(({ agents }) => agents.length > 0 && agents.every(({ since }) => since.precision === 'exact'));
    bench.clock.jump(10_000);
    kore.move('bob', 'AVAILABLE');
    await rollcall.get('team:refresh');
    const { asOf } = await rollcall.until(({ counts }) => counts.AVAILABLE === 2);
    expect(savedAsOf()).not.toBe(asOf);
    const stopping = rollcall.app.stop();
    expect(savedAsOf()).toBe(asOf);
    await stopping;
  });

  it('the last team is there before the first answer, with its time, and the answer is a baseline', async () => {
    const { agents, asOf, counts } = (await runOnce()).app.team();
    bench.clock.jump(HOUR_MS);
    const release = kore.hold('availability');
    const rollcall = await bench.open({ keychain });
    await rollcall.get('settings:update', { notify: 'every-change' });
    await rollcall.app.start();
    const snapshot = await rollcall.get('team:snapshot');
    expect([snapshot.agents, snapshot.asOf, snapshot.counts]).toEqual([agents, asOf, counts]);
    expect(snapshot.health.state).toBe('starting');

    kore.reply('statusDetails', REPLIES.noScope);
    kore.setTeam([agent('ann', 'AVAILABLE'), agent('bob', 'AWAY')]);
    release();
    const answered = await rollcall.until(({ health }) => health.state === 'live');
    const now = bench.clock.now();
    expect(answered.agents.map(({ userId, status, since }) => [userId, status, since])).toEqual([
      ['u-ann', 'AVAILABLE', { at: now, precision: 'at-least', toleranceMs: 0 }],
      ['u-bob', 'AWAY', { at: now, precision: 'at-least', toleranceMs: 0 }],
    ]);
    expect(rollcall.pushed.filter(({ name }) => name === 'notice:raised')).toEqual([]);
  });

  it('of seconds, in which nothing happened unseen, every time in status goes on', async () => {
    const first = await open();
    await first.get('connection:save', formFor(kore), 'keychain');
    await first.until(({ agents }) => agents.length > 0 && agents.every(({ since }) => since.precision === 'exact'));
    kore.reply('statusDetails', REPLIES.noScope);
    kore.move('bob', 'AVAILABLE');
    await first.nextPoll();
    const { agents } = first.app.team();
    expect(agents.map(({ since }) => since.precision)).toEqual(['exact', 'observed']);
    await first.app.stop();
    bench.clock.jump(20_000);
    const second = await open();
    const answered = await second.until(({ health }) => health.state === 'live');
    expect([answered.asOf, answered.agents]).toEqual([bench.clock.now(), agents]);
    expect(second.pushed.filter(({ name }) => name === 'digest:changed')).toEqual([]);
  });

  it('a change that was seen before it still bounds what status details may say', async () => {
    kore.setTeam([{ ...agent('ann', 'AVAILABLE'), bucket: 'BUSY' }, agent('bob', 'BUSY')]);
    const first = await open();
    await first.get('connection:save', formFor(kore), 'keychain');
    await first.until(({ agents }) => agents[1]?.since.precision === 'exact');
    kore.move('ann', 'AVAILABLE');
    await first.nextPoll();
    await first.app.stop();
    bench.clock.jump(HOUR_MS);
    const second = await open();
    const { agents, asOf } = await second.until(
      (team) => team.health.state === 'live' && team.agents[1]?.since.precision === 'exact',
    );
    expect(agents[0]?.since).toEqual({ at: asOf, precision: 'at-least', toleranceMs: 0 });
  });

  it('the last team is there while the keychain has not answered yet', async () => {
    const { agents } = (await runOnce()).app.team();
    const answer = Promise.withResolvers<void>();
    const slow = {
      ...keychain,
      read: async (...args: Parameters<typeof keychain.read>) => {
        await answer.promise;
        return keychain.read(...args);
      },
    };
    const rollcall = await bench.open({ keychain: slow });
    const started = rollcall.app.start();
    expect(rollcall.app.team().agents).toEqual(agents);
    answer.resolve();
    await started;
    await rollcall.until(({ health }) => health.state === 'live');
  });

  it('status details tell what was true all along', async () => {
    await runOnce();
    const began = bench.clock.now() - 600_000;
    bench.clock.jump(HOUR_MS);
    const rollcall = await open();
    const { agents } = await rollcall.until(
      (team) => team.agents[0]?.since.precision === 'exact' && team.health.state === 'live',
    );
    expect(agents.map(({ since }) => since.at)).toEqual([began, began]);
  });

  it('the counts go on, with the gap in between', async () => {
    const first = await open();
    await first.get('connection:save', formFor(kore), 'keychain');
    await first.until(({ health }) => health.state === 'live');
    for (let poll = 0; poll < 4; poll += 1) await first.nextPoll();
    await first.app.stop();
    bench.clock.jump(5 * 60_000);
    kore.move('ann', 'BUSY');
    const second = await open();
    await second.until(({ health }) => health.state === 'live');
    const { buckets } = await second.get('trend:get', 3);
    expect(buckets.slice(-9).map((bucket) => bucket?.BUSY ?? null)).toEqual([null, 1, 1, 1, null, null, null, null, 2]);
  });
});

describe('what is not saved', () => {
  it('is a connection of a session', async () => {
    await runOnce('session');
    expect(savedTeams()).toBe(0);
    const rollcall = await open();
    expect(rollcall.app.team()).toMatchObject({ agents: [], asOf: null });
  });

  it('is the demo', async () => {
    const first = await open();
    await first.get('connection:demo');
    await first.until(({ health }) => health.state === 'live');
    expect((await first.get('trend:get', 1)).buckets.at(-1)?.total).toBe(first.app.team().counts.total);
    await first.app.stop();
    expect(savedTeams()).toBe(0);
    expect((await (await bench.open({ openWith: 'demo' })).get('trend:get', 720)).buckets.filter(Boolean)).toEqual([]);
  });

  it('is a connection that was removed, here or elsewhere', async () => {
    await runOnce();
    const second = await open();
    await second.until(({ health }) => health.state === 'live');
    expect(savedTeams()).toBe(1);
    await second.get('connection:remove');
    expect(savedTeams()).toBe(0);
    expect(second.app.team()).toMatchObject({ agents: [], asOf: null });
    await second.app.stop();

    await runOnce();
    expect(savedTeams()).toBe(1);
    await writeFile(path.join(bench.dataFolder, 'settings.json'), '{"connections":[]}');
    await open();
    expect(savedTeams()).toBe(0);
  });

  it('is a team of another account behind the same connection', async () => {
    await runOnce();
    const other = await startKoreServer([agent('zoe', 'AWAY')], bench.clock.now);
    const rollcall = await open();
    await rollcall.until(({ health }) => health.state === 'live');
    const release = other.hold('availability');
    await rollcall.get('connection:save', formFor(other), 'keychain');
    expect(rollcall.app.team()).toMatchObject({ agents: [], asOf: null });
    release();
    await rollcall.until(({ health }) => health.state === 'live');
    await other.stop();
  });

  it('is everything once it was deleted, and polling goes on', async () => {
    await runOnce();
    const rollcall = await open();
    await rollcall.until(({ health }) => health.state === 'live');
    expect(await rollcall.get('storage:purge')).toEqual({ retentionDays: 30, problem: null });
    expect((await rollcall.get('trend:get', 3)).buckets.filter(Boolean)).toEqual([]);
    await rollcall.nextPoll();
    expect((await rollcall.get('trend:get', 3)).buckets.filter(Boolean).length).toBe(1);
  });
});

it('damaged settings are reported, and the last good ones are used', async () => {
  await runOnce();
  await writeFile(path.join(bench.dataFolder, 'settings.json'), '{"connections":');
  const rollcall = await open();
  expect((await rollcall.until(({ health }) => health.state === 'live')).counts.total).toBe(2);
  const notices = rollcall.pushed.flatMap(({ name, payload }) => (name === 'notice:raised' ? [payload] : []));
  expect(notices).toMatchObject([{ id: 'settings', title: 'Settings', body: rollcall.app.problems().settings }]);
  expect(rollcall.app.problems().settings).toMatch(
    /^The settings file was damaged, and the last good copy is used; .* saved as .*Z\.$/,
  );
});

it('a connection that was left out keeps its saved data at the next start, too', async () => {
  await runOnce();
  const file = path.join(bench.dataFolder, 'settings.json');
  await rm(`${file}.bak`);
  await writeFile(file, (await readFile(file, 'utf8')).replace('"auth": "secret"', '"auth": "?"'));
  for (let start = 0; start < 2; start += 1) {
    const rollcall = await open();
    expect(await rollcall.get('connection:list')).toEqual([]);
    await rollcall.app.stop();
    expect(savedTeams()).toBe(1);
  }
});

it.each(['{}', '{"version":1}', '{"foo":1}'])(
  'connections that %s lacks come back with their saved data',
  async (text) => {
    await runOnce();
    await writeFile(path.join(bench.dataFolder, 'settings.json'), text);
    const rollcall = await open();
    expect(savedTeams()).toBe(1);
    expect((await rollcall.until(({ health }) => health.state === 'live')).counts.total).toBe(2);
    expect(rollcall.app.problems().settings).toMatch(/connections missing, .* taken from the last good copy/);
  },
);

it('a damaged database is reported, and keeps nobody from working', async () => {
  await runOnce();
  await writeFile(path.join(bench.dataFolder, 'rollcall.db'), 'no database '.repeat(100));
  const rollcall = await open();
  expect(rollcall.app.team().asOf).toBeNull();
  expect((await rollcall.until(({ health }) => health.state === 'live')).counts.total).toBe(2);
  const { problem } = await rollcall.get('storage:get');
  expect(problem).toMatch(/^The database of Rollcall was damaged\. It was saved as rollcall\.db\.corrupt-/);
  expect(rollcall.pushed.filter(({ name }) => name === 'notice:raised')).toEqual([
    {
      name: 'notice:raised',
      payload: { id: 'storage', title: 'Saved data', body: problem, userId: null, connectionId: null, isDemo: false },
    },
  ]);
});

it('settings that are not understood are reported beside it, at the start and in Settings', async () => {
  await runOnce();
  const file = path.join(bench.dataFolder, 'settings.json');
  const saved = JSON.parse(await readFile(file, 'utf8')) as { readonly preferences: object };
  await writeFile(file, JSON.stringify({ ...saved, preferences: { ...saved.preferences, theme: 'pink' } }));
  await writeFile(path.join(bench.dataFolder, 'rollcall.db'), 'no database '.repeat(100));
  const rollcall = await open();
  const { problem } = await rollcall.get('storage:get');
  const [settings, database] = problem?.split(/(?<=Z\.) /) ?? [];
  expect(settings).toMatch(/ corrected or left out: preferences > theme; the file .* settings\.json\.cor/);
  const notices = rollcall.pushed.filter(({ name }) => name === 'notice:raised').map(({ payload }) => payload);
  expect(notices).toMatchObject([
    { id: 'settings', title: 'Settings', body: settings, connectionId: null },
    { id: 'storage', title: 'Saved data', body: database },
  ]);
  expect((await rollcall.get('storage:purge')).problem).toBe(settings);
});
