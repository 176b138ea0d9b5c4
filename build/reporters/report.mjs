import { appendFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * A line of a layer's report. Reports are written while tests run, so even a layer that was killed has one.
 * @typedef {{ kind: 'started', test: string }
 *   | { kind: 'finished', test: string, status: 'passed' | 'failed' | 'skipped', ms: number, error?: string }
 *   | { kind: 'problem', text: string }
 *   | { kind: 'ended' }} Line `problem` is a failure outside of any test; `ended` is the last line.
 */

/**
 * How many tests passed, failed and were skipped.
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/**
 * @typedef {object} Report
 * @property {Totals} totals
 * @property {readonly string[]} running tests that started but did not finish
 * @property {readonly { test: string, ms: number }[]} slowest slowest first
 * @property {readonly string[]} failures every failed test with the first line of its error, and failures outside of
 * tests
 * @property {boolean} isComplete whether the run reached its end
 */

/** The environment variable with the report's file name, for the program that runs the tests. */
export const REPORT_VARIABLE = 'ROLLCALL_TEST_REPORT';

const slowestCount = 10;

/**
 * Appends a line to the report, if one is wanted.
 * @param {Line} line
 */
export function report(line) {
  const file = process.env[REPORT_VARIABLE];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/**
 * Reads a report, without a last line that was cut off when its program was killed.
 * @param {string} text
 * @returns {Report}
 */
export function readReport(text) {
  /** @type {Line[]} */
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const totals = { passed: 0, failed: 0, skipped: 0 };
  // In any order: on a busy computer vitest may report a test's end before its start.
  const ended = [];
  const failures = [];
  for (const line of lines) {
    if (line.kind === 'problem') {
      totals.failed += 1;
      failures.push(firstLine(line.text));
    }
    if (line.kind !== 'finished') continue;
    totals[line.status] += 1;
    ended.push(line);
    if (line.status === 'failed') failures.push(firstLine(`${line.test}: ${line.error ?? 'no error was reported'}`));
  }
  const left = ended.map(({ test }) => test);
  const running = lines.flatMap((line) => {
    if (line.kind !== 'started') return [];
    const at = left.indexOf(line.test); // several tests may have the same name
    if (at === -1) return [line.test];
    left.splice(at, 1);
    return [];
  });
  const slowest = ended.toSorted((a, b) => b.ms - a.ms).slice(0, slowestCount);
  return { totals, running, slowest, failures, isComplete: lines.at(-1)?.kind === 'ended' };
}

/** @param {string} text */
const firstLine = (text) => stripVTControlCharacters(text).split('\n', 1)[0] ?? '';

/**
 * Counts one layer's tests, given how its program ended. Tests still running at the end count as failed. A layer
 * without a report, without a test, or with a bad exit code but no failed test counts as one more failure: silence is
 * not a pass.
 * @param {Report | null} report null where none could be read
 * @param {string} ending `code N`, `signal NAME` or a message
 * @param {{ mayBeEmpty: boolean }} options mayBeEmpty: true with a filter, which need not match in every layer
 * @returns {{ totals: Totals, problem: string | null }}
 */
export function judgeLayer(report, ending, { mayBeEmpty }) {
  if (report === null) return { totals: { passed: 0, failed: 1, skipped: 0 }, problem: `no report (${ending})` };
  const { running, isComplete } = report;
  const totals = { ...report.totals, failed: report.totals.failed + running.length };
  const withOneMore = { ...totals, failed: totals.failed + 1 };
  if (running.length > 0) return { totals, problem: `${ending}; not finished: ${running.join(', ')}` };
  if (!isComplete) return { totals: withOneMore, problem: `ended in the middle (${ending})` };
  if (totals.passed + totals.failed === 0) {
    return mayBeEmpty ? { totals, problem: null } : { totals: withOneMore, problem: 'no test was started' };
  }
  if (ending !== 'code 0' && totals.failed === 0) {
    return { totals: withOneMore, problem: `ended badly although no test failed (${ending})` };
  }
  return { totals, problem: null };
}

/** @param {Totals} totals */
export const summaryLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * The exit code of a run.
 * @param {Totals} totals
 * @param {{ mayBeSkipped: boolean }} options
 * @returns {0 | 1}
 */
export function verdict({ passed, failed, skipped }, { mayBeSkipped }) {
  if (failed > 0 || passed === 0) return 1;
  return skipped > 0 && !mayBeSkipped ? 1 : 0;
}
