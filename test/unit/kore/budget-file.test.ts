import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileBudget } from '../../../electron/kore/budget-file.ts';
import { shareOf } from '../../../electron/kore/share.ts';
import type { Budget, BudgetAnswer } from '../../../electron/kore/types.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

const ACCOUNT = { host: 'https://platform.kore.ai', accountId: '63f07d26f04465685df4aaaa' };

let dataFolder: string;
let clock: FakeClock;
beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-budget-'));
  clock = createFakeClock();
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

const file = (): string => path.join(dataFolder, 'budget.json');
const create = (folder = dataFolder, account = ACCOUNT): Budget =>
  createFileBudget({ dataFolder: folder, account, copies: () => 1, clock, random: () => 0.5 });

async function takeAll(budget: Budget): Promise<{ readonly calls: number; readonly refusal: BudgetAnswer }> {
  for (let calls = 0; ; calls += 1) {
    const answer = await budget.take('availability');
    if (!answer.ok) return { calls, refusal: answer };
  }
}

describe('createFileBudget', () => {
  it('is shared by everybody who uses the folder', async () => {
    const [first, second] = [create(), create()];
    for (let call = 0; call < 15; call += 1) await first.take('availability');
    expect((await takeAll(second)).calls).toBe(5);
    expect(await first.take('availability')).toMatchObject({ ok: false, reason: 'pace' });
  });

  it('is one per account', async () => {
    await takeAll(create());
    expect((await takeAll(create(dataFolder, { ...ACCOUNT, accountId: 'other' }))).calls).toBe(20);
    expect((await takeAll(create(dataFolder, { ...ACCOUNT, host: 'https://de-platform.kore.ai' }))).calls).toBe(20);
  });

  it('forgets accounts nobody has called for an hour', async () => {
    const accountsOnDisk = async (): Promise<number> => {
      const { accounts } = JSON.parse(await readFile(file(), 'utf8')) as { accounts: Record<string, unknown> };
      return Object.keys(accounts).length;
    };
    await create(dataFolder, { ...ACCOUNT, host: 'http://127.0.0.1:40001' }).take('availability');
    await create(dataFolder, { ...ACCOUNT, host: 'http://127.0.0.1:40002' }).block(clock.now() + 60_000);
    clock.jump(30_000);
    await create().take('availability');
    expect(await accountsOnDisk()).toBe(3);
    clock.jump(3_601_001);
    await create().take('availability');
    expect(await accountsOnDisk()).toBe(2);
    // What a limit answer has taught is kept as long as it slows down.
    clock.jump(4 * 3_600_000);
    await create().take('availability');
    expect(await accountsOnDisk()).toBe(1);
  });

  it('a limit answer that one got stops the other, also after a restart', async () => {
    await create().block(clock.now() + 60_000);
    const blocked = { ok: false, retryAt: clock.now() + 60_000, reason: 'limit' };
    expect(await create().take('availability')).toEqual(blocked);
  });

  it('a lesson that one was taught slows the other, and reading counts no call', async () => {
    await create().take('details');
    await create().block(clock.now() + 60_000);
    const other = create();
    const since = clock.now();
    clock.jump(5_000);
    expect(await other.read()).toEqual({
      copies: 1,
      perMinute: 1,
      usedLastMinute: 1,
      perHour: 35,
      usedLastHour: 1,
      blockedUntil: since + 60_000,
      freeAt: since + 61_001,
      slowedSince: since,
    });
    expect(await other.read()).toMatchObject({ usedLastMinute: 1 });
    expect(other.share().floorMs).toBe(0); // not known before its first call
    await other.take('availability');
    expect(other.share()).toEqual(shareOf(40));
  });

  it('follows the number of copies at once', async () => {
    let copies = 1;
    const budget = createFileBudget({ dataFolder, account: ACCOUNT, copies: () => copies, clock, random: () => 0.5 });
    expect((await takeAll(budget)).calls).toBe(20);
    copies = 30;
    expect(budget.share()).toEqual(shareOf(30));
    clock.jump(61_001);
    expect((await takeAll(budget)).calls).toBe(1);
  });

  it.each([
    ['without what came later', '{"starts":[],"blockedUntil":0}'],
    [
      'where that makes no sense',
      '{"starts":[],"lesser":["x"],"blockedUntil":0,"heldUntil":"x","stretch":7,"share":{"copies":"x"}}',
    ],
  ])('reads an entry %s', async (_, entry) => {
    await create().take('availability');
    const text = await readFile(file(), 'utf8');
    await writeFile(file(), text.replace(/(?<="[0-9a-f]{64}":)\{.*\}(?=\}\}$)/, entry));
    expect(await create().read()).toMatchObject({ usedLastHour: 0, slowedSince: null });
    expect((await takeAll(create())).calls).toBe(20);
  });

  it('calls at the same moment are counted one by one', async () => {
    const budgets = [create(), create(), create()];
    const takes = Array.from({ length: 10 }, () => budgets.map((budget) => budget.take('availability'))).flat();
    const answers = await Promise.all(takes);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(20);
  });

  it('names neither host nor account in its file, and lets nobody else read it', async () => {
    await create().take('availability');
    const text = await readFile(file(), 'utf8');
    expect(text).not.toContain('kore');
    expect(text).not.toContain(ACCOUNT.accountId);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(dataFolder)).toEqual(['budget.json']);
  });

  it('makes the folder', async () => {
    const folder = path.join(dataFolder, 'a', 'b');
    await create(folder).take('availability');
    expect(await readdir(folder)).toEqual(['budget.json']);
  });

  it.each([
    ['empty', ''],
    ['half', '{"version":1,"accounts":{'],
    ['NUL', '\0\0\0\0'],
    ['a list', '[]'],
    ['null', 'null'],
    ['of another shape', '{"accounts":[]}'],
    ['huge', ' '.repeat(2 * 1024 * 1024)],
  ])('a file that is %s is replaced, and what this process knows holds', async (_, text) => {
    const budget = create();
    for (let call = 0; call < 15; call += 1) await budget.take('availability');
    await writeFile(file(), text);
    expect((await takeAll(budget)).calls).toBe(5);
    expect((await takeAll(create())).calls).toBe(0);
  });

  it('an account whose entry makes no sense starts anew', async () => {
    await create().take('availability');
    const text = await readFile(file(), 'utf8');
    await writeFile(file(), text.replace(/"starts":\[\d+\]/, '"starts":["soon",null]'));
    expect((await takeAll(create())).calls).toBe(20);
  });

  it('goes on in memory where the folder cannot be made', async () => {
    await writeFile(path.join(dataFolder, 'in-the-way'), '');
    const budget = create(path.join(dataFolder, 'in-the-way', 'data'));
    expect((await takeAll(budget)).calls).toBe(20);
    clock.jump(61_001);
    expect((await takeAll(budget)).calls).toBe(20);
  });

  it('tells the others what it could not write, once it can', async () => {
    const budget = create();
    // A folder in place of the file: it can be neither read nor replaced.
    await mkdir(file());
    for (let call = 0; call < 12; call += 1) await budget.take('availability');
    await rm(file(), { recursive: true });
    await create().take('availability');
    expect((await takeAll(budget)).calls).toBe(7);
    expect((await takeAll(create())).calls).toBe(0);
  });

  it('passes over the lock of a process that died', async () => {
    await mkdir(`${file()}.lock`);
    await utimes(`${file()}.lock`, 1, 1);
    expect(await create().take('availability')).toEqual({ ok: true });
  });

  it('a clock that was set back does not stop it', async () => {
    await takeAll(create());
    clock.jump(-3_600_000);
    const { refusal } = await takeAll(create());
    expect(refusal).toEqual({ ok: false, retryAt: clock.now() + 61_001, reason: 'pace' });
    clock.jump(61_001);
    expect((await takeAll(create())).calls).toBe(20);
  });

  it('tells the others of calls from before the clock was set back beside those from after it', async () => {
    const budget = create();
    await mkdir(file());
    for (let call = 0; call < 12; call += 1) await budget.take('availability');
    clock.jump(-3_600_000);
    await rm(file(), { recursive: true });
    for (let call = 0; call < 5; call += 1) await create().take('availability');
    expect((await takeAll(budget)).calls).toBe(3);
  });
});

describe('several processes', () => {
  const script = `
    import { createFileBudget } from ${JSON.stringify(new URL('../../../electron/kore/budget-file.ts', import.meta.url).href)};
    const clock = { now: () => ${Date.UTC(2026, 2, 2, 9)}, after: () => () => undefined };
    const [dataFolder] = process.argv.slice(-1);
    const budget = createFileBudget({ dataFolder, account: ${JSON.stringify(ACCOUNT)}, copies: () => 1, clock, random: Math.random });
    let calls = 0;
    for (let turn = 0; turn < 12; turn += 1) if ((await budget.take('availability')).ok) calls += 1;
    console.log(calls);
  `;

  function runProcess(): Promise<number> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataFolder]);
      let output = '';
      let problem = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
      child.on('close', (code) => (code === 0 ? resolve(Number(output)) : reject(new Error(problem))));
    });
  }

  it('start 20 calls together, not each', async () => {
    const calls = await Promise.all([runProcess(), runProcess(), runProcess()]);
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(await readdir(dataFolder)).toEqual(['budget.json']);
  });
});
