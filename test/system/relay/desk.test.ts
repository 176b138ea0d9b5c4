import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toDeskSecret, encodeItem } from '../../../electron/connections/secret.ts';
import { writeDeskLine } from '../../../electron/relay/broker/desk-line.ts';
import { connectBroker } from '../../../electron/relay/broker/session.ts';
import { checkBroker } from '../../../electron/relay/publish/check.ts';
import { sealed } from '../../../electron/relay/wire/envelope.ts';
import { publicKeyText } from '../../../electron/relay/wire/keys.ts';
import { topicOf } from '../../../electron/relay/wire/topics.ts';
import type { SettingsDocument } from '../../../electron/settings/types.ts';
import { EVERYBODY, type DeskAccess, type QueueState, type TeamSnapshot } from '../../../electron/shared/model.ts';
import { lockFile } from '../../../electron/files/lock-file.ts';
import { brokerTexts } from '../../../electron/shared/texts/relay/broker.ts';
import type { Clock } from '../../../electron/shared/clock.ts';
import { messageFor } from '../../../electron/shared/result.ts';
import { commandTexts } from '../../../electron/shared/texts/terminal/terminal-commands.ts';
import { terminalTexts } from '../../../electron/shared/texts/terminal/terminal.ts';
import { deskTexts } from '../../../electron/shared/texts/relay/desk.ts';
import { runTerminal } from '../../../electron/terminal/run.ts';
import { createSystemClock } from '../../../electron/time/system-clock.ts';
import { createBrokerRoles } from '../../support/broker-roles.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { createFakeTerminal } from '../../support/fake-terminal.ts';
import { inUtc } from '../../support/fixed-zone.ts';
import { createFakeKeychain } from '../../support/fake-keychain.ts';
import { makeOwner } from '../../support/owner-bench.ts';
import { createPublisherBench, newKeys, SITE, type PublisherBench } from '../../support/publisher-bench.ts';
import { createTestBench, type TestApp, type TestBench } from '../../support/test-app.ts';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

let publishing: PublisherBench;
let bench: TestBench;
beforeEach(async () => {
  publishing = await createPublisherBench();
  bench = await createTestBench(publishing.clock);
});
afterEach(async () => {
  await bench.stop();
  await publishing.stop();
});

const keys = newKeys();

const accessOf = (): DeskAccess => ({
  broker: publishing.broker.url,
  site: SITE,
  deskId: 'desk-1',
  audience: 'names',
  views: ['everybody'],
  keys: [publicKeyText(keys.key)],
});

/** Saves one desk, whose password is in the keychain that comes back. */
async function saveDesk(patch: Partial<DeskAccess> = {}) {
  const access: DeskAccess = { ...accessOf(), ...patch };
  const profile = connectionProfile({
    ...{ id: 'desk', name: 'Desk', auth: 'desk', clientId: null, relay: access },
    ...{ host: access.broker, accountId: SITE, botId: access.audience },
  });
  await writeFile(
    path.join(bench.dataFolder, 'settings.json'),
    JSON.stringify({ version: 1, connections: [{ profile }], activeConnectionId: 'desk' }),
  );
  const keychain = createFakeKeychain();
  keychain.items.set('desk', encodeItem(toDeskSecret(access, 'password')));
  return keychain;
}

const noCall = () => Promise.reject(new Error('A desk makes no call.'));

/** An app with one saved desk, which calls nobody. */
async function openDesk(patch: Partial<DeskAccess> = {}): Promise<TestApp> {
  const keychain = await saveDesk(patch);
  const desk = await bench.open({
    keychain,
    openWith: 'saved',
    fetch: noCall,
  });
  void desk.app.start();
  return desk;
}

const byId = (agents: TeamSnapshot['agents']) => agents.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));

it('shows the same team, counts and queues as its publisher, and follows it', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  const desk = await openDesk();
  await publishing.until(() => desk.app.team().health.state === 'live' && desk.app.team().agents.length > 0);
  await publishing.pass(40_000);
  // What is read of status details between two polls is published a little later.
  const isSame = (): boolean => isDeepStrictEqual(byId(desk.app.team().agents), byId(publisher.app.team().agents));
  await publishing.until(isSame);

  const [theirs, ours] = [publisher.app.team(), desk.app.team()];
  expect(ours.health).toMatchObject({ state: 'live', message: '' });
  expect(ours.counts).toEqual(theirs.counts);
  expect(byId(ours.agents)).toEqual(byId(theirs.agents));
  expect(ours.queues).toEqual(theirs.queues);
  expect(ours.agents.length).toBeGreaterThan(0);
  expect(desk.surprises).toEqual([]);
});

