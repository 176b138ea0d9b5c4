import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sealed } from '../../../electron/relay/wire/envelope.ts';
import { topicOf } from '../../../electron/relay/wire/topics.ts';
import type { SettingsDocument } from '../../../electron/settings/types.ts';
import { EVERYBODY, type QueueState } from '../../../electron/shared/model.ts';
import { deskTexts } from '../../../electron/shared/texts/relay/desk.ts';
import { commandTexts } from '../../../electron/shared/texts/terminal/terminal-commands.ts';
import { createDeskBench, type DeskBench } from '../../support/desk-bench.ts';
import { makeOwner } from '../../support/owner-bench.ts';
import { newKeys, SITE } from '../../support/publisher-bench.ts';

let bench: DeskBench;
beforeEach(async () => {
  bench = await createDeskBench();
});
afterEach(() => bench.stop());

it('limited to a view, shows only the queues that lie whole in it, as its publisher counts them, and says so', async () => {
  const { app: publisher } = await bench.publisher();
  await bench.until(() => publisher.app.team().queues.length > 0);
  const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
  const theirs = publisher.app.team().queues;
  const queueIds = theirs.slice(0, 1).map(({ id }) => id);
  const billing = { ...EVERYBODY, id: null, name: 'Billing', filter: { ...EVERYBODY.filter, queueIds } };
  const viewId = (await publisher.get('view:save', of, billing)).activeId ?? '';
  await bench.pass(60_000);
  const { code, io } = await bench.run(['queues', '--json'], await bench.save({ views: [viewId] }));
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
    const { app: publisher } = await bench.publisher();
    await bench.until(() => publisher.app.team().queues.length > 0);
    const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
    const away = { ...EVERYBODY, id: null, name: 'Away', statuses: ['AWAY' as const] };
    const viewId = (await publisher.get('view:save', of, away)).activeId ?? '';
    await bench.pass(60_000);
    const keychain = await bench.save({ views: [viewId] });
    const desk = withApp ? await bench.open({ views: [viewId] }) : null;
    const owner = desk === null ? null : await makeOwner(bench, desk);
    if (desk !== null) await bench.until(() => desk.app.team().health.state === 'live');
    const { code, io } = await bench.run(['queues'], keychain, withApp ? bench.clock : undefined);
    expect([code, io.out, io.messages[0]]).toEqual([5, [], deskTexts.noQueueWhole]);
    await owner?.release();
  },
);

it('answers a single command with the first team, also where the clocks are months apart', async () => {
  await bench.publisher();
  await bench.pass(20_000);
  const { code, io } = await bench.run(['status', '--agents'], await bench.save());
  expect([code, io.out[0]]).toEqual([0, expect.stringMatching(/^Desk \(demo data\): \d+ available/)]);
});

it('says of --agents that it has none where it has counts only', async () => {
  await bench.publisher();
  await bench.pass(20_000);
  const keychain = await bench.save({ audience: 'counts' });
  const [withAgents, without] = [
    await bench.run(['status', '--agents'], keychain),
    await bench.run(['status'], keychain),
  ];
  expect([withAgents.code, withAgents.io.out]).toEqual([
    0,
    [expect.stringMatching(/^Desk \(demo data\): \d+ available/)],
  ]);
  expect(withAgents.io.messages).toContain(deskTexts.countsOnly.sentence);
  expect(without.io.messages).not.toContain(deskTexts.countsOnly.sentence);
});

/** A publisher with two views of its own, and a desk that has the counts of both. */
async function saveWallDesk() {
  const { app: publisher } = await bench.publisher();
  await bench.pass(20_000);
  const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
  const views: string[] = [];
  for (const [name, status] of [['Billing', 'AWAY'] as const, ['Orders', 'BUSY'] as const]) {
    const saved = await publisher.get('view:save', of, { ...EVERYBODY, id: null, name, statuses: [status] });
    views.push(saved.activeId ?? '');
  }
  await bench.pass(60_000);
  return { audience: 'counts', views } as const;
}

it.each([[[]], [['--everybody']], [['--agents']]])(
  'status %j has no sum of several counts, and says so',
  async (args) => {
    const keychain = await bench.save(await saveWallDesk());
    const { code, io } = await bench.run(['status', ...args], keychain);
    expect([code, io.out]).toEqual([2, [expect.stringContaining(': ? available, ? busy, ? away, ? offline')]]);
    expect(io.messages).toContain(deskTexts.countsOnly.chooseOneOf(['Billing', 'Orders']));
  },
);

