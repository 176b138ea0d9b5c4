import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain, createNoKeychain } from '../support/fake-keychain.ts';
import { formFor } from '../support/connection-profile.ts';
import { startKoreServer, type KoreAgent, type KoreHabits, type KoreServer } from '../support/kore-server.ts';
import { fakeDraft } from '../support/fake-views.ts';
import { REPLIES } from '../support/kore-server/replies.ts';
import { makeOwner, runRollcall } from '../support/owner-bench.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** `rollcall history` of a saved connection: what it reads, what it keeps, and what it says of the rest. */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Tuesday at two in the afternoon, in UTC. */
const NOW = Date.parse('2026-11-24T14:00:00Z');
const [YESTERDAY, TODAY] = ['2026-11-23', '2026-11-24'];

let bench: TestBench;
let kore: KoreServer;
let keychain: ReturnType<typeof createFakeKeychain>;

/** At work from nine to five each day, and since nine today. */
function agent(index: number, name: string): KoreAgent {
  const midnight = Date.parse(`${TODAY}T00:00:00Z`);
  const record = (day: number, end: number | null) => ({
    ...{ primary: 'AVAILABLE', secondary: 'Available' },
    start: day + 9 * HOUR_MS,
    end,
  });
  const before = [5, 4, 3, 2, 1].map((back) => midnight - back * DAY_MS);
  return {
    id: String(index).padStart(3, '0'),
    firstName: name,
    lastName: 'Test',
    bucket: 'AVAILABLE',
    records: [...before.map((day) => record(day, day + 17 * HOUR_MS)), record(midnight, null)],
  };
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly said: readonly string[];
  readonly shown: readonly string[];
}

async function history(argv: readonly string[], mayOpen = keychain): Promise<Ran> {
  const { io, ended } = runRollcall(bench, ['history', ...argv], mayOpen);
  const code = await ended;
  return { code, out: [...io.out, ...io.written].join('\n'), said: io.messages, shown: io.shown };
}

/** What something costs: status details, and availability. */
async function callsOf<T>(action: () => Promise<T>): Promise<readonly [T, { details: number; availability: number }]> {
  const before = [kore.countOf('statusDetails'), kore.countOf('availability')] as const;
  const result = await action();
  const [details, availability] = [kore.countOf('statusDetails') - before[0], kore.countOf('availability') - before[1]];
  return [result, { details, availability }];
}

async function start(team: readonly KoreAgent[], habits?: KoreHabits): Promise<TestApp> {
  kore = await startKoreServer(team, bench.clock.now, habits);
  const app = await bench.open({ keychain });
  await app.get('connection:save', formFor(kore), 'keychain');
  return app;
}

const ANA_AND_BEN = [agent(1, 'Ana'), agent(2, 'Ben')];
const many = (size: number): readonly KoreAgent[] =>
  Array.from({ length: size }, (_, index) => agent(index, `Agent ${index}`));
const NONE = { details: 0, availability: 0 };

beforeEach(async () => {
  bench = await createTestBench(createFakeClock(NOW));
  keychain = createFakeKeychain();
});
afterEach(async () => {
  await bench.stop();
  await kore.stop();
});

describe('a finished day', () => {
  it('is read once, and then answered without a call, a keychain or a server', async () => {
    const app = await start(ANA_AND_BEN);
    const [first, cost] = await callsOf(() => history(['yesterday']));
    expect([first.code, cost]).toEqual([0, { details: 1, availability: 1 }]);
    await app.app.stop();
    const [again, none] = await callsOf(() => history(['yesterday'], createNoKeychain()));
    expect([again.out, again.code, again.said, none]).toEqual([first.out, 0, [], NONE]);
  });

  it('is of everybody only where everybody was read', async () => {
    await start(ANA_AND_BEN);
    expect((await history(['yesterday', '--agent', 'Ana'])).out).not.toContain('Ben');
    const offline = await history(['yesterday', '--offline']);
    expect([offline.code, offline.said]).toEqual([
      8,
      [
        `Only part of ${YESTERDAY} was read. Only what was read before is shown, because of --offline. Who else is meant is not known without a call.`,
      ],
    ]);
    expect((await history(['yesterday'])).out).toMatch(/Ana Test: .*\n.*\n {2}Ben Test: /);
  });

  it('of one agent is read by e-mail', async () => {
    await start(many(120));
    const [{ code }, cost] = await callsOf(() => history(['yesterday', '--agent', 'Agent 7 Test']));
    expect([code, cost]).toEqual([0, { details: 1, availability: 1 }]);
    const [, none] = await callsOf(() => history(['yesterday', '--agent', 'u-007'], createNoKeychain()));
    expect(none).toEqual(NONE);
  });
});