it('reads history and the day of each agent from what is published, without a call', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  const desk = await openDesk();
  await publishing.until(() => desk.app.team().health.state === 'live' && desk.app.team().agents.length > 0);
  const date = new Date(publishing.clock.now()).toISOString().slice(0, 10);
  const request = { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null } as const;
  await publisher.get('history:read', request);
  await publishing.pass(6 * 60_000); // a day is published every 5 minutes
  const reading = desk.ask('history:read', request);
  await publishing.pass(6_000);
  const read = await reading;
  const [theirs, ours] = [
    await publisher.get('history:day', request, date),
    await desk.get('history:day', request, date),
  ];
  expect(read).toMatchObject({ ok: true, value: { notPublished: deskTexts.notPublished.notYet, stopped: null } });
  expect(ours.agents.length).toBe(theirs.agents.length);
  // What was published is as old as that: what had ended by then is the same.
  const readAt = (await desk.get('history:get', request)).days[0]?.readAt ?? 0;
  const ended = (agents: typeof ours.agents) =>
    agents
      .map(({ userId, intervals }) => [userId, intervals.filter(({ end }) => (end ?? Infinity) < readAt)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(ended(ours.agents)).toEqual(ended(theirs.agents));
  expect(ended(ours.agents).some(([, intervals]) => intervals.length > 0)).toBe(true);
});

it('says which link is down and keeps the last good team: publisher, broker, and back', async () => {
  const { stop } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  const desk = await openDesk();
  const isLive = (): boolean => desk.app.team().health.state === 'live' && desk.app.team().agents.length > 0;
  await publishing.until(isLive);

  await stop();
  await publishing.until(() => desk.app.team().health.state !== 'live');
  const { agents, health } = desk.app.team();
  expect(health).toMatchObject({ state: 'stale', link: 'publisher' });
  expect(agents.length).toBeGreaterThan(0);

  publishing.broker.cut();
  await publishing.until(() => desk.app.team().health.link === 'broker');
  expect(desk.app.team().agents).toEqual(agents);

  await publishing.publisher({ key: keys.key, keys: [keys.pinned], publisher: 'publisher-2' });
  await publishing.until(isLive);
  expect(desk.surprises).toEqual([]);
});

it('stays live and equal to its publisher in a flood of messages that this has not signed', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  const desk = await openDesk();
  await publishing.until(() => desk.app.team().health.state === 'live' && desk.app.team().agents.length > 0);
  const stranger = await connectAsync(publishing.broker.url, { clientId: 'stranger', protocolVersion: 4 });
  const topics = [
    topicOf(SITE, { kind: 'delta', audience: 'names', view: 'everybody' }),
    topicOf(SITE, { kind: 'publisher', publisher: 'publisher-1' }),
    topicOf(SITE, { kind: 'publisher', publisher: 'stranger' }),
  ];
  const stamp = { epoch: publishing.clock.now() * 2, publisher: 'stranger', revision: 1, asOf: 1, sentAt: 1 };
  const { key } = newKeys();
  const forged = topics.map((topic) => ({ topic, bytes: sealed(topic, stamp, 1, Buffer.alloc(20_000), key) }));
  const pushed = desk.pushed.length;
  for (let round = 0; round < 1_000; round += 1) {
    for (const { topic, bytes } of forged) stranger.publish(topic, bytes);
  }
  await stranger.publishAsync('end', '', { qos: 1 });
  await publishing.pass(40_000);
  const isSame = (): boolean => isDeepStrictEqual(byId(desk.app.team().agents), byId(publisher.app.team().agents));
  await publishing.until(isSame);
  const { state, message } = desk.app.team().health;
  expect(state).toBe('live');
  expect(message).toContain('that the publisher has not signed were refused');
  expect(desk.pushed.length - pushed).toBeLessThan(300);
  await stranger.endAsync();
});

it('has the views of its publisher, and may not change them', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
  const away = { ...EVERYBODY, id: null, name: 'Away', statuses: ['AWAY' as const] };
  const saved = await publisher.get('view:save', of, away);
  const viewId = saved.activeId ?? '';
  const desk = await openDesk({ views: ['everybody', viewId] });
  await publishing.until(() => desk.app.team().health.state === 'live');
  await publishing.pass(60_000);

  const list = await desk.get('view:list');
  expect(list.views.map(({ name }) => name)).toEqual(['Away']);
  await desk.get('view:open', 'desk', viewId);
  const names = (team: TeamSnapshot) => team.agents.map(({ name }) => name).toSorted();
  await publishing.until(() => names(desk.app.team()).join() === names(publisher.app.team()).join());
  expect(desk.app.team().counts.total).toBe(desk.app.team().counts.AWAY);
  expect(await desk.ask('view:remove', 'desk', viewId)).toMatchObject({ ok: false, error: { code: 'not-on-desk' } });
  expect(await desk.ask('rate-limit:get')).toMatchObject({ ok: false, error: { code: 'not-on-desk' } });
  expect(await desk.ask('view:check', EVERYBODY.filter)).toMatchObject({ ok: false, error: { code: 'not-on-desk' } });
});

