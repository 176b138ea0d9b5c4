import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Keychain } from '../../electron/keychain/types.ts';
import type { Owner } from '../../electron/api/local-socket/lock.ts';
import type { Directory } from '../../electron/shared/model.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { makeOwner, runRollcall } from '../support/owner-bench.ts';
import { fakeDraft, queues } from '../support/fake-views.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** Queues by name, beside a running app and without one, and what they cost the account. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;
let owner: Owner | null;
let rollcall: TestApp;

const GERMAN = { id: 's-1', name: 'German' };
const agent = (id: string, bucket: string, queueIds: readonly string[]): KoreAgent => ({
  ...{ id, bucket, queueIds },
  firstName: 'Agent',
  lastName: id,
});

beforeEach(async () => {
  bench = await createTestBench();
  keychain = createFakeKeychain();
  kore = await startKoreServer(
    [agent('ann', 'AVAILABLE', ['qu-1', 'qu-2']), agent('bob', 'BUSY', ['qu-1']), agent('eve', 'AWAY', [])],
    bench.clock.now,
  );
  kore.setNames({
    queues: [
      { id: 'qu-1', name: 'Sales', skills: [GERMAN] },
      { id: 'qu-2', name: 'Sales North' },
    ],
  });
  rollcall = await bench.open({ keychain });
  owner = await makeOwner(bench, rollcall);
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'keychain');
  await rollcall.until(({ health, details }) => health.state === 'live' && details?.read === 3);
  await untilRead(({ queues: all, progress }) => all.length === 2 && progress === null);
});
afterEach(async () => {
  await owner?.release();
  await bench.stop();
  await kore.stop();
});

async function untilRead(isWanted: (directory: Directory) => boolean): Promise<void> {
  for (;;) {
    const changed = rollcall.next('directory:changed');
    if (isWanted(await rollcall.get('directory:get'))) return;
    await changed;
  }
}

async function run(argv: readonly string[], mayOpen: Keychain | null = null) {
  const { io, ended } = runRollcall(bench, argv, mayOpen);
  return { code: await ended, out: io.out, messages: io.messages };
}

const NOBODY = { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0 };

it('queues are those of everybody, whatever view is open, and the same without the app, with one call', async () => {
  await rollcall.get('view:save', openId(rollcall), fakeDraft({ statuses: ['AWAY'] }));
  const before = kore.calls.length;
  const beside = await run(['queues', '--json']);
  expect([beside.code, beside.messages, kore.calls.length]).toEqual([0, [], before]);
  const asOf = new Date(bench.clock.now()).toISOString();
  expect(JSON.parse(beside.out.join(''))).toEqual([
    {
      ...{ id: 'qu-1', name: 'Sales', skills: [GERMAN], soleCover: 'u-ann', countedAt: asOf, asOf },
      counts: { ...NOBODY, AVAILABLE: 1, BUSY: 1, total: 2 },
    },
    {
      ...{ id: 'qu-2', name: 'Sales North', skills: [], soleCover: 'u-ann', countedAt: asOf, asOf },
      counts: { ...NOBODY, AVAILABLE: 1, total: 1 },
    },
  ]);
  expect((await run(['queues'])).out[0]).toContain(
    'Sales: 1 available, 1 busy, 0 away, 0 offline; only Agent ann can take a contact (members as of ',
  );
  await owner?.release();
  await rollcall.app.stop();
  const calls = kore.calls.length;
  const alone = await run(['queues', '--json'], keychain);
  expect([alone, kore.calls.length]).toEqual([beside, calls + 1]);
});

it('a queue by name costs no call beside the app, and one that fits several lists them with or without it', async () => {
  const before = kore.calls.length;
  const north = ['status', '--queue', 'north', '--format', '{total} {available}'];
  const unclear = {
    code: 2,
    out: [],
    messages: [
      '"sal" fits several queues. Give more of the name, or the id:\n  Sales        qu-1\n  Sales North  qu-2',
    ],
  };
  expect(await run(north)).toEqual({ code: 0, out: ['1 1'], messages: [] });
  expect(await run(['status', '--queue', 'sal'])).toEqual(unclear);
  expect(kore.calls.length).toBe(before);
  await owner?.release();
  await rollcall.app.stop();
  expect(await run(north, keychain)).toEqual({ code: 0, out: ['1 1'], messages: [] });
  expect(kore.calls.at(-1)?.body).toEqual({ queueIds: ['qu-2'] });
  expect(await run(['status', '--queue', 'sal'], keychain)).toEqual(unclear);
});

