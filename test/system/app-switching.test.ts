import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../electron/shared/result.ts';
import type { ConnectionSummary, HistoryRequest, TeamDelta, TeamSnapshot } from '../../electron/shared/model.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { fakeDraft } from '../support/fake-views.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** Two accounts on two servers whose agents have the same ids, through the router: nothing of one shows under the other. */
let bench: TestBench;
let north: KoreServer;
let south: KoreServer;
let keychain: FakeKeychain;
let rollcall: TestApp;

const NAMES = { north: 'Nora', south: 'Sune' } as const;

function team(firstName: string, bucket: string): readonly KoreAgent[] {
  const start = bench.clock.now() - 60_000;
  const records = [{ primary: bucket, secondary: `${firstName}'s`, start, end: null }];
  return ['one', 'two'].map((id) => ({ id, firstName, lastName: id, bucket, records }));
}

beforeEach(async () => {
  bench = await createTestBench(createFakeClock(Date.now()));
  north = await startKoreServer(team(NAMES.north, 'AVAILABLE'), bench.clock.now);
  south = await startKoreServer(team(NAMES.south, 'AWAY'), bench.clock.now);
  keychain = createFakeKeychain();
  rollcall = await bench.open({ keychain });
  await rollcall.app.start();
});
afterEach(async () => {
  await bench.stop();
  await Promise.all([north.stop(), south.stop()]);
});

const isLive = ({ health }: TeamSnapshot): boolean => health.state === 'live';
const settled = (): Promise<TeamSnapshot> => rollcall.until(({ health }) => health.state !== 'starting');
const firstNames = ({ agents }: TeamSnapshot): string[] => [
  ...new Set(agents.map(({ name }) => name.split(' ')[0] ?? '')),
];

/** Saves both; North was open first and South is open now. */
async function saveBoth(): Promise<{ readonly north: string; readonly south: string }> {
  const first = await rollcall.get('connection:save', formFor(north, { name: 'North' }), 'keychain');
  await rollcall.until(isLive);
  const second = await rollcall.get('connection:save', formFor(south, { name: 'South' }), 'keychain');
  await rollcall.until(isLive);
  return { north: first.profile?.id ?? '', south: second.profile?.id ?? '' };
}

function linesOf(list: readonly ConnectionSummary[]): unknown[] {
  return list.map(({ profile, isOpen, secret, health, counts }) => [
    `${isOpen ? '*' : ''}${profile.name}`,
    secret,
    health?.state ?? null,
    counts === null ? null : [counts.AVAILABLE, counts.AWAY],
  ]);
}

