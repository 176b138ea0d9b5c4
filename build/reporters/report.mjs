import { appendFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * A line of a layer's report. Reports are written while tests run, so that a layer that was ended has one, too.
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
 * What a report says.
 * @typedef {object} Report
 * @property {Totals} totals
 * @property {readonly string[]} running tests that were started and not finished
 * @property {readonly { test: string, ms: number }[]} slowest slowest first
 * @property {readonly string[]} failures every failed test with the first line of its error, and what failed outside of tests
 * @property {boolean} isComplete whether all that was to be run was run
 */

/** The variable that names the file of the report to the program that runs the tests. */
export const REPORT_VARIABLE = 'ROLLCALL_TEST_REPORT';

const slowestCount = 10;

/**
 * Writes a line to the report that is wanted; without one it is not kept.
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
  /** @type {Line[]} */
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const totals = { passed: 0, failed: 0, skipped: 0 };
  // Counted whatever the order: on a busy computer vitest tells the end of a test before its beginning.
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
 * What one layer counts for, given how its program ended. Tests that were running when it was ended count as failed. A
 * layer that wrote no report, started no test, or ended badly without naming a failed test counts as one failure more:
 * silence is not a pass.
 * @param {Report | null} report null where there is none that can be read
 * @param {string} ending `code N`, `signal NAME` or a message
 * @param {{ mayBeEmpty: boolean }} options mayBeEmpty: a filter was given, which need not match in every layer
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
 * The code that a run ends with.
 * @param {Totals} totals
 * @param {{ mayBeSkipped: boolean }} options
 * @returns {0 | 1}
 */
export function verdict({ passed, failed, skipped }, { mayBeSkipped }) {
  if (failed > 0 || passed === 0) return 1;
  return skipped > 0 && !mayBeSkipped ? 1 : 0;
}
