import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { reasonAgainstTrial } from '../package/trial.mjs';
import { inProject } from '../setup/paths.mjs';
import { runOpenly } from './programs.mjs';
import { judgeRunner, playwrightTotals, vitestTotals } from './totals.mjs';

const reports = inProject('test-results', 'reports');

/**
 * A program that runs tests and leaves a JSON report.
 * @typedef {object} Runner
 * @property {string} name also the name of its report
 * @property {readonly string[]} args the script and its arguments; a filter is put behind them
 * @property {(report: string) => import('./totals.mjs').Totals} count from the report's text
 */

/**
 * @param {string} name a project of build/vitest.config.ts
 * @returns {Runner}
 */
const vitest = (name) => ({
  name,
  args: [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config=build/vitest.config.ts',
    `--project=${name}`,
    '--allowOnly=false',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path.join(reports, `${name}.json`)}`,
  ],
  count: (report) => vitestTotals(JSON.parse(report)),
});

/**
 * Not started where it could only be skipped: on Debian everything for it is there.
 * @type {Runner}
 */
const packageCheck = {
  name: 'package',
  args: ['build/package-check.mjs', `--report=${path.join(reports, 'package.json')}`],
  count: (report) => JSON.parse(report),
};

/** @type {readonly Runner[]} */
export const runners = [
  vitest('unit'),
  vitest('system'),
  vitest('components'),
  {
    name: 'e2e',
    args: [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config=test/e2e/playwright.config.ts',
      // A filter need not match here; that some test was started is judged from the report.
      '--pass-with-no-tests',
    ],
    count: (report) => playwrightTotals(JSON.parse(report)),
  },
  ...(reasonAgainstTrial() === null ? [packageCheck] : []),
];

/** Reports of an earlier run must never be counted again. */
export function clearReports() {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
}

/**
 * Runs one runner to its end and counts what its report says.
 * @param {Runner} runner
 * @param {readonly string[]} filter words that test files have to match; none: all of them
 * @returns {Promise<import('./totals.mjs').Totals>}
 */
export async function runTests({ name, args, count }, filter) {
  process.stdout.write(`\n${name} tests\n`);
  const ending = await runOpenly([...args, ...filter]);
  const { totals, problem } = judgeRunner(readReport(name, count), ending, { mayBeEmpty: filter.length > 0 });
  if (problem !== null) process.stdout.write(`FAILED ${name} tests: ${problem}\n`);
  return totals;
}

/**
 * @param {string} name
 * @param {Runner['count']} count
 * @returns {import('./totals.mjs').Totals | null}
 */
function readReport(name, count) {
  try {
    return count(readFileSync(path.join(reports, `${name}.json`), 'utf8'));
  } catch {
    return null;
  }
}
