import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallCounter, type Account } from '../../../electron/kore/call-counter.ts';
import { createRateLimit } from '../../../electron/kore/rate-limits.ts';
import type { CallAnswer, RateLimit } from '../../../electron/kore/types.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

const ACCOUNT = { host: 'https://platform.kore.ai', accountId: '63f07d26f04465685df4aaaa' };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let dataFolder: string;
let clock: FakeClock;
let surprises: unknown[];
beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-calls-'));
  clock = createFakeClock();
  surprises = [];
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

const file = (): string => path.join(dataFolder, 'rate-limits.db');

/** The rate limit of a process of its own, as far as a process can see. */
function create(folder = dataFolder, account: Account = ACCOUNT): RateLimit {
  const random = (): number => 0.5;
  const counter = createCallCounter({
    dataFolder: folder,
    clock,
    random,
    onSurprise: (error) => surprises.push(error),
  });
  return createRateLimit({ counter, account, copies: () => 1, clock, random });
}

async function takeAll(rateLimit: RateLimit): Promise<{ readonly calls: number; readonly refusal: CallAnswer }> {
  for (let calls = 0; ; calls += 1) {
    const answer = await rateLimit.take('availability');
    if (!answer.ok) return { calls, refusal: answer };
  }
}

async function take(rateLimit: RateLimit, calls: number): Promise<void> {
  for (let call = 0; call < calls; call += 1) expect(await rateLimit.take('availability')).toEqual({ ok: true });
}

/** What another program does to the file. */
function sql(statements: string): void {
  const database = new DatabaseSync(file());
  database.exec(statements);
  database.close();
}

/** Something that is no file, and a folder that keeps it from being moved aside. */
async function block(): Promise<void> {
  await mkdir(file());
  await mkdir(path.join(`${file()}.aside`, 'in-the-way'), { recursive: true });
}

/** How many rows the file has, by account. */
function rows(table: 'calls' | 'limits'): number[] {
  const database = new DatabaseSync(file(), { readOnly: true });
  const counts = database.prepare(`SELECT count(*) AS rows FROM ${table} GROUP BY account ORDER BY rows`).all();
  database.close();
  return counts.map((row) => Number(row['rows']));
}

describe('the counter of a data folder', () => {
  it('is shared by everybody who uses the folder', async () => {
    const [first, second] = [create(), create()];
    await take(first, 15);
    expect((await takeAll(second)).calls).toBe(5);
    expect(await first.take('availability')).toMatchObject({ ok: false, reason: 'pace' });
  });

  it('counts each account by itself', async () => {
    await takeAll(create());
    expect((await takeAll(create(dataFolder, { ...ACCOUNT, accountId: 'other' }))).calls).toBe(20);
    expect((await takeAll(create(dataFolder, { ...ACCOUNT, host: 'https://de-platform.kore.ai' }))).calls).toBe(20);
  });

  it('counts calls of the same moment one by one', async () => {
    const rateLimits = [create(), create(), create()];
    const takes = Array.from({ length: 10 }, () =>
      rateLimits.map((rateLimit) => rateLimit.take('availability')),
    ).flat();
    const answers = await Promise.all(takes);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
  });

  it('forgets what is too old to count, whosever it is', async () => {
    await create(dataFolder, { ...ACCOUNT, host: 'http://127.0.0.1:40001' }).take('availability');
    await create(dataFolder, { ...ACCOUNT, host: 'http://127.0.0.1:40002' }).block(clock.now() + 60_000);
    await take(create(), 2);
    expect([rows('calls'), rows('limits')]).toEqual([[1, 2], [1]]);
    clock.jump(HOUR_MS + 1);
    await take(create(), 3);
    expect([rows('calls'), rows('limits')]).toEqual([[3], [1]]);
    clock.jump(48 * HOUR_MS);
    await take(create(), 1);
    expect([rows('calls'), rows('limits')]).toEqual([[1], []]);
  });

  it('lets a limit answer that one process got stop and slow down the others, also after a restart', async () => {
    const since = clock.now();
    await create().take('lower');
    await create().block(since + 60_000);
    const blocked = { ok: false, retryAt: since + 60_000, reason: 'limit' };
    expect(await create().take('availability')).toEqual(blocked);
    clock.jump(5_000);
    const use = {
      usedLastMinute: 1,
      lowerFree: 2,
      usedLastHour: 1,
      blockedUntil: since + 60_000,
      freeAt: since + 60_000,
      slowedSince: since,
    };
    const other = create();
    expect(other.scheduleLimits().pollMs).toBe(0); // not known before its first step
    expect(await other.read()).toEqual({ copies: 1, perMinute: 5, perHour: 300, ...use });
    expect(other.scheduleLimits().pollMs).toBe(120_000);
  });

  it('keeps to a stop that a later answer has prolonged, and to none that is longer than a server may demand', async () => {
    await create().block(clock.now() + 15 * MINUTE_MS);
    clock.jump(14 * MINUTE_MS);
    const until = clock.now() + 15 * MINUTE_MS;
    await create().block(until);
    expect(await create().take('availability')).toEqual({ ok: false, retryAt: until, reason: 'limit' });
    sql(`UPDATE limits SET blocked_until = ${until + HOUR_MS}`);
    expect(await create().take('availability')).toEqual({ ok: false, retryAt: until, reason: 'limit' });
    expect(surprises).toEqual([]);
  });

  it('names neither host nor account in its file, and lets nobody else read it', async () => {
    await create().take('availability');
    const text = await readFile(file(), 'latin1');
    expect(text).not.toContain('kore');
    expect(text).not.toContain(ACCOUNT.accountId);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(dataFolder)).toEqual(['rate-limits.db']);
  });

  it('makes the folder', async () => {
    const folder = path.join(dataFolder, 'a', 'b');
    await create(folder).take('availability');
    expect(await readdir(folder)).toEqual(['rate-limits.db']);
  });

  it('goes on where the clock is set back', async () => {
    await takeAll(create());
    clock.jump(-HOUR_MS);
    const { refusal } = await takeAll(create());
    expect(refusal).toEqual({ ok: false, retryAt: clock.now() + 61_001, reason: 'pace' });
    await take(create(dataFolder, { ...ACCOUNT, accountId: 'other' }), 1);
    clock.jump(61_001);
    expect((await takeAll(create())).calls).toBe(20);
  });
});

