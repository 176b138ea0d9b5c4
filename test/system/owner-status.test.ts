import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPEN_WITHIN_MS } from '../../electron/api/local-socket/client.ts';
import type { Keychain } from '../../electron/keychain/types.ts';
import type { Owner } from '../../electron/api/local-socket/lock.ts';
import { clockSecond } from '../../electron/shared/format.ts';
import { createFakeKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { REPLIES, startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { makeOwner, runRollcall } from '../support/owner-bench.ts';
import { answerText, impersonate } from '../support/owner-scene.ts';
import { fakeDraft, queues } from '../support/fake-views.ts';
import { formFor } from '../support/connection-profile.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** `status` beside a running app: what it prints, and what that costs the account, counted at the server. */
let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;
let owner: Owner | null;
let rollcall: TestApp;

const ANN: KoreAgent = { id: 'ann', firstName: 'Ann', lastName: 'Lee', bucket: 'BUSY', queueIds: ['q-1'] };
const BEN: KoreAgent = { id: 'ben', firstName: 'Ben', lastName: 'Ito', bucket: 'AWAY' };
const MINUTE_MS = 60_000;

beforeEach(async () => {
  bench = await createTestBench();
  kore = await startKoreServer([ANN, BEN], bench.clock.now);
  keychain = createFakeKeychain();
  rollcall = await bench.open({ keychain });
  owner = await makeOwner(bench, rollcall);
  await rollcall.app.start();
  await rollcall.get('connection:save', formFor(kore), 'keychain');
  // Until the answer is here: a request under way would time out where a test moves the clock.
  await rollcall.until(({ health, details }) => health.state === 'live' && details?.read === 2);
});
afterEach(async () => {
  await owner?.release();
  await bench.stop();
  await kore.stop();
});

interface Run {
  readonly code: number;
  readonly out: readonly string[];
  readonly messages: readonly string[];
}

/** `rollcall status` in this process, with a keychain only where it may be needed. */
async function status(argv: readonly string[] = [], mayOpen: Keychain | null = null): Promise<Run> {
  const { io, ended } = runRollcall(bench, ['status', ...argv], mayOpen);
  const code = await ended;
  return { code, out: io.out, messages: io.messages };
}

/** How many calls `status` made by itself. */
async function callsOf(argv: readonly string[] = []): Promise<number> {
  const before = kore.calls.length;
  expect((await status(argv, keychain)).code).toBe(0);
  return kore.calls.length - before;
}

function jsonOf({ out }: Run): Record<string, unknown> {
  expect(out.length).toBe(1);
  return JSON.parse(out[0] ?? '') as Record<string, unknown>;
}

describe('status beside a live app', () => {
  it('costs no call, a hundred times, one after the other and at once', async () => {
    const before = kore.calls.length;
    const runs: Run[] = [];
    for (let run = 0; run < 50; run += 1) runs.push(await status(['--json']));
    runs.push(...(await Promise.all(Array.from({ length: 50 }, () => status(['--json', '--name', 'billing'])))));
    expect(kore.calls.length).toBe(before);
    expect(new Set(runs.map(({ code, out, messages }) => JSON.stringify([code, out, messages]))).size).toBe(1);
    expect(runs.length).toBe(100);
  });

  it('says what it would say by itself', async () => {
    const throughOwner = jsonOf(await status(['--json', '--agents']));
    await owner?.release();
    const byItself = jsonOf(await status(['--json', '--agents'], keychain));
    const { health: ownHealth, ...own } = byItself;
    const { health, ...rest } = throughOwner;
    expect(rest).toEqual(own);
    expect(health).toEqual({
      ...(ownHealth as object),
      nextAt: new Date(rollcall.app.team().health.nextAt ?? 0).toISOString(),
    });
    expect(rest).toMatchObject({ statusDetails: { read: 2, of: 2, message: '' } });
    expect(rest).toMatchObject({ counts: { BUSY: 1, AWAY: 1, total: 2 }, agents: [{ name: 'Ann Lee' }, {}] });
  });

  it('names agents with --agents only', async () => {
    expect((await status(['--json'])).out.join()).not.toContain('Ann');
    expect((await status(['--agents'])).out.join()).toContain('Ann Lee');
  });

  it('gives initials, and not initials of initials, where names are hidden in the app and by --mask', async () => {
    await rollcall.get('settings:update', { isMasked: true });
    const template = ['--agents', '--format', '{agents}'];
    expect((await status(template)).out).toEqual(['A. L.: BUSY\nB. I.: AWAY']);
    expect((await status([...template, '--mask'])).out).toEqual(['A. L.: BUSY\nB. I.: AWAY']);
  });

  it('says who needs attention as the window does, and counts them without naming anybody', async () => {
    const limits = { byStatus: { AWAY: null, BUSY: 1 }, secondary: [] };
    await rollcall.get('settings:update', { limits });
    bench.clock.advance(2 * 60_000);
    await rollcall.until(({ asOf }) => asOf === bench.clock.now());
    const { attention, agents } = jsonOf(await status(['--json', '--agents']));
    expect([attention, agents]).toEqual([
      1,
      [expect.objectContaining({ attention: 'limit 1 min' }), expect.objectContaining({ attention: null })],
    ]);
    expect((await status(['--agents'])).out.join()).toContain('Ann Lee, limit 1 min');
    expect((await status(['--format', '{attention}/{total}'])).out).toEqual(['1/2']);
  });

  it('writes a template', async () => {
    const run = await status(['--format', '{busy}/{total} {connection} {state} {asOf}']);
    expect(run).toEqual({
      code: 0,
      out: [`1/2 Billing live ${clockSecond(bench.clock.now())}`],
      messages: [],
    });
  });

  it('waits for the first read of an app that has just started', async () => {
    const release = kore.hold('availability');
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues('q-1') }));
    await kore.received('availability', 2);
    // Without a keychain it cannot read the team itself.
    const run = status(['--json']);
    release();
    expect(jsonOf(await run)).toMatchObject({ view: 'Leads', counts: { total: 1 } });
  });
});

