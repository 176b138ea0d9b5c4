import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockFile } from '../../../electron/files/lock-file.ts';
import { writeDeskLine } from '../../../electron/relay/broker/desk-line.ts';
import { connectBroker } from '../../../electron/relay/broker/session.ts';
import { checkBroker } from '../../../electron/relay/publish/check.ts';
import { sealed } from '../../../electron/relay/wire/envelope.ts';
import { topicOf } from '../../../electron/relay/wire/topics.ts';
import { EVERYBODY, type TeamSnapshot } from '../../../electron/shared/model.ts';
import { messageFor } from '../../../electron/shared/result.ts';
import { brokerTexts } from '../../../electron/shared/texts/relay/broker.ts';
import { deskTexts } from '../../../electron/shared/texts/relay/desk.ts';
import { commandTexts } from '../../../electron/shared/texts/terminal/terminal-commands.ts';
import { createBrokerRoles } from '../../support/broker-roles.ts';
import { createDeskBench, type DeskBench } from '../../support/desk-bench.ts';
import { createFakeKeychain } from '../../support/fake-keychain.ts';
import { makeOwner } from '../../support/owner-bench.ts';
import { newKeys, SITE } from '../../support/publisher-bench.ts';

let bench: DeskBench;
beforeEach(async () => {
  bench = await createDeskBench();
});
afterEach(() => bench.stop());

const byId = (agents: TeamSnapshot['agents']) => agents.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));

it('shows the same team, counts and queues as its publisher, and follows it', async () => {
  const { app: publisher } = await bench.publisher();
  const desk = await bench.open();
  await bench.until(() => desk.app.team().health.state === 'live' && desk.app.team().agents.length > 0);
  await bench.pass(40_000);
  // What is read of status details between two polls is published a little later.
  const isSame = (): boolean => isDeepStrictEqual(byId(desk.app.team().agents), byId(publisher.app.team().agents));
  await bench.until(isSame);

  const [theirs, ours] = [publisher.app.team(), desk.app.team()];
  expect(ours.health).toMatchObject({ state: 'live', message: '' });
  expect(ours.counts).toEqual(theirs.counts);
  expect(byId(ours.agents)).toEqual(byId(theirs.agents));
  expect(ours.queues).toEqual(theirs.queues);
  expect(ours.agents.length).toBeGreaterThan(0);
  expect(desk.surprises).toEqual([]);
});

it('reads history and the day of each agent from what is published, without a call', async () => {
  const { app: publisher } = await bench.publisher();
  const desk = await bench.open();
  await bench.until(() => desk.app.team().health.state === 'live' && desk.app.team().agents.length > 0);
  const date = new Date(bench.clock.now()).toISOString().slice(0, 10);
  const request = { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null } as const;
  await publisher.get('history:read', request);
  await bench.pass(6 * 60_000); // a day is published every 5 minutes
  const reading = desk.ask('history:read', request);
  await bench.pass(6_000);
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
  const { stop } = await bench.publisher();
  const desk = await bench.open();
  const isLive = (): boolean => desk.app.team().health.state === 'live' && desk.app.team().agents.length > 0;
  await bench.until(isLive);

  await stop();
  await bench.until(() => desk.app.team().health.state !== 'live');
  const { agents, health } = desk.app.team();
  expect(health).toMatchObject({ state: 'stale', link: 'publisher' });
  expect(agents.length).toBeGreaterThan(0);

  bench.broker.cut();
  await bench.until(() => desk.app.team().health.link === 'broker');
  expect(desk.app.team().agents).toEqual(agents);

  await bench.publisher({ publisher: 'publisher-2' });
  await bench.until(isLive);
  expect(desk.surprises).toEqual([]);
});

