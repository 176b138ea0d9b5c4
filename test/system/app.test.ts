import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyDelta } from '../../electron/shared/team/delta.ts';
import type { Agent, TeamDelta, TeamSnapshot } from '../../electron/shared/model.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { fakeDraft, queues } from '../support/fake-views.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** The core against a scripted Kore.ai over real sockets; the clock stands still until a test moves it. */
let bench: TestBench;
let kore: KoreServer;
let rollcall: TestApp;
let team: readonly KoreAgent[];

const QUEUE = 'qu-65e176a-b2ca-4844-9686-228cd1a54000';
const INTERVAL_MS = 30_000;

function agent(id: string, bucket: string, more: Partial<KoreAgent> = {}): KoreAgent {
  return { id, firstName: 'Agent', lastName: id, bucket, ...more };
}

beforeEach(async () => {
  bench = await createTestBench();
  const lunch = { primary: 'AWAY', secondary: 'Lunch', start: bench.clock.now() - 600_000, end: null };
  team = [
    agent('ann', 'AVAILABLE', { queueIds: [QUEUE] }),
    agent('bob', 'BUSY'),
    agent('cleo', 'AWAY', { records: [lunch] }),
  ];
  kore = await startKoreServer(team, bench.clock.now);
  rollcall = await bench.open();
  await rollcall.app.start();
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

async function connect(): Promise<void> {
  await rollcall.get('connection:save', formFor(kore), 'session');
  await rollcall.until(({ agents }) => agents.some(({ since }) => since.precision === 'exact'));
}

const find = ({ agents }: TeamSnapshot, id: string): Agent | undefined =>
  agents.find(({ userId }) => userId === `u-${id}`);

/** Moves an agent, and waits for the poll that sees it and for the read of status details that follows. */
async function move(id: string, bucket: string): Promise<void> {
  const records = [{ primary: bucket, secondary: bucket, start: bench.clock.now(), end: null }];
  team = team.map((each) => (each.id === id ? { ...each, bucket, records } : each));
  kore.setTeam(team);
  await rollcall.nextPoll();
  await rollcall.until((seen) => find(seen, id)?.since.precision === 'exact');
}

describe('the live team', () => {
  it('comes from one poll and one read of status details', async () => {
    await connect();
    const seen = await rollcall.get('team:snapshot');
    expect(seen.counts).toEqual({ AVAILABLE: 1, BUSY: 1, AWAY: 1, OFFLINE: 0, OTHER: 0, total: 3 });
    expect(seen.health).toMatchObject({ state: 'live', nextAt: bench.clock.now() + INTERVAL_MS });
    expect(find(seen, 'cleo')).toEqual({
      userId: 'u-cleo',
      name: 'Agent cleo',
      status: 'AWAY',
      rawStatus: 'AWAY',
      secondaryStatus: 'Lunch',
      since: { at: bench.clock.now() - 600_000, precision: 'exact', toleranceMs: 0 },
    });
    expect(kore.calls.map(({ api }) => api)).toEqual(['availability', 'statusDetails']);
  });

  it('pushes a change as a delta of the one agent', async () => {
    await connect();
    kore.move('bob', 'AVAILABLE');
    const pushed = rollcall.next('team:changed');
    await rollcall.nextPoll();
    const { changed, removed, counts } = await pushed;
    expect(changed.map(({ userId, since }) => [userId, since])).toEqual([
      ['u-bob', { at: bench.clock.now() - INTERVAL_MS / 2, precision: 'observed', toleranceMs: INTERVAL_MS / 2 }],
    ]);
    expect([removed, counts.AVAILABLE, counts.BUSY]).toEqual([[], 2, 0]);
  });

  it('is rebuilt exactly by whoever applies every delta', async () => {
    let mirror: TeamSnapshot | null = rollcall.app.team();
    rollcall.app.events.on('team:changed', (delta: TeamDelta) => (mirror = mirror && applyDelta(mirror, delta)));
    await connect();
    kore.setTeam([agent('bob', 'OFFLINE'), agent('dan', 'WRAP_UP')]);
    await rollcall.nextPoll();
    kore.reply('availability', REPLIES.gatewayPage);
    await rollcall.nextPoll();
    expect(mirror).toEqual(rollcall.app.team());
    expect(mirror?.agents.map(({ userId, rawStatus }) => [userId, rawStatus])).toEqual([
      ['u-bob', 'OFFLINE'],
      ['u-dan', 'WRAP_UP'],
    ]);
  });

  it('gets the ids of a view as the document writes them, and shows nobody else', async () => {
    await connect();
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues(QUEUE) }));
    const seen = await rollcall.until(({ health }) => health.state === 'live');
    expect(kore.calls.map(({ body }) => body)).toContainEqual({ queueIds: [QUEUE] });
    expect([seen.view?.filter, seen.agents.map(({ userId }) => userId)]).toEqual([queues(QUEUE), ['u-ann']]);
  });

  it('is read once for a hundred refreshes at the same time', async () => {
    await connect();
    const before = kore.countOf('availability');
    const release = kore.hold('availability');
    const windows = Array.from({ length: 100 }, (_, index) => `window-${index % 4}`);
    const refreshes = windows.map((id) =>
      rollcall.app.router.dispatch('team:refresh', [], { transport: 'window', id }),
    );
    await kore.received('availability', before + 1);
    release();
    expect((await Promise.all(refreshes)).filter(({ ok }) => ok).length).toBe(100);
    expect(kore.countOf('availability')).toBe(before + 1);
  });

  it('keeps the last team behind a captive portal, and says so', async () => {
    await connect();
    const { agents, asOf } = rollcall.app.team();
    kore.reply('both', REPLIES.portalPage);
    const seen = await rollcall.nextPoll();
    expect([seen.agents, seen.asOf]).toEqual([agents, asOf]);
    expect(seen.health.state).toBe('offline');
    expect(seen.health.message).toContain('Sign in to the network');
    kore.reply('both', null);
    await move('ann', 'BUSY');
    expect(find(rollcall.app.team(), 'ann')?.status).toBe('BUSY');
  });
});