describe('status beside an app that is starting', () => {
  it('waits for its first read, also a long one, and costs nothing', async () => {
    const release = kore.hold('availability');
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues('q-1') }));
    await kore.received('availability', 2);
    const runs = Array.from({ length: 3 }, () => status(['--format', '{total} {state}']));
    // Longer than status waits for an app that does not answer at all.
    setTimeout(release, OPEN_WITHIN_MS + 300);
    expect((await Promise.all(runs)).map(({ code, out }) => [code, ...out])).toEqual(
      Array.from({ length: 3 }, () => [0, '1 live']),
    );
  });

  it('does not wait for a view it never reads, and waits for the one it does', async () => {
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'Away', statuses: ['AWAY'] }));
    const release = kore.hold('availability');
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues('q-1') }));
    await kore.received('availability', 2);
    const other = status(['--view', 'away', '--format', '{total} {view}'], keychain);
    const same = status(['--view', 'leads', '--format', '{total} {view}']);
    // The read of its own: the app's is held for both.
    await kore.received('availability', 3);
    release();
    expect([await other, await same]).toEqual([
      { code: 0, out: ['1 Away'], messages: [] },
      { code: 0, out: ['1 Leads'], messages: [] },
    ]);
  });

  it('waits too while it is still asking for its secret', async () => {
    await owner?.release();
    await rollcall.app.stop();
    const prompt = Promise.withResolvers<void>();
    keychain.blockedBy = prompt.promise;
    rollcall = await bench.open({ keychain });
    owner = await makeOwner(bench, rollcall);
    const started = rollcall.app.start();
    const before = kore.countOf('availability');
    const run = status(['--format', '{total} {state}']);
    setTimeout(prompt.resolve, 100);
    await started;
    expect(await run).toEqual({ code: 0, out: ['2 live'], messages: [] });
    expect(kore.countOf('availability')).toBe(before + 1);
  });
});