describe('the list', () => {
  it('says of each how it was when it was last open, without a call', async () => {
    const ids = await saveBoth();
    const calls = north.calls.length;
    expect(linesOf(await rollcall.get('connection:list'))).toEqual([
      ['North', 'stored', 'live', [2, 0]],
      ['*South', 'stored', 'live', [0, 2]],
    ]);
    expect((await rollcall.get('connection:list'))[0]?.asOf).toBeLessThanOrEqual(bench.clock.now());
    expect(north.calls.length).toBe(calls);
    await rollcall.app.stop();
    rollcall = await bench.open({ keychain });
    // Of an earlier run the counts are known, and how it went is not.
    expect(linesOf(await rollcall.get('connection:list'))[0]).toEqual(['North', 'stored', null, [2, 0]]);
    await rollcall.get('connection:forget', ids.north);
    expect((await rollcall.get('connection:list')).map(({ profile }) => profile.name)).toEqual(['South']);
  });

  it('is announced with each change, and not with a poll', async () => {
    const ids = await saveBoth();
    const pushed = (): unknown[] => rollcall.pushed.filter(({ name }) => name === 'connections:changed');
    const before = pushed().length;
    await rollcall.nextPoll();
    expect(pushed().length).toBe(before);
    await rollcall.get('connection:open', ids.north);
    expect(
      linesOf((pushed().at(-1) as { payload: ConnectionSummary[] }).payload).map((line) => (line as [string])[0]),
    ).toEqual(['*North', 'South']);
  });

  it('is announced when a connection of this run goes that was not open', async () => {
    const trial = await rollcall.get('connection:save', formFor(north, { name: 'Trial' }), 'session');
    await rollcall.get('connection:save', formFor(south, { name: 'South' }), 'session');
    const changed = rollcall.next('connections:changed');
    await rollcall.get('connection:forget', trial.profile?.id ?? '');
    expect((await changed).map(({ profile }) => profile.name)).toEqual(['South']);
  });

  it('holds what another process saves and removes, and leaves what was removed there', async () => {
    const ids = await saveBoth();
    const file = path.join(bench.dataFolder, 'settings.json');
    const document = JSON.parse(await readFile(file, 'utf8')) as { connections: { profile: { id: string } }[] };
    const isNorth = ({ profile }: { profile: { id: string } }): boolean => profile.id === ids.north;
    const [first] = document.connections.filter(isNorth);
    const east = { ...first, profile: { ...first?.profile, id: 'east', name: 'East' } };
    await writeFile(file, JSON.stringify({ ...document, connections: [first, east], activeConnectionId: null }));
    const list = await rollcall.get('connection:list');
    expect(list.map(({ profile, isOpen }) => [profile.name, isOpen])).toEqual([
      ['North', true],
      ['East', false],
    ]);
    expect(firstNames(await rollcall.until(isLive))).toEqual([NAMES.north]);
  });

  it('stays as it is when the file was damaged from outside', async () => {
    await saveBoth();
    await appendFile(path.join(bench.dataFolder, 'settings.json'), 'garbage');
    expect((await rollcall.get('connection:list')).map(({ profile }) => profile.name)).toEqual(['North', 'South']);
  });
});

describe('opening another one', () => {
  it('polls it at once and no other, and is saved for the next start', async () => {
    const ids = await saveBoth();
    const calls = [north, south].map(({ calls: { length } }) => length);
    await rollcall.get('connection:open', ids.north);
    expect(firstNames(await rollcall.until(isLive))).toEqual([NAMES.north]);
    await rollcall.nextPoll();
    expect([north.calls.length > (calls[0] ?? 0), south.calls.length]).toEqual([true, calls[1]]);
    await rollcall.app.stop();
    rollcall = await bench.open({ keychain });
    await rollcall.app.start();
    expect(await rollcall.get('connection:get')).toMatchObject({ profile: { id: ids.north } });
  });

  it.each([
    ['refuses the key', 'unauthorized', () => north.reply('both', REPLIES.badToken)],
    ['is not there', 'offline', () => north.stop()],
    ['has a locked keychain', 'keychain', (id: string) => keychain.items.delete(id)],
  ] as const)('that %s shows its own health, and the other stays within reach', async (_name, state, breakIt) => {
    const ids = await saveBoth();
    await breakIt(ids.north);
    await rollcall.get('connection:open', ids.north);
    const broken = await settled();
    expect([broken.health.state, firstNames(broken)]).toEqual([state, [NAMES.north]]);
    expect(linesOf(await rollcall.get('connection:list')).map((line) => (line as [string, string, string])[2])).toEqual(
      [state, 'live'],
    );
    await rollcall.get('connection:open', ids.south);
    expect(firstNames(await rollcall.until(isLive))).toEqual([NAMES.south]);
    expect((await rollcall.get('connection:list'))[0]?.health?.state).toBe(state);
  });

  it('that waits for a password is left at once', async () => {
    const ids = await saveBoth();
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    const stuck = rollcall.ask('connection:open', ids.north);
    keychain.blockedBy = null;
    await rollcall.get('connection:open', ids.south);
    prompt.resolve();
    expect(await stuck).toMatchObject({ ok: true, value: { profile: { name: 'South' } } });
    expect(firstNames(await rollcall.until(isLive))).toEqual([NAMES.south]);
  });
});

