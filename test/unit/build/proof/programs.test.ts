import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runQuietly, runReported } from '../../../../build/proof/programs.mjs';
import { readReport } from '../../../../build/proof/report.mjs';
import { createSilence } from '../../../../build/proof/silence.mjs';
import { inProject } from '../../../../build/setup/paths.mjs';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-proof-'));
  await symlink(inProject('node_modules'), path.join(folder, 'node_modules'), 'junction');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

it('is silent once as many looks as it has patience for saw nothing new, and never while there is something', () => {
  const isSilent = createSilence(3);
  const seen = [0, 0, 0, 10, 10, 10, 20, 20, 20, 20, 20];
  expect(seen.map(isSilent)).toEqual([...Array<boolean>(9).fill(false), true, true]);
});

describe('a program', () => {
  it('whose output is kept is heard with both streams', async () => {
    const script = await write('writes.mjs', `console.log('out'); console.error('err'); process.exitCode = 3;`);
    const { ending, output } = await runQuietly([script]);
    expect([ending, output.split('\n').sort()]).toEqual(['code 3', ['', 'err', 'out']]);
  });

  it('that never ends and never reports anything new is ended, and named for it', async () => {
    const script = await write('hangs.mjs', `setInterval(() => undefined, 1_000);`);
    const report = path.join(folder, 'hangs.jsonl');
    expect(await runReported([script], { report, limitMs: 600, everyMs: 20 })).toBe('no test finished for 0.01 min');
  });
});

const TESTS = `
  test('passes', () => undefined);
  test('fails', () => { throw new Error('on purpose'); });
  test.skip('is skipped', () => undefined);
`;
/** Kills the program that runs it, once that has told of it. */
const KILLS = `
  import { readFile } from 'node:fs/promises';
  import { setTimeout } from 'node:timers/promises';
  test('passes', () => undefined);
  test('hangs', async () => {
    const told = () => readFile(process.env.ROLLCALL_TEST_REPORT, 'utf8').catch(() => '');
    while (!(await told()).includes('hangs')) await setTimeout(10);
    process.kill(process.ppid, 'SIGKILL');
    await new Promise(() => undefined);
  });
`;

describe.each([
  {
    program: 'vitest',
    header: `import { test } from 'vitest';`,
    args: (filter: string) => [
      inProject('node_modules/vitest/vitest.mjs'),
      'run',
      `--root=${folder}`,
      `--reporter=${inProject('build/proof/reporters/vitest.mjs')}`,
      filter,
    ],
  },
  {
    program: 'Playwright',
    header: `import { test } from '@playwright/test';`,
    args: (filter: string) => [
      inProject('node_modules/@playwright/test/cli.js'),
      'test',
      `--config=${folder}`,
      // Playwright empties this folder first; without it the one of the run that this test is part of.
      `--output=${path.join(folder, 'results')}`,
      '--pass-with-no-tests',
      `--reporter=${inProject('build/proof/reporters/playwright.mjs')}`,
      filter,
    ],
  },
])('the reporter of $program', ({ program, header, args }) => {
  const run = async (file: string) => {
    const report = path.join(folder, `${program}-${file}.jsonl`);
    const ending = await runReported(args(file), { report });
    return { ending, report: readReport(await readFile(report, 'utf8')) };
  };

  it('tells what became of each test', async () => {
    await write('every.test.ts', header + TESTS);
    const { ending, report } = await run('every');
    expect(ending).toBe('code 1');
    expect(report).toMatchObject({ totals: { passed: 1, failed: 1, skipped: 1 }, running: [], isWhole: true });
  });

  it('counts a file that cannot be loaded as a failure', async () => {
    await write('broken.test.ts', `import './nothing.ts';`);
    const { ending, report } = await run('broken');
    expect(ending).toBe('code 1');
    expect(report).toMatchObject({ totals: { passed: 0, failed: 1, skipped: 0 }, isWhole: true });
  });

  it('has told what passed, and what is running, when the program is killed', async () => {
    await write('killed.test.ts', header + KILLS);
    const { ending, report } = await run('killed');
    expect(ending).toBe('signal SIGKILL');
    expect(report).toMatchObject({
      totals: { passed: 1, failed: 0, skipped: 0 },
      running: ['killed.test.ts > hangs'],
      isWhole: false,
    });
  });
});