describe('status beside an app that was paused before it has opened anything', () => {
  it('says why, and makes no call', async () => {
    await owner?.release();
    await rollcall.app.stop();
    rollcall = await bench.open({ keychain });
    owner = await makeOwner(bench, rollcall);
    rollcall.app.pause(MINUTE_MS, 'It stands by.');
    const before = kore.countOf('availability');
    const json = await status(['--json', '--name', 'Billing']);
    expect([json.code, jsonOf(json), json.messages]).toMatchObject([
      5,
      { health: { state: 'paused', message: 'It stands by.' }, counts: null },
      ['It stands by.'],
    ]);
    expect(await status()).toEqual({ code: 5, out: [], messages: ['It stands by.'] });
    expect(kore.countOf('availability')).toBe(before);
  });
});

describe('status beside a paused app', () => {
  it('costs no call: the team is the last one, with its time and why', async () => {
    const takenAt = bench.clock.now();
    await rollcall.get('team:pause', MINUTE_MS);
    bench.clock.advance(MINUTE_MS / 2);
    const before = kore.calls.length;
    expect(await status()).toEqual({
      code: 5,
      out: [`Billing: 0 available, 1 busy, 1 away, 0 offline (as of ${clockSecond(takenAt)})`],
      messages: ['Paused. The team is not being read.'],
    });
    expect((await status(['--format', '{busy} {state} {asOf}'])).out).toEqual([`1 paused ${clockSecond(takenAt)}`]);
    expect(jsonOf(await status(['--json']))).toMatchObject({
      takenAt: new Date(takenAt).toISOString(),
      health: { state: 'paused', message: 'Paused. The team is not being read.' },
      counts: { total: 2 },
    });
    expect(kore.calls.length).toBe(before);
  });
});

describe('status of a view', () => {
  const away = fakeDraft({ name: 'Away', statuses: ['AWAY'] });

  it('is of the one that is open in the app, and says so, without a call', async () => {
    await rollcall.get('view:save', openId(rollcall), away);
    const before = kore.calls.length;
    expect(jsonOf(await status(['--json']))).toMatchObject({ view: 'Away', counts: { AWAY: 1, total: 1 } });
    expect((await status()).out).toEqual(['Billing, view Away: 0 available, 0 busy, 1 away, 0 offline']);
    expect((await status(['--view', ' away', '--format', '{total} {view}'])).out).toEqual(['1 Away']);
    expect(kore.calls.length).toBe(before);
  });

  it('is the same without the app, which has left it open', async () => {
    await rollcall.get('view:save', openId(rollcall), away);
    const throughOwner = jsonOf(await status(['--json']));
    await owner?.release();
    // Without agents nobody reads times in status for one command, so how many need attention is not known.
    const { health: _health, attention, statusDetails, ...byItself } = jsonOf(await status(['--json'], keychain));
    expect(throughOwner).toMatchObject(byItself);
    expect([throughOwner['attention'], attention]).toEqual([0, null]);
    expect([throughOwner['statusDetails'], statusDetails]).toEqual([{ read: 2, of: 2, message: '' }, null]);
    expect(jsonOf(await status(['--json', '--everybody'], keychain))).toMatchObject({
      view: null,
      counts: { total: 2 },
    });
  });

  it('costs no call either when another one is open; one that does not exist is a mistake that names the others', async () => {
    await rollcall.get('view:save', openId(rollcall), away);
    await rollcall.get('view:open', openId(rollcall), null);
    const before = kore.calls.length;
    expect((await status(['--view', 'AWAY', '--format', '{total} {view}'])).out).toEqual(['1 Away']);
    expect(kore.calls.length).toBe(before);
    const run = await status(['--view', 'Sales'], keychain);
    expect([run.code, run.messages]).toEqual([2, ['There is no view "Sales". There are:\n  Away']]);
  });
});

