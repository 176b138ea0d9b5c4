import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrayFeed } from '../../electron/desktop/tray/tray-feed.ts';
import type { TeamSnapshot } from '../../electron/shared/model.ts';
import { writeViewFile } from '../../electron/shared/views/view-file.ts';
import type { TrayState } from '../../electron/desktop/tray/tray-state.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { fakeDraft, fakeView, queues } from '../support/fake-views.ts';
import { startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** Views over the core: what they decide, what they cost, and what is left of them after a restart. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;
let rollcall: TestApp;

const QUEUE = 'qu-billing';
const agent = (id: string, bucket: string, more: Partial<KoreAgent> = {}): KoreAgent => ({
  id,
  firstName: 'Agent',
  lastName: id,
  bucket,
  ...more,
});
const ids = ({ agents }: TeamSnapshot): string[] => agents.map(({ userId }) => userId).sort();
const isLive = ({ health }: TeamSnapshot): boolean => health.state === 'live';
const AWAY_ONLY = fakeDraft({ name: 'Away only', statuses: ['AWAY'] });

beforeEach(async () => {
  bench = await createTestBench();
  keychain = createFakeKeychain();
  const lunch = { primary: 'AWAY', secondary: 'Lunch', start: bench.clock.now() - 600_000, end: null };
  kore = await startKoreServer(
    [
      agent('ann', 'AVAILABLE', { queueIds: [QUEUE] }),
      agent('bob', 'BUSY'),
      agent('cleo', 'AWAY', { records: [lunch] }),
    ],
    bench.clock.now,
  );
  rollcall = await bench.open({ keychain });
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'keychain');
  await rollcall.until(({ agents }) => agents.some(({ since }) => since.precision === 'exact'));
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

describe('the open view', () => {
  it('decides team, counts, attention and tray at once, without a call', async () => {
    const trayStates: TrayState[] = [];
    const feed = createTrayFeed({
      core: rollcall.app,
      clock: bench.clock,
      options: () => ({
        metric: 'away',
        isNumberInIcon: false,
        tooltipMax: null,
        refreshRunsAt: null,
        startsAtLogin: null,
        updateVersion: null,
      }),
      show: (state) => trayStates.push(state),
    });
    await rollcall.get('settings:update', { limits: { byStatus: { AWAY: 5, BUSY: 45 }, secondary: [] } });
    expect(rollcall.app.team().attention).toBe(1);
    const before = kore.calls.length;
    const list = await rollcall.get(
      'view:save',
      openId(rollcall),
      fakeDraft({ name: 'Not away', statuses: ['AVAILABLE', 'BUSY'] }),
    );
    expect(list).toMatchObject({ views: [{ name: 'Not away' }], activeId: list.views[0]?.id });
    expect([ids(rollcall.app.team()), rollcall.app.team().attention]).toEqual([['u-ann', 'u-bob'], 0]);
    bench.clock.advance(1_000);
    expect(trayStates.at(-1)).toMatchObject({ title: '0' });
    expect(trayStates.at(-1)?.tooltip).toBe('Billing, view Not away\n1 available, 1 busy, 0 away, 0 offline');
    expect(kore.calls.length).toBe(before);
    feed.stop();
  });

  it('decides who gives a notice: who comes into it and who leaves it', async () => {
    await rollcall.get('settings:update', { notify: 'every-change' });
    await rollcall.get('view:save', openId(rollcall), AWAY_ONLY);
    kore.setTeam([agent('ann', 'BUSY'), agent('bob', 'AWAY'), agent('cleo', 'AVAILABLE')]);
    await rollcall.nextPoll();
    const raised = rollcall.pushed.filter(({ name }) => name === 'notice:raised').map(({ payload }) => payload);
    expect(raised).toMatchObject([{ title: 'Agent cleo: AVAILABLE' }, { title: 'Agent bob: AWAY' }]);
    await rollcall.get('view:open', openId(rollcall), null);
    expect(rollcall.pushed.filter(({ name }) => name === 'notice:raised').length).toBe(2);
  });

  it('of a queue whose members nobody knows yet costs neither the times of the others nor the trend', async () => {
    kore.move('bob', 'AWAY');
    const { agents } = await rollcall.nextPoll();
    const since = agents.find(({ userId }) => userId === 'u-bob')?.since;
    expect(since?.precision).toBe('observed');
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues(QUEUE) }));
    await rollcall.until((team) => isLive(team) && ids(team).join() === 'u-ann');
    for (let poll = 0; poll < 4; poll += 1) {
      bench.clock.advance(60_000);
      await rollcall.nextPoll();
    }
    await rollcall.get('view:open', openId(rollcall), null);
    const everybody = rollcall.app.team();
    expect(everybody.agents.find(({ userId }) => userId === 'u-bob')?.since).toEqual(since);
    expect(isLive(everybody)).toBe(true);
    const { buckets } = await rollcall.get('trend:get', 1);
    expect(buckets.slice(-5).map((bucket) => bucket?.total)).toEqual([3, 3, 3, 3, 3]);
  });

  it('is sent to every window, and the team with it', async () => {
    await rollcall.get('view:save', openId(rollcall), AWAY_ONLY);
    const named = rollcall.pushed.filter(({ name }) => name === 'view:changed').map(({ payload }) => payload);
    expect(named.at(-1)).toMatchObject({ views: [{ name: 'Away only' }] });
    const last = rollcall.pushed.findLast(({ name }) => name === 'team:changed')?.payload;
    expect(last).toMatchObject({ view: { name: 'Away only' }, removed: ['u-ann', 'u-bob'], counts: { total: 1 } });
  });

  it('is still open after a restart, and shows its own last team before the first answer', async () => {
    await rollcall.get('view:save', openId(rollcall), AWAY_ONLY);
    await rollcall.app.stop();
    const release = kore.hold('availability');
    const later = await bench.open({ keychain });
    void later.app.start();
    const seen = await later.until(({ asOf }) => asOf !== null);
    expect([ids(seen), seen.view?.name]).toEqual([['u-cleo'], 'Away only']);
    await later.get('view:open', openId(later), null);
    expect(ids(later.app.team())).toEqual(['u-ann', 'u-bob', 'u-cleo']);
    const cleo = later.app.team().agents.find(({ userId }) => userId === 'u-cleo');
    expect([cleo?.secondaryStatus, cleo?.since.precision]).toEqual(['Lunch', 'exact']);
    release();
    await later.until(isLive);
  });

  it('falls back to everybody when it is removed', async () => {
    const { activeId } = await rollcall.get('view:save', openId(rollcall), AWAY_ONLY);
    await rollcall.get('view:remove', openId(rollcall), activeId ?? '');
    expect(await rollcall.get('view:list')).toMatchObject({ views: [], activeId: null });
    expect([ids(rollcall.app.team()).length, rollcall.app.team().view]).toEqual([3, null]);
  });

  it('keeps up with an agent that is in another bucket with every poll', async () => {
    await rollcall.get('view:save', openId(rollcall), AWAY_ONLY);
    for (const bucket of ['AWAY', 'BUSY', 'AWAY', 'OFFLINE', 'AWAY']) {
      kore.move('bob', bucket);
      const seen = await rollcall.nextPoll();
      expect(ids(seen)).toEqual(bucket === 'AWAY' ? ['u-bob', 'u-cleo'] : ['u-cleo']);
    }
  });

  it('matches a secondary status once status details are read', async () => {
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ secondaryStatuses: ['lunch'] }));
    expect(ids(rollcall.app.team())).toEqual(['u-cleo']);
    kore.move('cleo', 'AVAILABLE');
    expect(ids(await rollcall.nextPoll())).toEqual([]);
    expect(rollcall.app.team()).toMatchObject({ counts: { total: 0 }, health: { state: 'live' } });
  });
});