describe('today', () => {
  it('is topped up, and said to be as of the last read where that fails', async () => {
    await start(ANA_AND_BEN);
    expect((await history([])).code).toBe(0);
    bench.clock.jump(HOUR_MS);
    const [late, none] = await callsOf(() => history([], createNoKeychain()));
    expect([late.code, none]).toEqual([8, NONE]);
    expect(late.out).toContain(`${TODAY} (UTC): as of 14:00\n  Ana Test: AVAILABLE 5 h, no record 9 h\n`);
    expect(late.said).toEqual([expect.stringMatching(/keychain/i)]);
    const [now] = await callsOf(() => history([]));
    expect([now.code, now.out]).toEqual([0, expect.stringContaining(`${TODAY} (UTC)\n  Ana Test: AVAILABLE 6 h,`)]);
  });
});

const mayBeginLater = (date: string): string =>
  `The beginning of ${date} may be missing: Kore.ai may list records under the day they begin, and the day before was not read.`;

describe('a server that lists records under the day they begin', () => {
  const HABITS: KoreHabits = { writes: 'request', day: 'requested', lists: 'start' };
  const MIDNIGHT = Date.parse(`${YESTERDAY}T00:00:00Z`);
  const night = (day: number) => ({
    ...{ primary: 'BUSY', secondary: 'Busy' },
    start: day - 2 * HOUR_MS,
    end: day + 6 * HOUR_MS,
  });
  const [ANA] = ANA_AND_BEN;
  const NIGHTS: KoreAgent[] =
    ANA === undefined ? [] : [{ ...ANA, records: [4, 3, 1, 0].map((back) => night(MIDNIGHT - back * DAY_MS)) }];

  it('has the day before read along, whose calls are not made again', async () => {
    await start(NIGHTS, HABITS);
    expect((await history(['2026-11-21..2026-11-22', '--totals'])).code).toBe(0);
    const [alone, cost] = await callsOf(() => history(['yesterday']));
    expect([alone.code, alone.said, cost.details]).toEqual([0, [], 1]);
    expect(alone.out).toContain('Ana Test: BUSY 6 h, no record 18 h');
    const [again, none] = await callsOf(() => history(['yesterday'], createNoKeychain()));
    expect([again.code, again.out, none]).toEqual([0, alone.out, NONE]);
  });

  it('says that the beginning may be missing where the day before was not read, which is not an answer in part', async () => {
    const app = await start(many(60), HABITS);
    await app.app.stop();
    for (const argv of [['yesterday'], ['yesterday', '--offline']]) {
      const { code, said } = await history(argv);
      expect([code, said]).toEqual([0, [mayBeginLater(YESTERDAY)]]);
    }
    expect((await history(['2026-11-22'])).code).toBe(0);
    expect((await history(['yesterday', '--offline'])).said).toEqual([]);
  });
});

describe('what has to be read', () => {
  it('is said first where it takes a while, and its progress shown', async () => {
    await start(many(260));
    const { code, said, shown } = await history(['yesterday', '--totals']);
    expect([code, said]).toEqual([
      0,
      [
        'Reading what is missing takes about 6 calls, 3 seconds. Ctrl+C ends it with what has been read.',
        mayBeginLater(YESTERDAY),
      ],
    ]);
    expect(shown).toContainEqual(expect.stringMatching(/^2026-11-23, \d+ of 260, about \d+ seconds left$/));
    expect(shown.at(-1)).toBe('');
  });

  it('takes the time that the calls take which are free, also just after another read', async () => {
    await start(many(260));
    await history(['yesterday']);
    const [{ said }, { details }] = await callsOf(() => history(['2026-11-22']));
    expect([details, said]).toEqual([
      6,
      [
        'Reading what is missing takes about 6 calls, 3 seconds. Ctrl+C ends it with what has been read.',
        mayBeginLater('2026-11-22'),
      ],
    ]);
  });

  it('has two costs while nobody knows whether Kore.ai answers days together', async () => {
    await start(many(90));
    const { said } = await history(['last-3-days']);
    expect(said).toEqual([
      'Reading what is missing takes about 2 calls, 1 second; where Kore.ai answers no days together, at most 10 calls, 5 seconds. Ctrl+C ends it with what has been read.',
    ]);
  });

  it('is kept when Ctrl+C ends it, and the same command reads the rest only', async () => {
    await start(many(260));
    const { io, ended } = runRollcall(bench, ['history', 'yesterday'], keychain);
    await kore.received('statusDetails', 2);
    const release = kore.hold('statusDetails');
    await kore.received('statusDetails', 3);
    io.interrupt();
    expect(await ended).toBe(8);
    release();
    expect(io.messages.at(-1)).toBe(
      `Only part of ${YESTERDAY} was read. Stopped before it was finished. The same command reads the rest.`,
    );
    const [{ code, out }, { details }] = await callsOf(() => history(['yesterday', '--totals']));
    expect([code, details < 6]).toEqual([0, true]);
    expect(out).toContain('  All 260 agents\n        2080 h  AVAILABLE, 260 times');
  });

  it('is nothing where nothing can be read, with the exit code of that', async () => {
    await start(ANA_AND_BEN);
    expect(await history(['yesterday', '--json'], createNoKeychain())).toMatchObject({ code: 7, out: '' });
  });
});