it('stays live and equal to its publisher in a flood of messages that this has not signed', async () => {
  const { app: publisher } = await bench.publisher();
  const desk = await bench.open();
  await bench.until(() => desk.app.team().health.state === 'live' && desk.app.team().agents.length > 0);
  const stranger = await connectAsync(bench.broker.url, { clientId: 'stranger', protocolVersion: 4 });
  const topics = [
    topicOf(SITE, { kind: 'delta', audience: 'names', view: 'everybody' }),
    topicOf(SITE, { kind: 'publisher', publisher: 'publisher-1' }),
    topicOf(SITE, { kind: 'publisher', publisher: 'stranger' }),
  ];
  const stamp = { epoch: bench.clock.now() * 2, publisher: 'stranger', revision: 1, asOf: 1, sentAt: 1 };
  const { key } = newKeys();
  const forged = topics.map((topic) => ({ topic, bytes: sealed(topic, stamp, 1, Buffer.alloc(20_000), key) }));
  const pushed = desk.pushed.length;
  for (let round = 0; round < 1_000; round += 1) {
    for (const { topic, bytes } of forged) stranger.publish(topic, bytes);
  }
  await stranger.publishAsync('end', '', { qos: 1 });
  await bench.pass(40_000);
  const isSame = (): boolean => isDeepStrictEqual(byId(desk.app.team().agents), byId(publisher.app.team().agents));
  await bench.until(isSame);
  const { state, message } = desk.app.team().health;
  expect(state).toBe('live');
  expect(message).toContain('that the publisher has not signed were refused');
  expect(desk.pushed.length - pushed).toBeLessThan(300);
  await stranger.endAsync();
});

it('has the views of its publisher, and may not change them', async () => {
  const { app: publisher } = await bench.publisher();
  await bench.pass(20_000);
  const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
  const away = { ...EVERYBODY, id: null, name: 'Away', statuses: ['AWAY' as const] };
  const saved = await publisher.get('view:save', of, away);
  const viewId = saved.activeId ?? '';
  const desk = await bench.open({ views: ['everybody', viewId] });
  await bench.until(() => desk.app.team().health.state === 'live');
  await bench.pass(60_000);

  const list = await desk.get('view:list');
  expect(list.views.map(({ name }) => name)).toEqual(['Away']);
  await desk.get('view:open', 'desk', viewId);
  const names = (team: TeamSnapshot) => team.agents.map(({ name }) => name).toSorted();
  await bench.until(() => names(desk.app.team()).join() === names(publisher.app.team()).join());
  expect(desk.app.team().counts.total).toBe(desk.app.team().counts.AWAY);
  expect(await desk.ask('view:remove', 'desk', viewId)).toMatchObject({ ok: false, error: { code: 'not-on-desk' } });
  expect(await desk.ask('rate-limit:get')).toMatchObject({ ok: false, error: { code: 'not-on-desk' } });
  expect(await desk.ask('view:check', EVERYBODY.filter)).toMatchObject({ ok: false, error: { code: 'not-on-desk' } });
});

it('shows a wallboard counts as its publisher counts them', async () => {
  const { app: publisher } = await bench.publisher();
  const desk = await bench.open({ audience: 'counts' });
  await bench.until(() => desk.app.team().health.state === 'live');
  await bench.until(() => desk.app.team().counts.total === publisher.app.team().counts.total);
  expect(desk.app.team()).toMatchObject({ agents: [], counts: publisher.app.team().counts });
});

it('says within seconds that its line was revoked, and whom to ask', async () => {
  const of = (user: string) => ({
    password: user === 'desk-1' ? 'password' : 'secret',
    subscribe: ['#'],
    publish: ['#'],
  });
  const roles = createBrokerRoles({ 'publisher-1': of('publisher-1'), 'desk-1': of('desk-1') });
  await bench.stop();
  bench = await createDeskBench(roles.options);
  await bench.publisher();
  const desk = await bench.open();
  await bench.until(() => desk.app.team().health.state === 'live');
  await bench.pass(61_000);
  roles.revoke('desk-1');
  await bench.pass(11_000);
  const { health, agents } = desk.app.team();
  expect(health).toMatchObject({ state: 'unauthorized', link: 'broker' });
  expect(health.message).toContain('Ask whoever enrolled this desk for a new line.');
  expect(agents.length).toBeGreaterThan(0);
});

/** How often somebody connected as the desk: whom a second one cuts off comes back. */
function followConnections() {
  const seen = { connections: 0 };
  bench.broker.broker.on('client', ({ id }) => void (seen.connections += Number(id === 'desk-1')));
  return seen;
}