describe('a connection of this session', () => {
  it('takes its views and the open one along when it is saved', async () => {
    const session = await rollcall.get('connection:save', formFor(kore, { name: 'Trial' }), 'session');
    const { activeId } = await rollcall.get('view:save', openId(rollcall), AWAY_ONLY);
    const form = formFor(kore, { id: session.profile?.id ?? '', name: 'Trial' });
    const saved = await rollcall.get('connection:save', form, 'keychain');
    expect(saved.profile?.id).toBe(session.profile?.id);
    expect(await rollcall.get('view:list')).toMatchObject({ views: [{ name: 'Away only' }], activeId });
    await rollcall.app.stop();
    const later = await bench.open({ keychain });
    void later.app.start();
    expect((await later.until(isLive)).view?.name).toBe('Away only');
  });
});

describe('ids', () => {
  it('that Kore.ai refuses are named beside their list, and keep nothing from working', async () => {
    kore.refuseIds('qu-gone', 'a-gone');
    const filter = { queueIds: ['qu-gone'], skillIds: ['65d74b5d6610c92860cf0001'], agentIds: ['a-gone', 'a-bob'] };
    const before = kore.countOf('availability');
    const { agents, refusals, refusal } = await rollcall.get('view:check', filter);
    expect([agents, refusal, Object.keys(refusals)]).toEqual([null, null, ['queueIds', 'agentIds']]);
    expect(refusals.queueIds).toContain('It said: "Validation errors/ Invalid arguments: qu-gone"');
    expect(refusals.agentIds).toContain('Invalid arguments: a-gone');
    expect(kore.countOf('availability') - before).toBe(4);
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter }));
    const seen = await rollcall.until(({ health }) => health.state === 'stale');
    expect(seen).toMatchObject({ asOf: null, agents: [] });
    expect(seen.health.message).toContain('Invalid arguments: qu-gone');
    await rollcall.get('view:open', openId(rollcall), null);
    expect(ids(rollcall.app.team()).length).toBe(3);
    await rollcall.until(isLive);
  });

  it('that are taken cost one call to check, and the next poll still sees what changed meanwhile', async () => {
    kore.move('bob', 'AWAY');
    const before = kore.countOf('availability');
    const everybody = { queueIds: [], skillIds: [], agentIds: [] };
    expect(await rollcall.get('view:check', everybody)).toEqual({ agents: 3, refusals: {}, refusal: null });
    expect(kore.countOf('availability') - before).toBe(1);
    expect((await rollcall.nextPoll()).counts).toMatchObject({ BUSY: 0, AWAY: 2 });
  });

  it('that nobody has any more give an empty team that is live', async () => {
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues('qu-removed') }));
    expect(await rollcall.until(isLive)).toMatchObject({ agents: [], counts: { total: 0 }, view: { name: 'Leads' } });
  });
});

describe('files', () => {
  it('bring views in, which are saved in the settings with the connection', async () => {
    const file = writeViewFile([fakeView({ filter: queues(QUEUE) }), fakeView({ name: 'At lunch' })]);
    const imported = await rollcall.get('view:import', openId(rollcall), file);
    expect([imported.added, imported.list.activeId]).toEqual([2, null]);
    await rollcall.get('view:import', openId(rollcall), file);
    const settings = JSON.parse(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8')) as {
      readonly connections: readonly { readonly views: readonly { readonly name: string }[] }[];
    };
    const names = settings.connections[0]?.views.map(({ name }) => name);
    expect(names).toEqual(['Leads', 'At lunch', 'Leads (2)', 'At lunch (2)']);
  });

  it('may be longer than any other command, up to their own limit', async () => {
    expect(await rollcall.ask('view:import', openId(rollcall), ' '.repeat(500_000))).toMatchObject({
      error: { message: expect.stringContaining('not a file of views') as string },
    });
    expect(await rollcall.ask('view:import', openId(rollcall), ' '.repeat(500_001))).toMatchObject({ ok: false });
    expect((await rollcall.get('view:list')).views).toEqual([]);
  });
});