describe('status goes its own way', () => {
  it('for a team that the last answer of the app does not tell, and for no other', async () => {
    expect(await callsOf(['--agent', 'ben it', '--agent', 'a-ann'])).toBe(0);
    expect(await callsOf(['--everybody'])).toBe(0);
    expect(await callsOf()).toBe(0);
    expect(await callsOf(['--queue', 'q-1'])).toBe(1);
  });

  it('nowhere for a name that is not clear: it lists what fits', async () => {
    const unclear = await status(['--agent', 'e']);
    expect([unclear.code, unclear.out, unclear.messages]).toEqual([
      2,
      [],
      ['"e" fits several agents. Give more of the name, or the id:\n  Ann Lee  a-ann\n  Ben Ito  a-ben'],
    ]);
    await owner?.release();
    const alone = await status(['--agent', 'Zoe'], keychain);
    expect([alone.code, alone.messages]).toEqual([
      2,
      ['There is no agent "Zoe". There are:\n  Ann Lee  a-ann\n  Ben Ito  a-ben'],
    ]);
    expect((await status(['--agent', 'ann', '--format', '{total} {busy}'], keychain)).out).toEqual(['1 1']);
  });

  it('when the app missed its reads asleep', async () => {
    expect(await callsOf()).toBe(0);
    bench.clock.jump(10 * MINUTE_MS);
    expect(await callsOf()).toBe(1);
  });

  it('for a connection that was saved beside the app', async () => {
    await owner?.release();
    const other = await bench.open({ keychain });
    await other.app.start();
    await other.get('connection:save', formFor(kore, { name: 'Sales' }), 'keychain');
    await other.app.stop();
    owner = await makeOwner(bench, rollcall);
    expect(jsonOf(await status(['--json'], keychain))).toMatchObject({ connection: { name: 'Sales' } });
    expect(jsonOf(await status(['--json', '--name', 'Billing']))).toMatchObject({ connection: { name: 'Billing' } });
  });

  it('when the app hangs, after the time an app has to answer', async () => {
    await owner?.release();
    const stop = await impersonate(bench.dataFolder, () => undefined);
    const began = performance.now();
    expect(await callsOf()).toBe(1);
    expect(performance.now() - began).toBeGreaterThan(OPEN_WITHIN_MS - 10);
    await stop();
  });

  it('when what answers makes no sense', async () => {
    await owner?.release();
    const reply = answerText({ ok: true, value: { connection: {} } });
    const stop = await impersonate(bench.dataFolder, (asker) => asker.end(reply));
    expect(await callsOf()).toBe(1);
    await stop();
  });
});

describe('status beside an app that has a problem', () => {
  it.each([
    ['minuteLimit', 6],
    ['badToken', 4],
    ['gatewayPage', 5],
  ] as const)('(%s) gives the last good team as stale, and ends with %i', async (reply, code) => {
    const { asOf } = rollcall.app.team();
    kore.reply('both', REPLIES[reply]);
    const { health } = await rollcall.nextPoll();
    const before = kore.calls.length;
    const run = await status(['--json']);
    expect([run.code, run.messages]).toEqual([code, [health.message]]);
    expect(jsonOf(run)).toMatchObject({
      takenAt: new Date(asOf ?? 0).toISOString(),
      health: { state: 'stale', message: health.message },
      counts: { BUSY: 1, AWAY: 1, total: 2 },
    });
    const text = await status();
    expect(text.out).toEqual([`Billing: 0 available, 1 busy, 1 away, 0 offline (as of ${clockSecond(asOf ?? 0)})`]);
    expect((await status(['--format', '{busy} {state}'])).out).toEqual(['1 stale']);
    expect(kore.calls.length).toBe(before);
  });

  it('that has never had a team gives none', async () => {
    kore.reply('both', REPLIES.badToken);
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ filter: queues('q-new') }));
    await rollcall.until(({ health }) => health.state === 'unauthorized');
    const before = kore.calls.length;
    const run = await status(['--json', '--queue', 'q-new']);
    expect(run.code).toBe(4);
    expect(jsonOf(run)).toMatchObject({ takenAt: null, counts: null, health: { state: 'unauthorized' } });
    const text = await status(['--queue', 'q-new']);
    expect([text.out, text.messages.length]).toEqual([[], 1]);
    expect((await status(['--queue', 'q-new', '--format', '{busy}/{total}'])).out).toEqual(['?/?']);
    expect(kore.calls.length).toBe(before);
  });
});