it('limited to a view, shows only the queues that lie whole in it, as its publisher counts them, and says so', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.until(() => publisher.app.team().queues.length > 0);
  const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
  const theirs = publisher.app.team().queues;
  const queueIds = theirs.slice(0, 1).map(({ id }) => id);
  const billing = { ...EVERYBODY, id: null, name: 'Billing', filter: { ...EVERYBODY.filter, queueIds } };
  const viewId = (await publisher.get('view:save', of, billing)).activeId ?? '';
  await publishing.pass(60_000);
  const { code, io } = await run(['queues', '--json'], await saveDesk({ views: [viewId] }));
  const printed = JSON.parse(io.out.join('\n')) as readonly Pick<QueueState, 'id' | 'counts'>[];
  const totals = (queues: typeof printed) => queues.map(({ id, counts }) => [id, counts.total] as const);
  const ofPublisher = new Map(totals(theirs));
  expect([code, io.messages]).toEqual([0, expect.arrayContaining([deskTexts.queuesOutside])]);
  expect(totals(printed)).toEqual(printed.map(({ id }) => [id, ofPublisher.get(id)]));
  expect(printed.map(({ id }) => id)).toContain(queueIds[0]);
  expect(printed.length).toBeLessThan(theirs.length);
});

it.each([true, false])(
  'says why it has no queue where none lies whole in its view, with the app %j',
  async (withApp) => {
    const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
    await publishing.until(() => publisher.app.team().queues.length > 0);
    const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
    const away = { ...EVERYBODY, id: null, name: 'Away', statuses: ['AWAY' as const] };
    const viewId = (await publisher.get('view:save', of, away)).activeId ?? '';
    await publishing.pass(60_000);
    const keychain = await saveDesk({ views: [viewId] });
    const desk = withApp ? await openDesk({ views: [viewId] }) : null;
    const owner = desk === null ? null : await makeOwner(bench, desk);
    if (desk !== null) await publishing.until(() => desk.app.team().health.state === 'live');
    const { code, io } = await run(['queues'], keychain, withApp ? publishing.clock : undefined);
    expect([code, io.out, io.messages[0]]).toEqual([5, [], deskTexts.noQueueWhole]);
    await owner?.release();
  },
);

it('shows a wallboard counts as its publisher counts them', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  const desk = await openDesk({ audience: 'counts' });
  await publishing.until(() => desk.app.team().health.state === 'live');
  await publishing.until(() => desk.app.team().counts.total === publisher.app.team().counts.total);
  expect(desk.app.team()).toMatchObject({ agents: [], counts: publisher.app.team().counts });
});

/** A command may wait for another one, for which the clock of the publisher does not wait. */
const WAITING_MS = 24 * 3_600_000;

/** Runs a command on the computer of a desk, as long as it takes. */
async function run(
  args: readonly string[],
  keychain: ReturnType<typeof createFakeKeychain>,
  clock: Clock = createSystemClock(),
  input = '',
) {
  const io = createFakeTerminal(input);
  const ended = runTerminal(args, io, {
    ...{ version: '9.9.9', platform: 'linux', clock, random: Math.random, fetch: noCall },
    ...{
      localZone: inUtc(),
      dataFolder: bench.dataFolder,
      staticFolder: bench.dataFolder,
      createKeychain: () => keychain,
    },
    openUrl: () => Promise.resolve(true),
    onSurprise: (error) => {
      throw error;
    },
  });
  let code: number | null = null;
  void ended.then((exit) => (code = exit));
  await publishing.until(() => code !== null, WAITING_MS);
  return { code, io };
}

it('answers a single command with the first team, also where the clocks are months apart', async () => {
  await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const { code, io } = await run(['status', '--agents'], await saveDesk());
  expect([code, io.out[0]]).toEqual([0, expect.stringMatching(/^Desk \(demo data\): \d+ available/)]);
});

it('says of --agents that it has none where it has counts only', async () => {
  await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const keychain = await saveDesk({ audience: 'counts' });
  const [withAgents, without] = [await run(['status', '--agents'], keychain), await run(['status'], keychain)];
  expect([withAgents.code, withAgents.io.out]).toEqual([
    0,
    [expect.stringMatching(/^Desk \(demo data\): \d+ available/)],
  ]);
  expect(withAgents.io.messages).toContain(deskTexts.countsOnly.sentence);
  expect(without.io.messages).not.toContain(deskTexts.countsOnly.sentence);
});