/** As the counter's own, but for one more column. */
const STRICTER_TABLES = `
  CREATE TABLE calls (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, at INTEGER NOT NULL, is_lower INTEGER NOT NULL, extra TEXT NOT NULL
  ) STRICT;
  CREATE TABLE limits (
    account TEXT PRIMARY KEY, at INTEGER NOT NULL, blocked_until INTEGER NOT NULL, divisor REAL NOT NULL,
    eases_every_ms INTEGER NOT NULL, extra TEXT NOT NULL
  ) STRICT;`;
const limitOf = (values: string): string => `INSERT INTO limits SELECT account, ${values} FROM calls LIMIT 1`;

describe('a file that cannot be used', () => {
  const otherTables = async (statements: string): Promise<void> => {
    await rm(file(), { force: true });
    sql(statements);
  };
  /** Has the header say that only a newer SQLite may write (sqlite.org/fileformat.html, 1.3.3). */
  async function forbidWriting(): Promise<void> {
    const handle = await open(file(), 'r+');
    await handle.write(Uint8Array.of(9), 0, 1, 18);
    await handle.close();
  }

  it.each([
    ['empty', () => writeFile(file(), '')],
    ['no database', () => writeFile(file(), 'no database '.repeat(1_000))],
    ['huge', () => writeFile(file(), ' '.repeat(2 * 1024 * 1024))],
    ['NUL', () => writeFile(file(), '\0'.repeat(4_096))],
    [
      'damaged in the middle',
      async () => writeFile(file(), (await readFile(file())).subarray(0, 4_096).fill(0xff, 100, 2_000)),
    ],
    [
      'of other tables',
      () => otherTables('CREATE TABLE calls (x); CREATE TABLE limits (y); INSERT INTO calls VALUES (1)'),
    ],
    ['of tables with a column that must have a value', () => otherTables(STRICTER_TABLES)],
    ['with a trigger', () => sql(`CREATE TRIGGER t AFTER INSERT ON calls BEGIN SELECT RAISE(FAIL, 'no'); END`)],
    ['with a call of no date', () => sql(`INSERT INTO calls SELECT 'x', account, 9e18, 0 FROM calls LIMIT 1`)],
    ['with a call before all time', () => sql(`INSERT INTO calls SELECT 'x', account, -9e18, 0 FROM calls LIMIT 1`)],
    ['with a call of a priority there is not', () => sql('UPDATE calls SET is_lower = 9e18')],
    ['with a limit of no date', () => sql(limitOf('9e18, 9e18, 4, 900000'))],
    ['with a limit that stops for ever', () => sql(limitOf('1, 9e18, 4, 900000'))],
    ['with a limit that slows down for ever', () => sql(limitOf('1, 1, 1e300, 9e18'))],
    ['of a newer SQLite', forbidWriting],
    ['a folder', () => rm(file()).then(() => mkdir(file()))],
    ['a folder with something in it', () => rm(file()).then(() => mkdir(path.join(file(), 'x'), { recursive: true }))],
    ['beside a folder in place of its journal', () => mkdir(path.join(`${file()}-journal`, 'x'), { recursive: true })],
    ['a pipe', () => rm(file()).then(() => spawnSync('sh', ['-c', 'mkfifo "$0"', file()]))],
    [
      'beside a journal of another one',
      async () => {
        await writeFile(file(), 'x'.repeat(5_000));
        await writeFile(`${file()}-journal`, 'y'.repeat(5_000));
      },
    ],
    ['deleted', () => rm(file())],
  ] as const)('because it is %s is begun anew, and what this process knows holds', async (_, damage) => {
    const rateLimit = create();
    await take(rateLimit, 15);
    await damage();
    expect((await takeAll(rateLimit)).calls).toBe(5);
    expect((await takeAll(create())).calls).toBe(0);
    expect(surprises).toEqual([]);
  });

  it.each([
    ['a file is in the way of the folder', () => writeFile(path.join(dataFolder, 'in-the-way'), '')],
    ['a folder is in its place that cannot be moved aside', block],
  ] as const)('because %s: it goes on in memory and says so once', async (what, prepare) => {
    await prepare();
    const rateLimit = create(what.startsWith('a file') ? path.join(dataFolder, 'in-the-way', 'data') : dataFolder);
    expect((await takeAll(rateLimit)).calls).toBe(20);
    clock.jump(61_001);
    expect((await takeAll(rateLimit)).calls).toBe(20);
    expect(surprises).toEqual([expect.any(Error)]);
  });

  it('for a while gets what it missed, as soon as it can', async () => {
    const rateLimit = create();
    await block();
    await take(rateLimit, 12);
    await rateLimit.block(clock.now() + 1_000);
    await rm(file(), { recursive: true });
    await create().take('availability');
    clock.jump(1_000);
    // Slowed down to five a minute, of which there were thirteen.
    expect((await takeAll(rateLimit)).refusal).toMatchObject({ retryAt: clock.now() + 60_001 });
    expect([rows('calls'), rows('limits')]).toEqual([[13], [1]]);
  });

  it('for a while gets the calls from before the clock was set back beside those from after it', async () => {
    const rateLimit = create();
    await block();
    await take(rateLimit, 12);
    clock.jump(-HOUR_MS);
    await rm(file(), { recursive: true });
    await take(create(), 5);
    expect((await takeAll(rateLimit)).calls).toBe(3);
  });

  it('because another program never lets go: it goes on in memory, without holding up this process', async () => {
    await create().take('availability');
    const other = new DatabaseSync(file());
    other.exec('BEGIN EXCLUSIVE');
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 5);
    const rateLimit = create();
    expect(await rateLimit.take('availability')).toEqual({ ok: true });
    clearInterval(ticking);
    other.close();
    // There are 60 tries, and a busy computer has time for one tick between two of them.
    expect(ticks).toBeGreaterThan(30);
    expect(surprises).toHaveLength(1);
    expect((await takeAll(rateLimit)).calls).toBe(18);
  });

  it('because another process writes: it is tried again', async () => {
    await create().take('availability');
    const other = new DatabaseSync(file());
    other.exec('BEGIN IMMEDIATE');
    const answer = create().take('availability');
    await pause(50);
    other.exec('COMMIT');
    other.close();
    expect(await answer).toEqual({ ok: true });
    expect(rows('calls')).toEqual([2]);
  });
});