describe('a name that is not clear', () => {
  const runs = [
    ['--agent', 'Zzzz'],
    ['--agent', 'e', '--json'],
    ['--agent', 'e', '--format', '{busy}/{total} {connection} {view} {state}'],
  ];

  it('prints beside the app what it prints without it', async () => {
    const beside = await Promise.all(runs.map((argv) => status(argv)));
    await owner?.release();
    const alone: Run[] = [];
    for (const argv of runs) alone.push(await status(argv, keychain));
    expect(beside).toEqual(alone);
    const [none, json, format] = beside;
    expect(none).toEqual({
      code: 2,
      out: [],
      messages: ['There is no agent "Zzzz". There are:\n  Ann Lee  a-ann\n  Ben Ito  a-ben'],
    });
    expect([json?.code, JSON.parse(json?.out[0] ?? '')]).toMatchObject([
      2,
      { connection: { name: 'Billing' }, counts: null, health: { state: 'stale', message: json?.messages[0] } },
    ]);
    expect(format).toMatchObject({ code: 2, out: ['?/? Billing Everybody stale'] });
  });

  it.each([
    ['--mask', false, ['--mask']],
    ['the setting', true, []],
    ['both', true, ['--mask']],
  ])('shows agents as initials for %s, with and without the app', async (_, isMasked, flags) => {
    await rollcall.get('settings:update', { isMasked });
    const beside = await Promise.all(runs.map((argv) => status([...argv, ...flags])));
    await owner?.release();
    const alone: Run[] = [];
    for (const argv of runs) alone.push(await status([...argv, ...flags], keychain));
    const watched = runRollcall(bench, ['status', '--watch', '--agent', 'e', ...flags], keychain);
    expect(await watched.ended).toBe(2);
    for (const { messages } of [...beside, ...alone, watched.io]) {
      expect(messages.at(-1)).toContain('\n  A. L.  a-ann\n  B. I.  a-ben');
    }
    expect(JSON.stringify([beside, alone, watched.io.messages, watched.io.out])).not.toMatch(/Ann|Ben/);
  });
});

describe('an agent id that nobody has', () => {
  const GONE = 'u-00000000-0000-4000-8000-000000000000';

  it('is named, also beside one that somebody has', async () => {
    const note = `Nobody was found for ${GONE}.`;
    expect(await status(['--agent', GONE])).toEqual({
      code: 0,
      out: ['Billing: 0 available, 0 busy, 0 away, 0 offline'],
      messages: [note],
    });
    const both = await status(['--json', '--agent', 'a-ann', '--agent', GONE, '--agent', 'u-ben']);
    expect([both.code, both.messages, jsonOf(both)]).toMatchObject([
      0,
      [note],
      { counts: { BUSY: 1, AWAY: 1, total: 2 }, notFound: [GONE] },
    ]);
    await owner?.release();
    const alone = jsonOf(await status(['--json', '--agent', 'a-ann', '--agent', GONE], keychain));
    expect(alone).toMatchObject({ counts: { total: 1 }, notFound: [GONE] });
  });

  it('is named for a view of it, and no agent is whose status the view leaves out', async () => {
    const filter = { queueIds: [], skillIds: [], agentIds: ['a-ann', 'a-gone'] };
    await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'Two', filter, statuses: ['AWAY'] }));
    for (const argv of [['--json'], ['--json', '--view', 'two']]) {
      const run = await status(argv);
      expect(run.messages).toEqual(['Nobody was found for a-gone.']);
      expect(jsonOf(run)).toMatchObject({ view: 'Two', counts: { total: 0 }, notFound: ['a-gone'] });
    }
    expect(jsonOf(await status(['--json', '--everybody']))).not.toHaveProperty('notFound');
  });
});