/** A publisher with two views of its own, and a desk that has the counts of both. */
async function saveWallDesk() {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
  const views: string[] = [];
  for (const [name, status] of [['Billing', 'AWAY'] as const, ['Orders', 'BUSY'] as const]) {
    const saved = await publisher.get('view:save', of, { ...EVERYBODY, id: null, name, statuses: [status] });
    views.push(saved.activeId ?? '');
  }
  await publishing.pass(60_000);
  return { audience: 'counts', views } as const;
}

it.each([[[]], [['--everybody']], [['--agents']]])(
  'status %j has no sum of several counts, and says so',
  async (args) => {
    const keychain = await saveDesk(await saveWallDesk());
    const { code, io } = await run(['status', ...args], keychain);
    expect([code, io.out]).toEqual([2, [expect.stringContaining(': ? available, ? busy, ? away, ? offline')]]);
    expect(io.messages).toContain(deskTexts.countsOnly.chooseOneOf(['Billing', 'Orders']));
  },
);

it('knows the views of its publisher without the app, and keeps them', async () => {
  const keychain = await saveDesk(await saveWallDesk());
  const { code, io } = await run(['status', '--view', 'Orders'], keychain);
  expect([code, io.out]).toEqual([0, [expect.stringMatching(/Orders.*: 0 available, \d+ busy/)]]);
  const unknown = await run(['status', '--view', 'Sales'], keychain);
  expect([unknown.code, unknown.io.messages.at(-1)]).toEqual([2, expect.stringMatching(/Billing\n +Orders$/)]);
  const saved = JSON.parse(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8')) as SettingsDocument;
  expect(saved.connections[0]?.views.map(({ name }) => name)).toEqual(['Billing', 'Orders']);
});

it('beside the app has the counts of one of its views, no sum of several, and no queues', async () => {
  const access = await saveWallDesk();
  const keychain = await saveDesk(access);
  const desk = await openDesk(access);
  const owner = await makeOwner(bench, desk);
  await publishing.until(() => desk.app.team().health.state === 'live');
  await publishing.pass(1_000); // the views are saved
  const one = await run(['status'], keychain, publishing.clock);
  expect([one.code, one.io.out]).toEqual([0, [expect.stringMatching(/Billing.*: 0 available, 0 busy, \d+ away/)]]);
  const sum = await run(['status', '--everybody'], keychain, publishing.clock);
  expect([sum.code, sum.io.out]).toEqual([2, [expect.stringContaining(': ? available, ? busy')]]);
  expect(sum.io.messages).toContain(deskTexts.countsOnly.chooseOneOf(['Billing', 'Orders']));
  const queues = await run(['queues'], keychain, publishing.clock);
  expect([queues.code, queues.io.out, queues.io.messages[0]]).toEqual([5, [], deskTexts.countsOnly.queues]);
  await owner.release();
});

it.each([
  ['counts', ['history'], deskTexts.countsOnly.history],
  ['counts', ['queues'], deskTexts.countsOnly.queues],
  ['names', ['history', '2026-02-20'], deskTexts.notPublished.notRead],
  ['names', ['history', '2026-01-05'], deskTexts.notPublished.older('2026-01-28')],
  ['names', ['history', '2026-02-20', '--zone', 'Asia/Tokyo'], deskTexts.notPublished.zone('UTC')],
] as const)('with %s says why %j has no answer', async (audience, args, sentence) => {
  await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const { code, io } = await run(args, await saveDesk({ audience }));
  expect([code, io.out, io.messages.at(-1)]).toEqual([5, [], sentence]);
});

it('answers a single command with what was read last, long after the snapshot', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(6 * 60_000);
  const { code, io } = await run(['status', '--json'], await saveDesk({ audience: 'counts' }));
  const { takenAt, counts } = JSON.parse(io.out.join('\n')) as { takenAt: string; counts: unknown };
  expect(code).toBe(0);
  expect(publishing.clock.now() - Date.parse(takenAt)).toBeLessThan(60_000);
  expect(counts).toEqual(publisher.app.team().counts);
});

