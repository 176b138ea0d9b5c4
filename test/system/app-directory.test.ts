import { afterEach, beforeEach, expect, it } from 'vitest';
import { EMPTY_DIRECTORY, type Directory } from '../../electron/shared/model.ts';
import { messageFor } from '../../electron/shared/result.ts';
import { directoryTexts as texts } from '../../electron/shared/texts/team/directory.ts';
import { formFor } from '../support/connection-profile.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { fakeDraft, queues } from '../support/fake-views.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** Names for ids over real sockets: what is read, what a refusal leaves, and what a restart finds. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;

const [BILLING, SALES] = ['qu-billing', 'qu-sales'];
const GERMAN = { id: 's-1', name: 'German' };
const agent = (id: string, queueIds: readonly string[]): KoreAgent => ({
  id,
  firstName: 'Agent',
  lastName: id,
  bucket: 'AVAILABLE',
  queueIds,
});
const isLive = ({ health }: { readonly health: { readonly state: string } }): boolean => health.state === 'live';

beforeEach(async () => {
  bench = await createTestBench();
  keychain = createFakeKeychain();
  kore = await startKoreServer([agent('ann', [BILLING, SALES]), agent('bob', [BILLING])], bench.clock.now);
  kore.setNames({
    queues: [
      { id: SALES, name: 'Sales <b>North</b> 👩‍💻', channels: ['Voice', 'rtm'] },
      { id: BILLING, name: 'Billing', skills: [GERMAN] },
    ],
    skillGroups: [{ id: 'sg-1', name: 'Languages', skills: [{ ...GERMAN, agents: 2 }] }],
  });
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

async function connect(): Promise<TestApp> {
  const rollcall = await bench.open({ keychain });
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'keychain');
  return rollcall;
}

/** Resolves with the directory as soon as it is as wanted. */
async function until(rollcall: TestApp, isWanted: (directory: Directory) => boolean): Promise<Directory> {
  for (;;) {
    const changed = rollcall.next('directory:changed');
    const directory = await rollcall.get('directory:get');
    if (isWanted(directory)) return directory;
    await changed;
  }
}
const isRead = ({ asOf, progress }: Directory): boolean => asOf !== null && progress === null;
const namesOf = ({ queues: all }: Directory) => all.map(({ name, members }) => [name, members?.count]);

it('queues and skills get their names, and each queue its members, once the team is there', async () => {
  const rollcall = await connect();
  const directory = await until(rollcall, isRead);
  const asOf = bench.clock.now();
  expect(directory).toEqual({
    queues: [
      { id: BILLING, name: 'Billing', skills: [GERMAN], members: { count: 2, asOf } },
      { id: SALES, name: 'Sales <b>North</b> 👩‍💻', skills: [], members: { count: 1, asOf } },
    ],
    skills: [{ ...GERMAN, members: null }],
    asOf,
    isCut: false,
    problem: null,
    progress: null,
  });
  expect(kore.calls[0]?.body).toEqual({});
  expect(kore.namesCalls.map(({ api, status }) => [api, status])).toEqual([
    ['queuePerformance', 200],
    ['skillGroups', 200],
    ['skills', 200],
  ]);
  expect(JSON.stringify(rollcall.pushed.filter(({ name }) => name === 'directory:changed'))).not.toMatch(/u-ann|a-ann/);
  expect(await rollcall.get('agent:get', 'u-ann')).toMatchObject({
    queues: { named: [{ id: BILLING }, { id: SALES }], unread: 0 },
    skills: null,
  });
  expect(await rollcall.get('queue:agents', SALES)).toEqual(['u-ann']);
  expect([isLive(rollcall.app.team()), rollcall.surprises]).toEqual([true, []]);
});

it('the queues of views come first', async () => {
  const rollcall = await connect();
  await rollcall.until(isLive);
  await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues(SALES) }));
  await until(rollcall, ({ queues: all }) => all.some(({ members }) => members !== null));
  expect(namesOf(await rollcall.get('directory:get'))[1]?.[1]).toBe(1);
});

it.each([
  ['queue performance', ['queuePerformance'], null, 2],
  ['the skills', ['skillGroups'], texts.noSkills, 2],
  ['every name', ['queuePerformance', 'queueList', 'skillGroups'], texts.noNames, 0],
] as const)('a 403 on %s alone costs only that, and never the team', async (_, refused, problem, count) => {
  for (const api of refused) kore.replyNames(api, REPLIES.noAccess);
  const rollcall = await connect();
  await rollcall.until(isLive);
  const directory = await until(rollcall, (now) => now.problem === problem && now.queues.length === count);
  expect(directory.queues).toHaveLength(count);
  expect((await rollcall.nextPoll()).health.state).toBe('live');
  expect(rollcall.surprises).toEqual([]);
});