describe('at the request limit, before anything was read', () => {
  /** Has the limit answered, so that no call may start for another 27 s. */
  async function meetLimit(): Promise<void> {
    await start(ANA_AND_BEN);
    kore.reply('both', REPLIES.minuteLimit);
    expect(await history(['yesterday'])).toMatchObject({ code: 6, out: '' });
    kore.reply('both', null);
    bench.clock.jump(63_000);
  }

  it('waits where that is short, and says so', async () => {
    await meetLimit();
    const { io, ended } = runRollcall(bench, ['history', 'yesterday'], keychain);
    const waiting = 'Waiting 27 s for the request limit of the account.';
    await expect.poll(() => io.messages).toEqual([waiting]);
    await bench.clock.advanceAsync(27_000);
    expect([await ended, io.messages]).toEqual([0, [waiting]]);
    expect([...io.out, ...io.written].join()).toContain('Ben Test: AVAILABLE 8 h');
  });

  it.each(['availability', 'statusDetails'] as const)(
    'waits as long as an answer of %s says, and says so',
    async (api) => {
      await start(ANA_AND_BEN);
      kore.replyNext(api, [{ ...REPLIES.minuteLimit, headers: { 'retry-after': '20' } }]);
      const { io, ended } = runRollcall(bench, ['history', 'yesterday'], keychain);
      await expect.poll(() => io.messages).toEqual([expect.stringMatching(/aiting 20 s for the request limit/)]);
      await bench.clock.advanceAsync(20_000);
      expect([await ended, io.messages.length]).toEqual([0, 1]);
      expect([...io.out, ...io.written].join()).toContain('Ben Test: AVAILABLE 8 h');
    },
  );

  it('makes no other call where the answer says that it takes longer than a minute', async () => {
    await start(ANA_AND_BEN);
    kore.reply('both', REPLIES.minuteLimit);
    const [{ code, said }, calls] = await callsOf(() => history(['yesterday']));
    expect([code, said, calls]).toEqual([6, [expect.stringMatching(/limit/)], { details: 0, availability: 1 }]);
  });

  it('is waited for by status too, as long as that may take', async () => {
    await start(ANA_AND_BEN);
    kore.replyNext('availability', [{ ...REPLIES.minuteLimit, headers: { 'retry-after': '5' } }]);
    const { io, ended } = runRollcall(bench, ['status'], keychain);
    await expect.poll(() => bench.clock.pending()).toContain(5_000);
    await bench.clock.advanceAsync(5_000);
    expect([await ended, io.out.join()]).toEqual([0, expect.stringContaining('2 available')]);
  });

  it('ends with Ctrl+C', async () => {
    await meetLimit();
    const { io, ended } = runRollcall(bench, ['history', 'yesterday'], keychain);
    await expect.poll(() => io.messages).toHaveLength(1);
    io.interrupt();
    expect(await ended).toBe(130);
  });
});