it('knows the views of its publisher without the app, and keeps them', async () => {
  const keychain = await bench.save(await saveWallDesk());
  const { code, io } = await bench.run(['status', '--view', 'Orders'], keychain);
  expect([code, io.out]).toEqual([0, [expect.stringMatching(/Orders.*: 0 available, \d+ busy/)]]);
  const unknown = await bench.run(['status', '--view', 'Sales'], keychain);
  expect([unknown.code, unknown.io.messages.at(-1)]).toEqual([2, expect.stringMatching(/Billing\n +Orders$/)]);
  const saved = JSON.parse(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8')) as SettingsDocument;
  expect(saved.connections[0]?.views.map(({ name }) => name)).toEqual(['Billing', 'Orders']);
});

it('beside the app has the counts of one of its views, no sum of several, and no queues', async () => {
  const access = await saveWallDesk();
  const keychain = await bench.save(access);
  const desk = await bench.open(access);
  const owner = await makeOwner(bench, desk);
  await bench.until(() => desk.app.team().health.state === 'live');
  await bench.pass(1_000); // the views are saved
  const one = await bench.run(['status'], keychain, bench.clock);
  expect([one.code, one.io.out]).toEqual([0, [expect.stringMatching(/Billing.*: 0 available, 0 busy, \d+ away/)]]);
  const sum = await bench.run(['status', '--everybody'], keychain, bench.clock);
  expect([sum.code, sum.io.out]).toEqual([2, [expect.stringContaining(': ? available, ? busy')]]);
  expect(sum.io.messages).toContain(deskTexts.countsOnly.chooseOneOf(['Billing', 'Orders']));
  const queues = await bench.run(['queues'], keychain, bench.clock);
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
  await bench.publisher();
  await bench.pass(20_000);
  const { code, io } = await bench.run(args, await bench.save({ audience }));
  expect([code, io.out, io.messages.at(-1)]).toEqual([5, [], sentence]);
});

it('answers a single command with what was read last, long after the snapshot', async () => {
  const { app: publisher } = await bench.publisher();
  await bench.pass(6 * 60_000);
  const { code, io } = await bench.run(['status', '--json'], await bench.save({ audience: 'counts' }));
  const { takenAt, counts } = JSON.parse(io.out.join('\n')) as { takenAt: string; counts: unknown };
  expect(code).toBe(0);
  expect(bench.clock.now() - Date.parse(takenAt)).toBeLessThan(60_000);
  expect(counts).toEqual(publisher.app.team().counts);
});

it.each([
  ['says nothing of another publisher that is retained there', { kind: 'publisher', publisher: 'a-stranger' }, false],
  ['says that somebody else has put a view there', { kind: 'views', audience: 'names' }, true],
] as const)('waits in a command for its publisher, and %s', async (_name, place, isSaid) => {
  await bench.publisher();
  await bench.pass(20_000);
  const topic = topicOf(SITE, place);
  const stamp = { epoch: 1, publisher: 'a-stranger', revision: 1, asOf: 1, sentAt: 1 };
  const stranger = await connectAsync(bench.broker.url, { clientId: 'stranger', protocolVersion: 4 });
  const forged = sealed(topic, stamp, 1, Buffer.alloc(20), newKeys().key);
  await stranger.publishAsync(topic, forged, { retain: true, qos: 1 });
  await stranger.endAsync();
  const { code, io } = await bench.run(['status'], await bench.save());
  // Without the views, nobody knows that it is demo data.
  expect([code, io.out]).toEqual([0, [expect.stringMatching(/^Desk( \(demo data\))?: \d+ available/)]]);
  expect(io.messages.join(' ').includes('that the publisher has not signed were refused')).toBe(isSaid);
});

it.each([['--dry'], ['--report=report.txt']])('has nothing to check with %s', async (option) => {
  const { code, io } = await bench.run(['check', option], await bench.save());
  expect([code, io.out, io.messages]).toEqual([2, [], [commandTexts.check.onDesk]]);
});

it('ends soon where its publisher leaves out what it may see', async () => {
  await bench.publisher({ audiences: ['counts'] });
  await bench.pass(20_000);
  const from = bench.clock.now();
  const { code, io } = await bench.run(['status'], await bench.save(), bench.clock);
  expect([code, io.messages.at(-1)]).toEqual([5, deskTexts.publisher.audience]);
  expect(bench.clock.now() - from).toBeLessThan(10_000);
});