describe('several processes', () => {
  const source = (name: string): string =>
    JSON.stringify(new URL(`../../../electron/kore/${name}`, import.meta.url).href);
  const script = `
    import { createCallCounter } from ${source('call-counter.ts')};
    import { createRateLimit } from ${source('rate-limits.ts')};
    const [dataFolder, calls] = process.argv.slice(-2);
    const clock = { now: () => ${Date.UTC(2026, 2, 2, 9)} };
    const counter = createCallCounter({ dataFolder, clock, random: Math.random, onSurprise: console.error });
    const rateLimit = createRateLimit({ counter, account: ${JSON.stringify(ACCOUNT)}, copies: () => 1, clock, random: Math.random });
    for (let call = 0; call < Number(calls); call += 1) console.log((await rateLimit.take('availability')).ok);
  `;

  function start(calls: number): { readonly child: ChildProcess; readonly started: Promise<number> } {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataFolder, String(calls)]);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    let output = '';
    let problem = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
    child.on('close', (code) => (code === 1 ? reject(new Error(problem)) : resolve(output.split('true').length - 1)));
    return { child, started: promise };
  }

  it('start 20 calls together, not each', async () => {
    const calls = await Promise.all([start(12), start(12), start(12), start(12)].map(({ started }) => started));
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(await readdir(dataFolder)).toEqual(['rate-limits.db']);
  });

  it('that are killed in the middle start no more calls than that, and leave the file to the others', async () => {
    const victims = [start(1_000), start(1_000)];
    await Promise.race(victims.map(({ child }) => new Promise((resolve) => child.stdout?.once('data', resolve))));
    for (const { child } of victims) child.kill('SIGKILL');
    const killed = await Promise.all(victims.map(({ started }) => started));
    const left = await start(30).started;
    const sum = killed.reduce((total, count) => total + count, left);
    // One that was counted may not have been said.
    expect(sum).toBeLessThanOrEqual(20);
    expect(sum).toBeGreaterThanOrEqual(18);
    expect(rows('calls')).toEqual([20]);
  });
});
