import { appendFileSync } from 'node:fs';

/**
 * A line of a layer's report. Reports are written while tests run, so that a layer that was ended has one, too.
 * @typedef {{ kind: 'started', test: string }
 *   | { kind: 'finished', test: string, status: 'passed' | 'failed' | 'skipped', ms: number }
 *   | { kind: 'problem', text: string }
 *   | { kind: 'ended' }} Line `problem` is a failure outside of any test; `ended` is the last line.
 */

/**
 * What a report says.
 * @typedef {object} Report
 * @property {import('./totals.mjs').Totals} totals
 * @property {readonly string[]} running tests that were started and not finished
 * @property {readonly { test: string, ms: number }[]} slowest slowest first
 * @property {boolean} isWhole whether all that was to be run was run
 */

/** The variable that names the file of the report to the program that runs the tests. */
export const REPORT_VARIABLE = 'ROLLCALL_TEST_REPORT';

const slowestCount = 10;

/**
 * Writes lines to the report that is wanted; without one they are not kept.
 * @param {Line} line
 */
export function report(line) {
  const file = process.env[REPORT_VARIABLE];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/**
 * Reads a report. A last line that was being written when its program was ended is left out.
 * @param {string} text
 * @returns {Report}
 */
export function readReport(text) {
  const lines = text.split('\n').slice(0, -1).map(parse);
  const finished = lines.flatMap((line) => (line.kind === 'finished' ? [line] : []));
  const count = (/** @type {string} */ status) => finished.filter((test) => test.status === status).length;
  const problems = lines.filter(({ kind }) => kind === 'problem').length;
  return {
    totals: { passed: count('passed'), failed: count('failed') + problems, skipped: count('skipped') },
    running: unfinished(lines),
    slowest: finished
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, slowestCount)
      .map(({ test, ms }) => ({ test, ms })),
    isWhole: lines.at(-1)?.kind === 'ended',
  };
}

/**
 * @param {string} line
 * @returns {Line}
 */
const parse = (line) => JSON.parse(line);

/**
 * Several tests may have the same name.
 * @param {readonly Line[]} lines
 */
function unfinished(lines) {
  /** @type {string[]} */
  const running = [];
  for (const line of lines) {
    if (line.kind === 'started') running.push(line.test);
    if (line.kind === 'finished' && running.includes(line.test)) running.splice(running.indexOf(line.test), 1);
  }
  return running;
}