it('an account that lists nobody and tells no members ends with what cannot be watched, however early a view is', async () => {
  kore.refuseEverybody();
  kore.refuseIds(BILLING, SALES);
  kore.replyNames('queueAgents', REPLIES.noScope);
  const rollcall = await connect();
  await until(rollcall, ({ asOf }) => asOf !== null);
  const draft = fakeDraft({ filter: queues(BILLING) });
  expect(await rollcall.get('view:check', draft.filter)).toMatchObject({ refusals: {}, agents: null });
  await rollcall.get('view:save', openId(rollcall), draft);
  const team = await rollcall.until(({ health }) => health.message.startsWith(messageFor('view-refused')));
  expect(team.health).toMatchObject({ state: 'stale', isViewNeeded: true });
  await rollcall.pass(5 * 60_000);
  const directory = await until(rollcall, ({ problem }) => problem === texts.noMembers);
  expect([directory.progress, directory.queues.map(({ isRefused }) => isRefused)]).toEqual([null, [true, true]]);
  expect(rollcall.surprises).toEqual([]);
});

it('an API that ignores filters makes nobody a member of a queue, and says why, also of a view', async () => {
  kore.ignoreFilters();
  kore.replyNames('queueAgents', REPLIES.noAccess);
  const rollcall = await connect();
  await rollcall.until(isLive);
  await rollcall.pass(2 * 60_000);
  const directory = await until(rollcall, ({ problem }) => problem === texts.filterIgnored);
  expect(namesOf(directory).map(([, members]) => members)).toEqual([undefined, undefined]);
  expect(rollcall.app.team()).toMatchObject({ queues: [], counts: { total: 2 }, health: { state: 'live' } });
  const before = kore.countOf('availability');
  await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues(SALES) }));
  const team = await rollcall.until(({ health }) => health.state === 'stale');
  expect(team).toMatchObject({ agents: [], asOf: null, unwatched: [{ id: SALES }] });
  expect(team.health.message).toBe(messageFor('filter-ignored'));
  await rollcall.requestsEnded();
  // The poll of everybody goes on, and nothing that is known to be ignored is sent.
  expect(kore.calls.slice(-(kore.countOf('availability') - before)).map(({ body }) => body)).toEqual([{}]);
  expect((await rollcall.nextPoll()).health.state).toBe('stale');
  await rollcall.get('view:open', openId(rollcall), null);
  expect(rollcall.app.team()).toMatchObject({ counts: { total: 2 }, health: { state: 'live' } });
});

it('an API that ignores filters is asked elsewhere who serves a queue', async () => {
  kore.ignoreFilters();
  const rollcall = await connect();
  await rollcall.until(isLive);
  await rollcall.pass(2 * 60_000);
  expect(namesOf(await until(rollcall, isRead)).map(([, members]) => members)).toEqual([2, 1]);
});

it('a small team that serves every queue is believed', async () => {
  kore.setTeam([agent('ann', [BILLING, SALES]), agent('bob', [BILLING, SALES])]);
  const rollcall = await connect();
  expect(namesOf(await until(rollcall, isRead)).map(([, members]) => members)).toEqual([2, 2]);
});

it('a list that ignores the page gives what it has, and says that there may be more', async () => {
  kore.replyNames('queuePerformance', REPLIES.noEndpoint);
  kore.setNames({
    queues: Array.from({ length: 9 }, (_, index) => ({ id: `qu-${index}`, name: `Q ${index}` })),
    pageMax: 4,
    isPageIgnored: true,
  });
  const rollcall = await connect();
  const directory = await until(rollcall, ({ asOf }) => asOf !== null);
  expect([directory.queues.length, directory.problem]).toEqual([4, texts.notComplete]);
});

it('a restart has the names before the first call, a removed connection and a purge leave none', async () => {
  const first = await connect();
  const before = await until(first, isRead);
  await first.app.stop();
  const release = kore.hold('availability');
  const second = await bench.open({ keychain });
  void second.app.start();
  await second.next('connection:changed');
  expect(await second.get('directory:get')).toEqual(before);
  release();
  await second.until(isLive);
  const { length } = kore.namesCalls;
  await second.get('storage:purge');
  expect((await second.get('directory:get')).queues).toEqual([]);
  await second.nextPoll();
  await until(second, ({ asOf }) => asOf !== null);
  expect(kore.namesCalls.length).toBeGreaterThan(length);
  await second.get('connection:remove');
  expect(await second.get('directory:get')).toEqual(EMPTY_DIRECTORY);
});

it('is read anew when somebody wants it: a queue was renamed, another one removed', async () => {
  const rollcall = await connect();
  await until(rollcall, isRead);
  kore.setNames({ queues: [{ id: BILLING, name: 'Invoices' }] });
  bench.clock.advance(61_000);
  await rollcall.get('directory:refresh');
  expect(namesOf(await until(rollcall, (now) => isRead(now) && now.queues.length === 1))).toEqual([['Invoices', 2]]);
});