it('marks the demo of a publisher in single commands, the first one too, and keeps that', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const date = new Date(publishing.clock.now()).toISOString().slice(0, 10);
  await publisher.get('history:read', { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null });
  await publishing.pass(6 * 60_000);
  const keychain = await saveDesk();
  const said = async (...args: readonly string[]) => {
    const { code, io } = await run(args, keychain);
    return { code, text: [...io.out, ...io.written].join('\n'), notes: io.messages };
  };
  const note = 'This is demo data: the publisher of this desk plays it.';

  const history = await said('history', date, '--csv');
  // For this computer, whose clock is months ahead, that day is over and its rest not published.
  expect([history.code, history.notes[0]]).toEqual([8, note]);
  expect(history.text).toContain('Demo data, no real agents.');
  const status = await said('status', '--json');
  expect([status.code, status.notes, JSON.parse(status.text)]).toMatchObject([0, [note], { demo: true }]);
  const queues = await said('queues');
  expect([queues.code, queues.notes]).toEqual([0, [note]]);
  expect(queues.text).toContain(' available, ');
  expect((await said('alerts')).notes).toContain(note);
  const saved = JSON.parse(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8')) as SettingsDocument;
  const { timeZone } = publisher.app.connection().profile ?? {};
  expect(saved.connections[0]?.profile).toMatchObject({ isDemo: true, timeZone });
});

it('says within seconds that its line was revoked, and whom to ask', async () => {
  const of = (user: string) => ({
    password: user === 'desk-1' ? 'password' : 'secret',
    subscribe: ['#'],
    publish: ['#'],
  });
  const roles = createBrokerRoles({ 'publisher-1': of('publisher-1'), 'desk-1': of('desk-1') });
  await publishing.stop();
  publishing = await createPublisherBench(roles.options, publishing.clock);
  await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  const desk = await openDesk();
  await publishing.until(() => desk.app.team().health.state === 'live');
  await publishing.pass(61_000);
  roles.revoke('desk-1');
  await publishing.pass(11_000);
  const { health, agents } = desk.app.team();
  expect(health).toMatchObject({ state: 'unauthorized', link: 'broker' });
  expect(health.message).toContain('Ask whoever enrolled this desk for a new line.');
  expect(agents.length).toBeGreaterThan(0);
});

/** How often somebody connected as the desk: whom a second one cuts off comes back. */
function followConnections() {
  const seen = { connections: 0 };
  publishing.broker.broker.on('client', ({ id }) => void (seen.connections += Number(id === 'desk-1')));
  return seen;
}

it('has the days for a command from the app beside it, and leaves the connection of that alone', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const date = new Date(publishing.clock.now()).toISOString().slice(0, 10);
  await publisher.get('history:read', { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null });
  await publishing.pass(6 * 60_000);
  const desk = await openDesk();
  const owner = await makeOwner(bench, desk);
  await publishing.until(() => desk.app.team().health.state === 'live');
  const seen = followConnections();
  const { code, io } = await run(['history', date, '--csv'], await saveDesk(), publishing.clock);
  expect(code).toBe(0);
  expect(io.written.join('').split('\n').length).toBeGreaterThan(10);
  expect((await run(['status'], await saveDesk(), publishing.clock)).code).toBe(0);
  expect(seen).toEqual({ connections: 0 });
  const line = writeDeskLine({ name: 'Desk', password: 'password', access: accessOf() });
  const again = await run(['connect', '--desk-stdin'], await saveDesk(), publishing.clock, line);
  expect(again.io.out.join(' ')).toContain(deskTexts.openInApp);

  await publishing.broker.stop();
  const refused = brokerTexts.byCode['connection-refused'];
  await publishing.until(() => desk.app.team().health.message.includes(refused));
  const failed = await run(['history', date], await saveDesk(), publishing.clock);
  expect(failed.io.messages.join(' ')).toContain(refused);
  await owner.release();
});

/** A publisher with a view of whoever has these letters in the name, whose day is published, and a desk that sees it alone. */
async function saveDeskOfView(name: string, text: string) {
  const { app: publisher, stop } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
  const { activeId } = await publisher.get('view:save', of, { ...EVERYBODY, id: null, name, text });
  const date = new Date(publishing.clock.now()).toISOString().slice(0, 10);
  await publisher.get('history:read', { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null });
  await publishing.pass(6 * 60_000);
  const access = { audience: 'names', views: [activeId ?? ''] } as const;
  return {
    access,
    date,
    stop,
    names: publisher.app
      .team()
      .agents.map((agent) => agent.name)
      .toSorted(),
  };
}

/** Whom a CSV of the history names. */
const namesIn = (csv: string): readonly string[] =>
  [...new Set(csv.split('\n').flatMap((row) => row.split(',')[2] ?? []))].filter((name) => name !== 'name').toSorted();

