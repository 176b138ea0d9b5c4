import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReport } from '../../../../build/reporters/report.mjs';
import { inProject } from '../../../../build/setup/paths.mjs';
import { runReported } from '../../../../build/test.mjs';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-reporters-'));
  await symlink(inProject('node_modules'), path.join(folder, 'node_modules'), 'junction');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

/** What can become of a test. The last one kills the program that runs it, once that has reported all of them. */
const TESTS = `
  import { readFile } from 'node:fs/promises';
  import { setTimeout } from 'node:timers/promises';
  test('passes', () => undefined);
  test('fails', () => { throw new Error('on purpose'); });
  test.skip('is skipped', () => undefined);
  test('hangs', async () => {
    const written = () => readFile(process.env.ROLLCALL_TEST_REPORT, 'utf8').catch(() => '');
    while (!(await written()).includes('hangs')) await setTimeout(10);
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
      `--reporter=${inProject('build/reporters/vitest.mjs')}`,
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
      `--reporter=${inProject('build/reporters/playwright.mjs')}`,
      filter,
    ],
  },
])('the reporter of $program', ({ program, header, args }) => {
  const run = async (file: string) => {
    const report = path.join(folder, `${program}-${file}.jsonl`);
    const ending = await runReported(args(file), { file: report });
    return { ending, report: readReport(await readFile(report, 'utf8')) };
  };

  it('counts a file that cannot be loaded as a failure', async () => {
    await write('broken.test.ts', `import './nothing.ts';`);
    const { ending, report } = await run('broken');
    expect(ending).toBe('code 1');
    expect(report).toMatchObject({ totals: { passed: 0, failed: 1, skipped: 0 }, isComplete: true });
  });

  it('has reported what became of each test, and what is running, when the program is killed', async () => {
    await write('tests.test.ts', header + TESTS);
    const { ending, report } = await run('tests');
    expect(ending).toBe('signal SIGKILL');
    expect(report).toMatchObject({
      totals: { passed: 1, failed: 1, skipped: 1 },
      failures: [expect.stringMatching(/^tests\.test\.ts > fails: (Error: )?on purpose$/)],
      running: ['tests.test.ts > hangs'],
      isComplete: false,
    });
  });
});