it('counts who needs attention by the limits of the settings, as time passes', async () => {
  await connect();
  const { attention, refreshAt } = rollcall.app.team();
  expect([attention, refreshAt]).toEqual([0, bench.clock.now() + 20 * 60_000]);
  const limits = { byStatus: { AWAY: 30, BUSY: 45 }, secondary: [{ name: 'lunch', minutes: 5 }] };
  await rollcall.get('settings:update', { limits });
  expect(rollcall.app.team().attention).toBe(1);
});

it('keeps what an agent says beside what routing says, and drops it once they agree', async () => {
  await connect();
  const start = bench.clock.now();
  team = team.map((each) =>
    each.id === 'bob'
      ? { ...each, bucket: 'AWAY', records: [{ primary: 'BUSY', secondary: 'NBK', start, end: null }] }
      : each,
  );
  kore.setTeam(team);
  await rollcall.nextPoll();
  const apart = await rollcall.until((seen) => find(seen, 'bob')?.selfReported !== undefined);
  expect(find(apart, 'bob')).toMatchObject({
    status: 'AWAY',
    secondaryStatus: null,
    selfReported: { primaryStatus: 'BUSY', secondaryStatus: 'NBK', startedAt: start },
  });
  await move('bob', 'BUSY');
  expect(find(await rollcall.get('team:snapshot'), 'bob')).not.toHaveProperty('selfReported');
});

describe('notifications', () => {
  const raised = (): unknown[] => rollcall.pushed.filter(({ name }) => name === 'notice:raised');

  it('are not given before the user has chosen, and then tell each change', async () => {
    await connect();
    await move('ann', 'BUSY');
    expect(raised()).toEqual([]);
    expect(await rollcall.get('settings:update', { notify: 'every-change' })).toMatchObject({ notify: 'every-change' });
    expect(raised()).toMatchObject([{ payload: { title: 'Nobody is available' } }]);
    await move('bob', 'AWAY');
    expect(raised().slice(1)).toEqual([
      {
        name: 'notice:raised',
        payload: {
          id: expect.stringMatching(/.\/every-change:u-bob$/) as string,
          title: 'Agent bob: AWAY',
          body: 'Was BUSY for at least 1 minute.',
          userId: 'u-bob',
          connectionId: expect.any(String) as string,
          isDemo: false,
        },
      },
    ]);
  });

  it('name nobody while names are hidden', async () => {
    await connect();
    await rollcall.get('settings:update', { notify: 'every-change' });
    const changed = rollcall.next('settings:changed');
    rollcall.app.hideNames(true);
    expect(await changed).toMatchObject({ isMasked: true });
    await move('bob', 'AWAY');
    expect(raised()).toMatchObject([{ payload: { title: 'A. b.: AWAY', userId: 'u-bob' } }]);
  });

  it('tell only what the team needs when that was chosen', async () => {
    await connect();
    await rollcall.get('settings:update', { notify: 'team-needs-me' });
    await move('bob', 'AWAY');
    expect(raised()).toEqual([]);
    await move('ann', 'BUSY');
    expect(raised()).toMatchObject([
      { payload: { id: expect.stringMatching(/.\/nobody:team$/) as string, title: 'Nobody is available' } },
    ]);
  });
});