it('says once of days that are older than what is kept that they are read anew each time', async () => {
  await start(ANA_AND_BEN);
  const note = 'Days before 2026-10-22 are older than what Rollcall keeps: each command reads them anew.';
  for (let times = 0; times < 2; times += 1) {
    const [{ code, said }, { details }] = await callsOf(() => history(['2026-10-20..2026-10-21']));
    expect([code, said.at(-1), details > 0]).toEqual([0, note, true]);
  }
  const offline = await history(['2026-10-21', '--offline']);
  expect([offline.code, offline.said[0]]).toEqual([8, note]);
  await history(['2026-10-23']);
  const [kept, none] = await callsOf(() => history(['2026-10-23'], createNoKeychain()));
  expect([kept.code, kept.said, none]).toEqual([0, [], NONE]);
});

it('leaves a database of a newer version as it is, says so, and keeps what it reads beside it', async () => {
  const app = await start(ANA_AND_BEN);
  await history(['yesterday']);
  await app.app.stop();
  const file = path.join(bench.dataFolder, 'rollcall.db');
  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version = 999');
  newer.close();
  const bytes = await readFile(file);
  const [first, cost] = await callsOf(() => history(['yesterday']));
  expect([first.code, cost.details, first.said]).toEqual([
    0,
    1,
    [expect.stringContaining('newer version of Rollcall')],
  ]);
  const [again, none] = await callsOf(() => history(['yesterday'], createNoKeychain()));
  expect([again.code, again.out, none]).toEqual([0, first.out, NONE]);
  expect((await readFile(file)).equals(bytes)).toBe(true);
});

it('saves nothing of a connection whose history is not to be saved', async () => {
  const app = await start(ANA_AND_BEN);
  await app.get('connection:update', { isHistoryOff: true });
  for (let times = 0; times < 2; times += 1) {
    const [{ code, out }, { details }] = await callsOf(() => history(['yesterday']));
    expect([code, details, out]).toEqual([0, 1, expect.stringContaining('Ben Test: AVAILABLE 8 h')]);
  }
  expect((await history(['yesterday', '--offline'])).out).toContain(`${YESTERDAY} (UTC): not read`);
});

describe('whom it is about', () => {
  it('is found by a part of a name, by id and by e-mail; who is not found is said', async () => {
    await start(ANA_AND_BEN);
    for (const name of ['ana', 'u-001', 'a-001', 'ana test']) {
      expect((await history(['yesterday', '--agent', name])).out).toMatch(
        /\n {2}Ana Test: AVAILABLE 8 h, no record 16 h\n/,
      );
    }
    const unknown = await history(['yesterday', '--agent', 'Cem']);
    expect([unknown.code, unknown.out]).toEqual([2, '']);
    expect(unknown.said.join()).toMatch(
      /^There is no agent "Cem"\. There are:\n {2}Ana Test +u-001\n {2}Ben Test +u-002$/,
    );
    // Of Ben nothing is saved.
    const guessed = await history(['yesterday', '--agent', 'test'], createNoKeychain());
    expect([guessed.code, guessed.said]).toEqual([
      0,
      ['"test" is taken for Ana Test, the only such name among those whose history is saved.'],
    ]);
    const several = await history(['2026-11-22', '--agent', 'test', '--mask']);
    expect([several.code, several.said.join()]).toEqual([2, expect.stringContaining('"test" fits several agents')]);
    expect(several.said.join()).not.toContain('Ana');
    const nobody = await history(['yesterday', '--agent', 'nobody@nowhere.example', '--agent', 'Ana']);
    expect([nobody.code, nobody.said]).toEqual([2, ['Nobody was found for nobody@nowhere.example.']]);
    expect(nobody.out).toContain('Ana Test: AVAILABLE 8 h');
    const left = await history(['yesterday', '--agent', 'u-999']);
    expect([left.code, left.said]).toEqual([0, ['Nobody was found for u-999.']]);
  });

  it('costs one call by e-mail or by an id of the API, which are not saved, where the days were read', async () => {
    await start(ANA_AND_BEN);
    await history(['yesterday']);
    for (const key of ['001@team.example', 'a-001']) {
      const [{ code, out }, cost] = await callsOf(() => history(['yesterday', '--agent', key]));
      expect([code, cost, out]).toEqual([0, { details: 0, availability: 1 }, expect.stringContaining('Ana Test')]);
    }
    const [, none] = await callsOf(() => history(['yesterday', '--agent', 'u-001'], createNoKeychain()));
    expect(none).toEqual(NONE);
  });

  it('is found offline by a name that any day has, in a home that no app has used', async () => {
    const app = await start(ANA_AND_BEN);
    await app.app.stop();
    await history(['2026-11-20', '--agent', 'Ana Test']);
    const unread = `Nothing was read of ${YESTERDAY}. Only what was read before is shown, because of --offline.`;
    for (const name of ['ana', 'u-001']) {
      const run = await history(['yesterday', '--agent', name, '--offline'], createNoKeychain());
      expect([run.code, run.said.at(-1)]).toEqual([8, unread]);
    }
    expect((await history(['yesterday', '--agent', 'Cem', '--offline'], createNoKeychain())).code).toBe(2);
    const found = await history(['2026-11-20', '--agent', 'ana', '--offline'], createNoKeychain());
    expect([found.code, found.out]).toEqual([0, expect.stringContaining('Ana Test: AVAILABLE 8 h')]);
  });

  it('is a saved view by name', async () => {
    const app = await start(ANA_AND_BEN);
    const filter = { queueIds: [], skillIds: [], agentIds: ['u-002'] };
    await app.get('view:save', openId(app), fakeDraft({ name: 'Early', filter }));
    const { out } = await history(['yesterday', '--view', 'early']);
    expect(out).toMatch(/^2026-11-23 \(UTC\)\n {2}Ben Test: /);
    const gone = await history(['yesterday', '--view', 'Late']);
    expect([gone.code, gone.said.join()]).toEqual([2, expect.stringContaining('There is no view "Late"')]);
  });

  it('is a view of agents by the ids of the API, which are not saved, also where everybody was read', async () => {
    const app = await start(ANA_AND_BEN);
    await history(['yesterday']);
    const filter = { queueIds: [], skillIds: [], agentIds: ['a-002'] };
    await app.get('view:save', openId(app), fakeDraft({ name: 'Early', filter }));
    expect((await history(['yesterday', '--view', 'early'])).out).toMatch(/^2026-11-23 \(UTC\)\n {2}Ben Test: /);
    expect(await history(['yesterday', '--view', 'early', '--offline'])).toMatchObject({ code: 8 });
  });

  it('is not known by an e-mail without a call', async () => {
    await start(ANA_AND_BEN);
    const email = ['yesterday', '--agent', 'nobody@nowhere.example', '--offline'];
    expect(await history(email)).toMatchObject({
      code: 8,
      said: [expect.stringContaining('E-mail addresses are not saved')],
    });
  });
});

