import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { reasonAgainstTrial } from '../package/trial.mjs';
import { inProject, textOf } from '../setup/paths.mjs';
import { runReported } from './programs.mjs';
import { readReport } from './report.mjs';
import { slowestLines } from './times.mjs';
import { judgeLayer } from './totals.mjs';

const reports = inProject('test-results', 'reports');

/**
 * A program that runs the tests of one layer and reports each of them as it ends (report.mjs).
 * @typedef {object} Runner
 * @property {string} name also the name of its report
 * @property {readonly string[]} args the script and its arguments; a filter is put behind them
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
    // A filter need not match in every layer; that some test was started is judged from the report.
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=./build/proof/reporters/vitest.mjs',
  ],
});

/**
 * Not started where it could only be skipped: on Debian everything for it is there.
 * @type {Runner}
 */
const packageCheck = { name: 'package', args: ['build/package-check.mjs'] };

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
      '--pass-with-no-tests',
    ],
  },
  ...(reasonAgainstTrial() === null ? [packageCheck] : []),
];

/** Reports of an earlier run must never be counted again. */
export function clearReports() {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
}

/**
 * Runs one layer to its end, counts what its report says, and prints its slowest tests.
 * @param {Runner} runner
 * @param {readonly string[]} filter words that test files have to match; none: all of them
 * @returns {Promise<import('./totals.mjs').Totals>}
 */
export async function runTests({ name, args }, filter) {
  process.stdout.write(`\n${name} tests\n`);
  const file = path.join(reports, `${name}.jsonl`);
  const ending = await runReported([...args, ...filter], { report: file });
  const text = textOf(file);
  const report = text === null ? null : readReport(text);
  const { totals, problem } = judgeLayer(report, ending, { mayBeEmpty: filter.length > 0 });
  process.stdout.write(slowestLines(report?.slowest ?? []));
  if (problem !== null) process.stdout.write(`FAILED ${name} tests: ${problem}\n`);
  return totals;
}