it('has the history of a view of its publisher, of which it has not heard before, with the app and without', async () => {
  const { access, date, stop, names } = await saveDeskOfView('Lees', 'le');
  const args = ['history', date, '--view', 'lees', '--csv'];
  const alone = await run(args, await saveDesk(access), publishing.clock);
  const shown = namesIn(alone.io.written.join(''));
  expect([alone.code, shown.length > 1]).toEqual([0, true]);
  expect(names).toEqual(expect.arrayContaining([...shown])); // the others have no record today

  const keychain = await saveDesk(access);
  const desk = await openDesk(access);
  const owner = await makeOwner(bench, desk);
  await publishing.until(() => desk.app.team().health.state === 'live');
  await publishing.pass(1_000); // the views are saved
  const beside = await run(args, keychain, publishing.clock);
  expect([beside.code, namesIn(beside.io.written.join(''))]).toEqual([0, shown]);
  const unknown = await run(['history', date, '--view', 'Sales'], keychain, publishing.clock);
  expect([unknown.code, unknown.io.messages.at(-1)]).toEqual([
    2,
    expect.stringMatching(/^There is no view.*\n +Lees$/s),
  ]);
  await owner.release();
  await desk.app.stop();

  await stop();
  await publishing.pass(6_000);
  const stopped = await run(args, await saveDesk(access), publishing.clock);
  expect(namesIn(stopped.io.written.join(''))).toEqual(shown);
});

it('knows the views of its publisher once it is connected', async () => {
  const { access } = await saveDeskOfView('Lees', 'le');
  const line = writeDeskLine({ name: 'New', password: 'password', access: { ...accessOf(), ...access } });
  const connected = await run(['connect', '--desk-stdin'], createFakeKeychain(), publishing.clock, line);
  expect(connected.code).toBe(0);
  const saved = JSON.parse(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8')) as SettingsDocument;
  expect(saved.connections[0]?.views.map(({ name }) => name)).toEqual(['Lees']);
});

it.each([
  ['says nothing of another publisher that is retained there', { kind: 'publisher', publisher: 'a-stranger' }, false],
  ['says that somebody else has put a view there', { kind: 'views', audience: 'names' }, true],
] as const)('waits in a command for its publisher, and %s', async (_name, place, isSaid) => {
  await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const topic = topicOf(SITE, place);
  const stamp = { epoch: 1, publisher: 'a-stranger', revision: 1, asOf: 1, sentAt: 1 };
  const stranger = await connectAsync(publishing.broker.url, { clientId: 'stranger', protocolVersion: 4 });
  const forged = sealed(topic, stamp, 1, Buffer.alloc(20), newKeys().key);
  await stranger.publishAsync(topic, forged, { retain: true, qos: 1 });
  await stranger.endAsync();
  const { code, io } = await run(['status'], await saveDesk());
  // Without the views, nobody knows that it is demo data.
  expect([code, io.out]).toEqual([0, [expect.stringMatching(/^Desk( \(demo data\))?: \d+ available/)]]);
  expect(io.messages.join(' ').includes('that the publisher has not signed were refused')).toBe(isSaid);
});

it('has the last counts with their time where the publisher cannot read Kore.ai, with the app and without', async () => {
  let isDown = false;
  const fetch: typeof globalThis.fetch = (...args) =>
    isDown ? Promise.reject(new TypeError('fetch failed')) : globalThis.fetch(...args);
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] }, { fetch });
  await publishing.pass(20_000);
  isDown = true;
  await publishing.until(() => publisher.app.team().health.state === 'offline');
  await publishing.pass(1_000);
  const alone = await run(['status'], await saveDesk(), publishing.clock);
  const desk = await openDesk();
  const owner = await makeOwner(bench, desk);
  await publishing.until(() => desk.app.team().health.link === 'kore');
  const beside = await run(['status'], await saveDesk(), publishing.clock);
  await owner.release();
  expect([alone.code, alone.io.out]).toEqual([5, [expect.stringMatching(/ available, .*\(as of /)]]);
  expect([beside.code, beside.io.out]).toEqual([alone.code, alone.io.out]);
  expect([alone.io.messages, beside.io.messages].map((said) => said.at(-1))).toEqual([
    expect.stringContaining(deskTexts.kore('')),
    expect.stringContaining(deskTexts.kore('')),
  ]);
});

