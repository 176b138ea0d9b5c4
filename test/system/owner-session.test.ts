import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Owner } from '../../electron/api/local-socket/lock.ts';
import { startDemo } from '../../electron/demo/server.ts';
import type { RunningDemo } from '../../electron/demo/types.ts';
import type { Directory } from '../../electron/shared/model.ts';
import { createFakeKeychain } from '../support/fake-keychain.ts';
import { fakeDraft, queues } from '../support/fake-views.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { makeOwner, runRollcall } from '../support/owner-bench.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** Commands beside an app whose connection is not saved: only the app can call the account. */
let bench: TestBench;
let kore: KoreServer;
let owner: Owner;
let rollcall: TestApp;

const GERMAN = { id: '6501aabbccddeeff00112233', name: 'German' };
const agent = (
  id: string,
  bucket: string,
  queueIds: readonly string[],
  skillIds: readonly string[] = [],
): KoreAgent => ({
  ...{ id, bucket, queueIds, skillIds },
  firstName: 'Agent',
  lastName: id,
});

beforeEach(async () => {
  bench = await createTestBench();
  kore = await startKoreServer(
    [
      agent('ann', 'AVAILABLE', ['qu-1'], [GERMAN.id]),
      agent('bob', 'BUSY', ['qu-1', 'qu-2']),
      agent('eve', 'AWAY', [], [GERMAN.id]),
    ],
    bench.clock.now,
  );
  kore.setNames({
    queues: [
      { id: 'qu-1', name: 'Sales', skills: [GERMAN] },
      { id: 'qu-2', name: 'Sales North' },
    ],
  });
  rollcall = await bench.open({ keychain: createFakeKeychain() });
  owner = await makeOwner(bench, rollcall);
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'session');
  await rollcall.until(({ health, details }) => health.state === 'live' && details?.read === 3);
  await untilRead(({ queues: all, progress }) => all.length === 2 && progress === null);
});
afterEach(async () => {
  await owner.release();
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

/** A command without a keychain. */
async function run(...argv: string[]) {
  const { io, ended } = runRollcall(bench, argv);
  return { code: await ended, out: io.out, messages: io.messages };
}

const FORMAT = ['--format', '{total} {available} {away} {state}'];

describe('status', () => {
  it.each([
    ['everybody', [], '3 1 1 live'],
    ['a queue by name', ['--queue', 'north'], '1 0 0 live'],
    ['an agent by name', ['--agent', 'eve'], '1 0 1 live'],
    ['the connection by name', ['--name', 'billing'], '3 1 1 live'],
    ['a skill that no view has used', ['--skill', 'german'], '2 1 1 live'],
    ['a skill by its id, and an agent', ['--skill', GERMAN.id, '--agent', 'ann'], '1 1 0 live'],
  ])('is of %s', async (_, argv, line) => {
    expect(await run('status', ...argv, ...FORMAT)).toEqual({ code: 0, out: [line], messages: [] });
  });

  it('of what the last answer does not tell costs one call in each poll, and has the times of the app', async () => {
    const before = kore.calls.length;
    const runs = await Promise.all([1, 2, 3].map(() => run('status', '--skill', 'German', '--json', '--agents')));
    expect(kore.calls.slice(before).map(({ body }) => body)).toEqual([{ skillIds: [GERMAN.id] }]);
    expect(new Set(runs.map(({ out }) => out.join())).size).toBe(1);
    const { agents: all } = rollcall.app.team();
    const since = all.map(({ since: { at } }) => new Date(at ?? 0).toISOString());
    expect(JSON.parse(runs[0]?.out[0] ?? '')).toMatchObject({
      view: null,
      counts: { AVAILABLE: 1, AWAY: 1, total: 2 },
      agents: [
        { name: 'Agent ann', since: since[0] },
        { name: 'Agent eve', since: since[2] },
      ],
    });
    await rollcall.nextPoll();
    const polled = kore.calls.length;
    await run('status', '--skill', 'German');
    expect(kore.calls.length).toBe(polled + 1);
  });

  it('ends with the code of the failure where that call fails', async () => {
    kore.reply('availability', REPLIES.badToken);
    const { code, out, messages } = await run('status', '--skill', 'German', '--json');
    expect([code, messages.length]).toEqual([4, 1]);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      connection: { name: 'Billing' },
      counts: null,
      health: { state: 'unauthorized', message: messages[0] },
    });
  });

  it('is of a view of this session, and names them where there is no such view', async () => {
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'North', filter: queues('qu-2') }));
    await rollcall.get('view:open', openId(rollcall), null);
    expect(await run('status', '--view', 'north', ...FORMAT)).toEqual({
      code: 0,
      out: ['1 0 0 live'],
      messages: [],
    });
    expect(await run('status', '--view', 'South')).toEqual({
      code: 2,
      out: [],
      messages: ['There is no view "South". There are:\n  North'],
    });
  });

  it('is followed by a watch, which ends where a name is not clear', async () => {
    const { io, ended } = runRollcall(bench, ['status', '--watch', '--skill', 'German', ...FORMAT]);
    expect(await io.waitFor(() => true)).toBe('2 1 1 live');
    kore.setTeam([agent('ann', 'AWAY', ['qu-1'], [GERMAN.id]), agent('eve', 'AWAY', [], [GERMAN.id])]);
    await rollcall.nextPoll();
    expect(await io.waitFor((line) => line.startsWith('2 0'))).toBe('2 0 2 live');
    io.interrupt();
    expect(await ended).toBe(0);
    expect(await run('status', '--watch', '--queue', 'sal')).toMatchObject({
      code: 2,
      messages: [
        '"sal" fits several queues. Give more of the name, or the id:\n  Sales        qu-1\n  Sales North  qu-2',
      ],
    });
  });
});

describe('beside an account that does not list all agents', () => {
  let demo: RunningDemo;
  beforeEach(async () => {
    demo = await startDemo({ refuses: ['everybody'], timeZone: 'UTC', now: bench.clock.now });
    await rollcall.get('connection:save', formFor(demo, { name: 'Refusing' }), 'session');
    const [first] = demo.queues;
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'All', filter: queues(first?.id ?? '') }));
    await rollcall.until(({ health }) => health.state === 'live');
  });
  afterEach(() => demo.stop());

  it('status is of a queue that is not in the open view, and queues counts that of the view and says what is missing', async () => {
    await untilRead(({ queues: all }) => all.length === demo.queues.length);
    const argv = ['--name', 'Refusing', '--queue', 'Deliveries'];
    expect(await run('status', ...argv, '--format', '{state} {connection}')).toEqual({
      code: 0,
      out: ['live Refusing'],
      messages: [],
    });
    const { code, out, messages } = await run('queues', '--name', 'Refusing');
    expect([code, out.map((line) => line.split(':')[0]), messages]).toEqual([
      0,
      [demo.queues[0]?.name],
      ['6 more queues are not shown: which of their agents are available is not known.'],
    ]);
  });
});

it('queues are those of the connection', async () => {
  const { code, out, messages } = await run('queues');
  expect([code, messages, out.map((line) => line.slice(0, 20))]).toEqual([
    0,
    [],
    ['Sales: 1 available, ', 'Sales North: 0 avail'],
  ]);
});