it('a view of a queue that is known opens at once and without a call', async () => {
  const before = kore.calls.length;
  await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues('qu-1') }));
  expect(rollcall.app.team()).toMatchObject({
    counts: { total: 2 },
    health: { state: 'live' },
    queues: [{ name: 'Sales' }],
    unwatched: [],
  });
  expect(kore.calls.length).toBe(before);
  await rollcall.nextPoll();
  expect(kore.calls.filter(({ api }) => api === 'availability').at(-1)?.body).toEqual({});
});

it('where Kore.ai lists nobody without a filter, the queues of the open view are counted, or it says why not', async () => {
  kore.refuseEverybody();
  await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'North', filter: queues('qu-2') }));
  await rollcall.nextPoll();
  const ofQueue = await run(['queues', '--json']);
  expect([ofQueue.code, JSON.parse(ofQueue.out.join(''))]).toMatchObject([0, [{ id: 'qu-2', counts: { total: 1 } }]]);
  expect(ofQueue.messages).toEqual(['1 more queue is not shown: which of its agents are available is not known.']);
  // What only the app is connected to cannot be read beside it.
  await rollcall.get('connection:save', formFor(kore, { name: 'Visit' }), 'session');
  await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: { ...queues(), agentIds: ['a-ann'] } }));
  await rollcall.until(({ health, counts }) => health.state === 'live' && counts.total === 1);
  const ofAgent = await run(['queues', '--json', '--name', 'Visit']);
  expect([ofAgent.code, JSON.parse(ofAgent.out.join(''))]).toMatchObject([
    5,
    { health: { state: 'live', message: ofAgent.messages[0] }, queues: null },
  ]);
});

it('queues that cannot be read are null in the JSON, with why, as the counts of status are', async () => {
  await owner?.release();
  await rollcall.app.stop();
  kore.reply('both', REPLIES.badToken);
  const failed = await run(['queues', '--json'], keychain);
  const { health } = JSON.parse(failed.out.join('')) as { readonly health: unknown };
  expect([failed.code, JSON.parse(failed.out.join(''))]).toMatchObject([
    4,
    { connection: { name: 'Billing' }, health: { state: 'unauthorized', message: failed.messages[0] }, queues: null },
  ]);
  const ofStatus = await run(['status', '--json'], keychain);
  expect(JSON.parse(ofStatus.out.join(''))).toMatchObject({ counts: null, health });
  expect(await run(['queues'], keychain)).toEqual({ ...failed, out: [] });
  const missing = await run(['queues', '--json', '--name', 'Nobody']);
  expect([missing.code, JSON.parse(missing.out.join(''))]).toMatchObject([
    3,
    { connection: null, health: { state: 'not-connected' }, queues: null },
  ]);
});

it('an id of any form works where the list of queues is not complete, with and without the app', async () => {
  const id = 'overflow';
  const argv = ['status', '--queue', id, '--format', '{total}'];
  expect((await run(argv)).messages).toEqual([
    'There is no queue "overflow". There are:\n  Sales        qu-1\n  Sales North  qu-2',
  ]);
  kore.setNames({ queues: [{ id: 'qu-1', name: 'Sales' }], isPageIgnored: true });
  bench.clock.advance(61_000);
  await rollcall.get('directory:refresh');
  await untilRead(({ isCut, progress }) => isCut && progress === null);
  kore.setTeam([agent('zoe', 'AVAILABLE', [id])]);
  expect(await run(argv, keychain)).toEqual({ code: 0, out: ['1'], messages: [] });
  await owner?.release();
  await rollcall.app.stop();
  expect(await run(argv, keychain)).toEqual({ code: 0, out: ['1'], messages: [] });
  expect(kore.calls.at(-1)?.body).toEqual({ queueIds: [id] });
  expect((await run(['status', '--queue', 'two words'], keychain)).code).toBe(2);
});