it('has the last counts with their time where the publisher has stopped, with the app and without', async () => {
  const { app: publisher, stop } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(50_000);
  const { counts } = publisher.app.team();
  await stop();
  await publishing.pass(6_000);
  const alone = await run(['status'], await saveDesk(), publishing.clock);
  const json = await run(['status', '--json'], await saveDesk(), publishing.clock);
  const desk = await openDesk();
  const owner = await makeOwner(bench, desk);
  await publishing.until(() => isDeepStrictEqual(desk.app.team().counts, counts));
  const beside = await run(['status'], await saveDesk(), publishing.clock);
  await owner.release();
  expect([alone.code, alone.io.out]).toEqual([5, [expect.stringMatching(/ available, .*\(as of /)]]);
  expect([beside.code, beside.io.out]).toEqual([alone.code, alone.io.out]);
  for (const { io } of [alone, json, beside]) expect(io.messages.at(-1)).toBe(deskTexts.publisher.gone);
  expect([json.code, JSON.parse(json.io.out.join(''))]).toMatchObject([
    5,
    { counts, health: { state: 'stale', nextAt: null } },
  ]);
});

it('has the last queues with their time where the publisher has stopped, with the app and without', async () => {
  const { app: publisher, stop } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.until(() => publisher.app.team().queues.length > 0);
  await publishing.pass(50_000);
  await stop();
  await publishing.pass(6_000);
  const alone = await run(['queues'], await saveDesk(), publishing.clock);
  const json = await run(['queues', '--json'], await saveDesk(), publishing.clock);
  const desk = await openDesk();
  const owner = await makeOwner(bench, desk);
  await publishing.until(
    () => (desk.app.team().health.link ?? null) === 'publisher' && desk.app.team().queues.length > 0,
  );
  const beside = await run(['queues'], await saveDesk(), publishing.clock);
  await owner.release();
  expect([alone.code, alone.io.out.length]).toEqual([5, publisher.app.team().queues.length]);
  expect(alone.io.out[0]).toMatch(/: \d+ available, .*\(as of .*, members as of .*\)$/);
  expect([beside.code, beside.io.out]).toEqual([alone.code, alone.io.out]);
  for (const { io } of [alone, json, beside]) expect(io.messages.at(-1)).toBe(deskTexts.publisher.gone);
  const [queue] = JSON.parse(json.io.out.join('')) as { countedAt: string }[];
  expect([json.code, publishing.clock.now() - Date.parse(queue?.countedAt ?? '') > 5_000]).toEqual([5, true]);
});

it('finds queues and agents by name in a single command, and says which queues a desk has', async () => {
  const { app: publisher } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.until(() => publisher.app.team().queues.length > 0);
  await publishing.pass(31_000); // the catch-up has them, the snapshot does not
  const { queues, agents } = publisher.app.team();
  const keychain = await saveDesk();
  const total = async (...args: readonly string[]) => {
    const { io } = await run(['status', ...args, '--format', '{total}'], keychain, publishing.clock);
    return io.out[0];
  };
  expect(await total('--queue', queues[0]?.name ?? '')).toBe(String(queues[0]?.counts.total));
  expect(await total('--agent', agents[0]?.name ?? '')).toBe('1');
  const said = async (...args: readonly string[]) => {
    const { code, io } = await run(['status', ...args], keychain, publishing.clock);
    return [code, io.messages.at(-1)];
  };
  const none = expect.stringMatching(/^There is no queue "Nowhere"\. There are:\n/) as string;
  const unknown = await said('--queue', 'Nowhere');
  expect(unknown).toEqual([2, none]);
  expect(String(unknown[1]).split('\n').at(-1)).toBe(deskTexts.queuesWhole);
  expect(await said('--queue', 'qu-nowhere')).toEqual([2, deskTexts.queueNotPublished]);
  expect(await said('--skill', 'Welsh')).toEqual([2, deskTexts.skillsNotPublished]);
  const history = async (...args: readonly string[]) => {
    const { code, io } = await run(['history', ...args], keychain, publishing.clock);
    return [code, io.messages.at(-1)];
  };
  expect(await history('--queue', 'Nowhere')).toEqual(unknown);
  expect(await history('--queue', 'qu-nowhere')).toEqual([2, deskTexts.queueNotPublished]);
  expect(await history('--skill', 'Welsh')).toEqual([2, deskTexts.skillsNotPublished]);
  expect((await history('--queue', queues[0]?.name ?? ''))[1]).not.toContain('no queue');

  const desk = await openDesk();
  const owner = await makeOwner(bench, desk);
  await publishing.until(() => desk.app.team().health.state === 'live' && desk.app.team().queues.length > 0);
  expect(await said('--queue', 'Nowhere')).toEqual(unknown);
  expect(await said('--queue', 'qu-nowhere')).toEqual([2, deskTexts.queueNotPublished]);
  await owner.release();
});

it('asks its publisher for many days without a word of calls, and says why days are not there', async () => {
  await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(7 * 60_000);
  const { code, io } = await run(['history', 'last-14-days'], await saveDesk(), publishing.clock);
  expect([code, io.messages]).toEqual([
    8,
    [
      commandTexts.history.askingPublisher,
      terminalTexts.demo(true),
      expect.stringContaining(deskTexts.notPublished.notRead),
    ],
  ]);
  expect([...io.messages.slice(1), ...io.shown].join(' ')).not.toMatch(/\bcalls?\b|reads the rest|--from|left/);
});

it.each([['--dry'], ['--report=report.txt']])('has nothing to check with %s', async (option) => {
  const { code, io } = await run(['check', option], await saveDesk());
  expect([code, io.out, io.messages]).toEqual([2, [], [commandTexts.check.onDesk]]);
});

/** Puts a message at the broker, as somebody who has no key. */
async function putAtBroker(place: Parameters<typeof topicOf>[1], bytes: Buffer): Promise<void> {
  const stranger = await connectAsync(publishing.broker.url, { clientId: 'stranger', protocolVersion: 4 });
  await stranger.publishAsync(topicOf(SITE, place), bytes, { retain: true, qos: 1 });
  await stranger.endAsync();
}

it('saves nothing of a desk of which only damaged messages come, and says what to do', async () => {
  await putAtBroker({ kind: 'publisher', publisher: 'publisher-1' }, Buffer.alloc(300));
  await putAtBroker({ kind: 'snapshot', audience: 'names', view: 'everybody', part: 0 }, Buffer.alloc(300));
  const line = writeDeskLine({ name: 'New', password: 'password', access: accessOf() });
  const keychain = createFakeKeychain();
  const { code, io } = await run(['connect', '--desk-stdin'], keychain, publishing.clock, line);
  const nothing = [...io.out, ...io.messages].join('\n');
  expect([code, nothing]).toEqual([5, expect.stringContaining(deskTexts.unusable.damaged)]);
  expect(io.messages.at(-1)).toBe(commandTexts.connect.nothingSaved);
  expect([...keychain.items.keys()]).toEqual([]);
  const settings = await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8').catch(() => '');
  expect(settings).not.toMatch(/desk-1|New/);
});

it('saves a desk whose publisher is heard while the team that the broker has is damaged', async () => {
  const { stop } = await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  await putAtBroker({ kind: 'snapshot', audience: 'names', view: 'everybody', part: 0 }, Buffer.alloc(300));
  const line = writeDeskLine({ name: 'New', password: 'password', access: accessOf() });
  const { code, io } = await run(['connect', '--desk-stdin'], createFakeKeychain(), publishing.clock, line);
  expect([code, io.out.join(), io.messages.at(-1)]).toEqual([
    0,
    expect.stringContaining(deskTexts.unusable.damaged),
    `${commandTexts.connect.saved('New')} ${commandTexts.connect.isLater}`,
  ]);
  await stop();
});

it('says that nobody has published yet where the publisher has only checked the broker', async () => {
  const target = { url: publishing.broker.url, clientId: 'publisher-1', user: 'publisher-1', password: 'secret' };
  const { clock } = publishing;
  const parts = { clock, connect: connectBroker, site: SITE, publisher: 'publisher-1', key: keys.key, target };
  const findings: boolean[] = [];
  const check = async (): Promise<void> => {
    for await (const { isOk } of checkBroker(parts)) findings.push(isOk);
  };
  let isChecked = false;
  void check().then(() => (isChecked = true));
  await publishing.until(() => isChecked);
  expect(findings.length).toBeGreaterThan(5);
  const desk = await openDesk();
  await publishing.until(() => desk.app.team().health.link === 'publisher');
  expect(desk.app.team().health.message).toBe(deskTexts.publisher.unused);
  await desk.app.stop();
  const { code, io } = await run(['status'], await saveDesk(), clock);
  expect([code, io.messages.at(-1)]).toEqual([5, deskTexts.publisher.unused]);
});

it('ends soon where its publisher leaves out what it may see', async () => {
  await publishing.publisher({ key: keys.key, keys: [keys.pinned], audiences: ['counts'] });
  await publishing.pass(20_000);
  const from = publishing.clock.now();
  const { code, io } = await run(['status'], await saveDesk(), publishing.clock);
  expect([code, io.messages.at(-1)]).toEqual([5, deskTexts.publisher.audience]);
  expect(publishing.clock.now() - from).toBeLessThan(10_000);
});

it('lets two commands of one desk connect one after the other', async () => {
  await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  await publishing.pass(20_000);
  const seen = followConnections();
  const keychain = await saveDesk();
  const both = await Promise.all([run(['status'], keychain), run(['status'], keychain)]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(seen).toEqual({ connections: 2 });
});

it('says that another command is connected as the desk, and cuts it not', async () => {
  await publishing.publisher({ key: keys.key, keys: [keys.pinned] });
  const keychain = await saveDesk();
  const release = await lockFile(path.join(bench.dataFolder, 'desk-desk-1'));
  const { code, io } = await run(['status'], keychain);
  await release?.();
  expect([code, io.messages.at(-1)]).toEqual([5, messageFor('desk-in-use')]);
});