it('two bots of one account have one rate limit: the copies said for the one slow the other, also by another process', async () => {
  const first = await rollcall.get('connection:save', formFor(north, { name: 'North' }), 'keychain');
  await rollcall.get('connection:save', formFor(north, { name: 'Night' }), 'keychain');
  await rollcall.until(isLive);
  const use = async () => {
    const { copies, perMinute, intervalMs } = await rollcall.get('rate-limit:get');
    return { copies, perMinute, isSlow: intervalMs > 60_000 };
  };
  expect(await use()).toEqual({ copies: 1, perMinute: 20, isSlow: false });
  await rollcall.get('connection:update', { copies: 30 });
  await rollcall.get('connection:open', first.profile?.id ?? '');
  expect(await use()).toEqual({ copies: 30, perMinute: 1, isSlow: true });
  await rollcall.get('connection:update', { copies: 1 });
  expect(await use()).toMatchObject({ copies: 1, perMinute: 20 });
  // Of the connection that is not open.
  const file = path.join(bench.dataFolder, 'settings.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/(?<="name": "Night"[^}]*"copies": )1/, '30'));
  await rollcall.get('connection:list');
  expect(await use()).toEqual({ copies: 30, perMinute: 1, isSlow: true });
});

describe('two accounts with the same agents', () => {
  it.each(['availability', 'statusDetails'] as const)('never mix while %s is under way', async (api) => {
    const ids = await saveBoth();
    const release = north.hold(api);
    const calls = north.countOf(api);
    await rollcall.get('connection:open', ids.north);
    await north.received(api, calls + 1);
    await rollcall.get('connection:open', ids.south);
    const before = rollcall.pushed.length;
    await rollcall.until(isLive);
    release();
    for (let round = 0; round < 3; round += 1) await rollcall.get('team:refresh');
    expect(firstNames(rollcall.app.team())).toEqual([NAMES.south]);
    expect(JSON.stringify(rollcall.pushed.slice(before).filter(isOfTheTeam))).not.toContain(NAMES.north);
  });

  it('have each their own history: a read of the old one is stopped and not answered', async () => {
    const ids = await saveBoth();
    const release = south.hold('statusDetails');
    const calls = south.countOf('statusDetails');
    const read = rollcall.ask('history:read', yesterday());
    await south.received('statusDetails', calls + 1);
    await rollcall.get('connection:open', ids.north);
    expect(await read).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    release();
    await rollcall.get('history:read', yesterday());
    const { agents } = await rollcall.get('history:day', yesterday(), yesterday().dates[0] ?? '');
    expect(new Set(agents.map(({ name }) => name.split(' ')[0]))).toEqual(new Set([NAMES.north]));
  });

  it('have each their own trend, contacts, notices and saved team', async () => {
    const copied: string[] = [];
    const { app } = rollcall;
    app.router.handle({
      'agent:copy'([userId, field]) {
        const value = app.contact(userId, field);
        return value === null ? fail('invalid-input') : (copied.push(value), ok(null));
      },
    });
    const ids = await saveBoth();
    await rollcall.get('settings:update', { notify: 'every-change' });
    north.move('two', 'OFFLINE'); // while it is closed, so it is no notice
    const release = north.hold('availability');
    const last = async (): Promise<unknown> => (await rollcall.get('trend:get', 1)).buckets.at(-1);
    expect(await last()).toMatchObject({ AVAILABLE: 0, AWAY: 2 });
    await rollcall.get('connection:open', ids.north);
    // The saved team of the other account is there before any answer.
    expect(firstNames(rollcall.app.team())).toEqual([NAMES.north]);
    expect(await last()).toMatchObject({ AVAILABLE: 2, AWAY: 0 });
    // Of its agents nothing can be copied yet, least of all what the other account says of them.
    expect(await rollcall.ask('agent:copy', 'u-one', 'email')).toMatchObject({ ok: false });
    release();
    await rollcall.until(isLive);
    expect(rollcall.app.team().counts).toMatchObject({ AVAILABLE: 1, OFFLINE: 1 });
    await rollcall.get('agent:copy', 'u-one', 'email');
    expect(copied).toEqual(['one@team.example']);
    north.move('one', 'BUSY');
    await rollcall.nextPoll();
    const notices = rollcall.pushed.filter(({ name }) => name === 'notice:raised').map(({ payload }) => payload);
    expect(notices).toMatchObject([
      { id: `${ids.south.slice(0, 8)}/nobody:team`, connectionId: ids.south },
      { id: `${ids.north.slice(0, 8)}/nobody:team`, connectionId: ids.north },
      {
        id: `${ids.north.slice(0, 8)}/every-change:u-one`,
        title: 'Nora one: BUSY',
        connectionId: ids.north,
        userId: 'u-one',
      },
    ]);
    expect((notices[2] as { body: string }).body).toMatch(/^\u2068North\u2069 · Was AVAILABLE/);
  });

  it('have each their own views, of which a digest tells too', async () => {
    const ids = await saveBoth();
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'Southern', statuses: ['AWAY'] }));
    await rollcall.get('connection:open', ids.north);
    await rollcall.until(isLive);
    const none = { connectionId: ids.north, views: [], activeId: null };
    expect([await rollcall.get('view:list'), rollcall.app.team().view]).toEqual([none, null]);
    const late = await rollcall.ask('view:save', ids.south, fakeDraft({ name: 'Meant for South' }));
    expect(late).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    const lines = await rollcall.get('connection:list');
    expect(lines.map(({ counts, view }) => [counts?.total, view])).toEqual([
      [2, null],
      [2, 'Southern'],
    ]);
    bench.clock.advance(3_600_000);
    south.setTeam(team(NAMES.south, 'AWAY')); // since a minute ago, when it was closed
    const pushed = rollcall.next('digest:changed');
    await rollcall.get('connection:open', ids.south);
    const changes = [{ name: 'Sune one' }, { name: 'Sune two' }];
    expect(await pushed).toMatchObject({ causes: ['not-read'], gap: { isKnown: true, changes } });
    expect(rollcall.app.team().view?.name).toBe('Southern');
  });

  it('end at the one that was opened last, however quickly and in whatever order', async () => {
    const ids = await saveBoth();
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'Southern', statuses: ['AWAY'] }));
    const step = fc.record({ to: fc.constantFrom('north', 'south'), waits: fc.nat({ max: 2 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 50 }), async (steps) => {
        bench.clock.advance(3_600_000); // both accounts may make all their calls again
        for (const { to, waits } of steps) {
          const opened = rollcall.app.openConnection(ids[to]);
          if (waits > 0) await opened;
          if (waits > 1) await rollcall.get('connection:get');
        }
        const last = steps.at(-1)?.to as 'north' | 'south';
        await rollcall.app.openConnection(ids[last]);
        while (!isLive(await settled())) await rollcall.nextPoll();
        expect(firstNames(rollcall.app.team())).toEqual([NAMES[last]]);
        expect(await rollcall.get('connection:get')).toMatchObject({ profile: { id: ids[last] } });
        await rollcall.get('connection:list'); // waits for what is still being written
        expect(JSON.parse(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8'))).toMatchObject({
          activeConnectionId: ids[last],
        });
      }),
      { numRuns: 3 },
    );
    // At no moment did the window have agents of both, or those of one through the view of the other.
    for (const names of teamsSeen()) expect(names.length).toBeLessThanOrEqual(1);
    const seen = rollcall.pushed.filter(isOfTheTeam).map(({ payload }) => payload as TeamDelta);
    const viewed = seen.flatMap(({ view, changed }) =>
      changed.map(({ name }) => `${name.split(' ')[0]} ${view?.name}`),
    );
    expect(new Set(viewed)).toEqual(new Set(['Nora undefined', 'Sune undefined', 'Sune Southern']));
  });
});

const isOfTheTeam = ({ name }: { readonly name: string }): boolean => name === 'team:changed';

/** The live team reads today anyway. */
function yesterday(): HistoryRequest {
  const date = new Date(bench.clock.now() - 86_400_000).toISOString().slice(0, 10);
  return { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null };
}

/** Whose agents the window had after each push. */
function teamsSeen(): string[][] {
  const agents = new Map<string, string>();
  return rollcall.pushed.filter(isOfTheTeam).map(({ payload }) => {
    const { changed, removed } = payload as { changed: { userId: string; name: string }[]; removed: string[] };
    for (const userId of removed) agents.delete(userId);
    for (const { userId, name } of changed) agents.set(userId, name.split(' ')[0] ?? '');
    return [...new Set(agents.values())];
  });
}