describe('a queue by name, where nobody has saved the names', () => {
  const QUEUES = [
    { id: '6a10f0000000000000000001', name: 'Billing' },
    { id: '6a10f0000000000000000002', name: 'Card Support' },
  ];
  const served = (each: KoreAgent, index: number): KoreAgent => ({ ...each, queueIds: [QUEUES[index]?.id ?? ''] });

  it.each(['Billing', 'billing', '6a10f0000000000000000001'])('is found: %s', async (name) => {
    await start(ANA_AND_BEN.map(served));
    kore.setNames({ queues: QUEUES });
    const { code, out } = await history(['yesterday', '--queue', name, '--totals']);
    expect([code, out]).toEqual([0, expect.stringContaining('Ana Test')]);
    expect(out).not.toContain('Ben');
    const status = runRollcall(bench, ['status', '--agents', '--queue', name], keychain);
    expect([await status.ended, status.io.out.join()]).toEqual([0, expect.stringContaining('Ana Test')]);
    expect(status.io.out.join()).not.toContain('Ben');
  });

  it.each(['history', 'status'])('is read by %s once, and saved for the next command', async (command) => {
    const app = await start(ANA_AND_BEN.map(served));
    await app.app.stop();
    kore.setNames({ queues: QUEUES });
    const ask = (asked: string): Promise<number> =>
      runRollcall(bench, [asked, '--queue', 'Billing', ...(asked === 'history' ? ['yesterday'] : [])], keychain).ended;
    expect(await ask(command)).toBe(0);
    const calls = kore.namesCalls.length;
    expect([await ask('history'), await ask('status'), kore.namesCalls.length]).toEqual([0, 0, calls]);
  });

  it('waits a minute for the names, which status says, and not again', async () => {
    await start(ANA_AND_BEN.map(served));
    kore.setNames({ queues: QUEUES });
    kore.replyNames('queuePerformance', { ...REPLIES.minuteLimit, headers: { 'retry-after': '40' } });
    const { io, ended } = runRollcall(bench, ['status', '--queue', 'Billing'], keychain);
    await expect.poll(() => io.messages).toEqual(['Waiting 40 s for the request limit of the account.']);
    kore.replyNames('queuePerformance', null);
    await bench.clock.advanceAsync(40_000);
    expect([await ended, io.out.join()]).toEqual([0, expect.stringContaining('1 available')]);
  });

  it('is found by a name of several words, and listed where there is no such name', async () => {
    await start(ANA_AND_BEN.map(served));
    kore.setNames({ queues: QUEUES });
    expect((await history(['yesterday', '--queue', 'card support'])).out).toContain('Ben Test');
    const { code, out, said } = await history(['yesterday', '--queue', 'Complaints']);
    expect([code, out, said]).toEqual([
      2,
      '',
      [
        'There is no queue "Complaints". There are:\n  Billing       6a10f0000000000000000001\n  Card Support  6a10f0000000000000000002',
      ],
    ]);
    expect(kore.countOf('statusDetails')).toBe(1);
  });

  it('may still be an id where Kore.ai tells no names', async () => {
    await start([{ ...agent(1, 'Ana'), queueIds: ['billing_1'] }, agent(2, 'Ben')]);
    const { code, out } = await history(['yesterday', '--queue', 'billing_1']);
    expect([code, out]).toEqual([0, expect.stringContaining('Ana Test')]);
    expect(out).not.toContain('Ben');
  });
});