it('has the days for a command from the app beside it, and leaves the connection of that alone', async () => {
  const { app: publisher } = await bench.publisher();
  await bench.pass(20_000);
  const date = new Date(bench.clock.now()).toISOString().slice(0, 10);
  await publisher.get('history:read', { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null });
  await bench.pass(6 * 60_000);
  const desk = await bench.open();
  const owner = await makeOwner(bench, desk);
  await bench.until(() => desk.app.team().health.state === 'live');
  const seen = followConnections();
  const { code, io } = await bench.run(['history', date, '--csv'], await bench.save(), bench.clock);
  expect(code).toBe(0);
  expect(io.written.join('').split('\n').length).toBeGreaterThan(10);
  expect((await bench.run(['status'], await bench.save(), bench.clock)).code).toBe(0);
  expect(seen).toEqual({ connections: 0 });
  const line = writeDeskLine({ name: 'Desk', password: 'password', access: bench.access() });
  const again = await bench.run(['connect', '--desk-stdin'], await bench.save(), bench.clock, line);
  expect(again.io.out.join(' ')).toContain(deskTexts.openInApp);

  await bench.broker.stop();
  const refused = brokerTexts.byCode['connection-refused'];
  await bench.until(() => desk.app.team().health.message.includes(refused));
  const failed = await bench.run(['history', date], await bench.save(), bench.clock);
  expect(failed.io.messages.join(' ')).toContain(refused);
  await owner.release();
});