describe('beside others that use the same data folder', () => {
  it('is answered from what the running app has read', async () => {
    const app = await start(ANA_AND_BEN);
    const owner = await makeOwner(bench, app);
    await app.app.start();
    await app.until(({ health }) => health.state === 'live');
    const who = { kind: 'everybody' } as const;
    await app.get('history:read', { dates: [YESTERDAY], who, timeZone: null, apiTimes: null });
    const [{ code, out }, none] = await callsOf(() => history(['yesterday'], createNoKeychain()));
    expect([code, none]).toEqual([0, NONE]);
    expect(out).toContain('Ben Test: AVAILABLE 8 h');
    await owner.release();
  });

  it('keeps what several commands read at the same time', async () => {
    await start(many(60));
    const days = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'];
    const read = await Promise.all(days.map((day) => history([day, '--totals'])));
    expect(read.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const range = ['--from', '2026-11-19', '--to', '2026-11-22', '--totals'];
    const [{ code, out }, none] = await callsOf(() => history(range, createNoKeychain()));
    expect([code, none]).toEqual([0, NONE]);
    expect(out).toContain('  All 60 agents\n        1920 h  AVAILABLE, 240 times');
  });
});

describe('a connection that is forgotten in the terminal', () => {
  async function bytesSaved(): Promise<string> {
    const files = ['', '-wal'].map((suffix) =>
      readFile(path.join(bench.dataFolder, `rollcall.db${suffix}`), 'latin1').catch(() => ''),
    );
    return (await Promise.all(files)).join('');
  }

  it.each([true, false])(
    'leaves nothing named in the database, with an app that runs (%s) or not',
    async (isRunning) => {
      const { app } = await start(ANA_AND_BEN);
      await history(['yesterday']);
      expect(await bytesSaved()).toContain('Ana');
      if (!isRunning) await app.stop();
      const { io, ended } = runRollcall(bench, ['disconnect'], keychain);
      expect([await ended, io.messages.length]).toEqual([0, 1]);
      const saved = await bytesSaved();
      expect(['Ana', 'Ben', '001', 'Available'].filter((text) => saved.includes(text))).toEqual([]);
    },
  );
});

it('says that a damaged database was set aside, and under which name', async () => {
  const { app } = await start(ANA_AND_BEN);
  await app.stop();
  await writeFile(path.join(bench.dataFolder, 'rollcall.db'), 'no database '.repeat(500));
  const { said } = await history(['yesterday']);
  const kept = (await readdir(bench.dataFolder)).find((name) => name.startsWith('rollcall.db.corrupt-'));
  expect(said).toEqual([expect.stringContaining(`saved as ${kept}`)]);
});

it('calls namesakes the same with and without their e-mails', async () => {
  const { app } = await start([agent(1, 'Ana'), { ...agent(2, 'Ana'), id: '002' }]);
  const named = ({ out }: Ran): readonly string[] => out.match(/Ana Test \([^)]*\)/g) ?? [];
  const read = named(await history(['yesterday', '--totals']));
  await app.stop();
  expect([read.length, read]).toEqual([2, named(await history(['yesterday', '--totals', '--offline']))]);
  expect(read.join()).not.toContain('u-');
});