it('has the last counts with their time where the publisher cannot read Kore.ai, with the app and without', async () => {
  let isDown = false;
  const fetch: typeof globalThis.fetch = (...args) =>
    isDown ? Promise.reject(new TypeError('fetch failed')) : globalThis.fetch(...args);
  const { app: publisher } = await bench.publisher({}, { fetch });
  await bench.pass(20_000);
  isDown = true;
  await bench.until(() => publisher.app.team().health.state === 'offline');
  await bench.pass(1_000);
  const alone = await bench.run(['status'], await bench.save(), bench.clock);
  const desk = await bench.open();
  const owner = await makeOwner(bench, desk);
  await bench.until(() => desk.app.team().health.link === 'kore');
  const beside = await bench.run(['status'], await bench.save(), bench.clock);
  await owner.release();
  expect([alone.code, alone.io.out]).toEqual([5, [expect.stringMatching(/ available, .*\(as of /)]]);
  expect([beside.code, beside.io.out]).toEqual([alone.code, alone.io.out]);
  expect([alone.io.messages, beside.io.messages].map((said) => said.at(-1))).toEqual([
    expect.stringContaining(deskTexts.kore('')),
    expect.stringContaining(deskTexts.kore('')),
  ]);
});

it('has the last counts with their time where the publisher has stopped, with the app and without', async () => {
  const { app: publisher, stop } = await bench.publisher();
  await bench.pass(50_000);
  const { counts } = publisher.app.team();
  await stop();
  await bench.pass(6_000);
  const alone = await bench.run(['status'], await bench.save(), bench.clock);
  const json = await bench.run(['status', '--json'], await bench.save(), bench.clock);
  const desk = await bench.open();
  const owner = await makeOwner(bench, desk);
  await bench.until(() => isDeepStrictEqual(desk.app.team().counts, counts));
  const beside = await bench.run(['status'], await bench.save(), bench.clock);
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
  const { app: publisher, stop } = await bench.publisher();
  await bench.until(() => publisher.app.team().queues.length > 0);
  await bench.pass(50_000);
  await stop();
  await bench.pass(6_000);
  const alone = await bench.run(['queues'], await bench.save(), bench.clock);
  const json = await bench.run(['queues', '--json'], await bench.save(), bench.clock);
  const desk = await bench.open();
  const owner = await makeOwner(bench, desk);
  await bench.until(() => (desk.app.team().health.link ?? null) === 'publisher' && desk.app.team().queues.length > 0);
  const beside = await bench.run(['queues'], await bench.save(), bench.clock);
  await owner.release();
  expect([alone.code, alone.io.out.length]).toEqual([5, publisher.app.team().queues.length]);
  expect(alone.io.out[0]).toMatch(/: \d+ available, .*\(as of .*, members as of .*\)$/);
  expect([beside.code, beside.io.out]).toEqual([alone.code, alone.io.out]);
  for (const { io } of [alone, json, beside]) expect(io.messages.at(-1)).toBe(deskTexts.publisher.gone);
  const [queue] = JSON.parse(json.io.out.join('')) as { countedAt: string }[];
  expect([json.code, bench.clock.now() - Date.parse(queue?.countedAt ?? '') > 5_000]).toEqual([5, true]);
});

/** Puts a message at the broker, as somebody who has no key. */
async function putAtBroker(place: Parameters<typeof topicOf>[1], bytes: Buffer): Promise<void> {
  const stranger = await connectAsync(bench.broker.url, { clientId: 'stranger', protocolVersion: 4 });
  await stranger.publishAsync(topicOf(SITE, place), bytes, { retain: true, qos: 1 });
  await stranger.endAsync();
}

it('saves nothing of a desk of which only damaged messages come, and says what to do', async () => {
  await putAtBroker({ kind: 'publisher', publisher: 'publisher-1' }, Buffer.alloc(300));
  await putAtBroker({ kind: 'snapshot', audience: 'names', view: 'everybody', part: 0 }, Buffer.alloc(300));
  const line = writeDeskLine({ name: 'New', password: 'password', access: bench.access() });
  const keychain = createFakeKeychain();
  const { code, io } = await bench.run(['connect', '--desk-stdin'], keychain, bench.clock, line);
  const nothing = [...io.out, ...io.messages].join('\n');
  expect([code, nothing]).toEqual([5, expect.stringContaining(deskTexts.unusable.damaged)]);
  expect(io.messages.at(-1)).toBe(commandTexts.connect.nothingSaved);
  expect([...keychain.items.keys()]).toEqual([]);
  const settings = await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8').catch(() => '');
  expect(settings).not.toMatch(/desk-1|New/);
});

it('saves a desk whose publisher is heard while the team that the broker has is damaged', async () => {
  const { stop } = await bench.publisher();
  await bench.pass(20_000);
  await putAtBroker({ kind: 'snapshot', audience: 'names', view: 'everybody', part: 0 }, Buffer.alloc(300));
  const line = writeDeskLine({ name: 'New', password: 'password', access: bench.access() });
  const { code, io } = await bench.run(['connect', '--desk-stdin'], createFakeKeychain(), bench.clock, line);
  expect([code, io.out.join(), io.messages.at(-1)]).toEqual([
    0,
    expect.stringContaining(deskTexts.unusable.damaged),
    `${commandTexts.connect.saved('New')} ${commandTexts.connect.isLater}`,
  ]);
  await stop();
});

it('says that nobody has published yet where the publisher has only checked the broker', async () => {
  const target = { url: bench.broker.url, clientId: 'publisher-1', user: 'publisher-1', password: 'secret' };
  const { clock } = bench;
  const parts = { clock, connect: connectBroker, site: SITE, publisher: 'publisher-1', key: bench.keys.key, target };
  const findings: boolean[] = [];
  const check = async (): Promise<void> => {
    for await (const { isOk } of checkBroker(parts)) findings.push(isOk);
  };
  let isChecked = false;
  void check().then(() => (isChecked = true));
  await bench.until(() => isChecked);
  expect(findings.length).toBeGreaterThan(5);
  const desk = await bench.open();
  await bench.until(() => desk.app.team().health.link === 'publisher');
  expect(desk.app.team().health.message).toBe(deskTexts.publisher.unused);
  await desk.app.stop();
  const { code, io } = await bench.run(['status'], await bench.save(), clock);
  expect([code, io.messages.at(-1)]).toEqual([5, deskTexts.publisher.unused]);
});

it('lets two commands of one desk connect one after the other', async () => {
  await bench.publisher();
  await bench.pass(20_000);
  const seen = followConnections();
  const keychain = await bench.save();
  const both = await Promise.all([bench.run(['status'], keychain), bench.run(['status'], keychain)]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(seen).toEqual({ connections: 2 });
});

it('says that another command is connected as the desk, and cuts it not', async () => {
  await bench.publisher();
  const keychain = await bench.save();
  const release = await lockFile(path.join(bench.dataFolder, 'desk-desk-1'));
  const { code, io } = await bench.run(['status'], keychain);
  await release?.();
  expect([code, io.messages.at(-1)]).toEqual([5, messageFor('desk-in-use')]);
});
