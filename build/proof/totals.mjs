/**
 * How many tests passed, failed and were skipped.
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/** @param {readonly Totals[]} parts */
export function sum(parts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const part of parts) {
    total.passed += part.passed;
    total.failed += part.failed;
    total.skipped += part.skipped;
  }
  return total;
}

/** @param {Totals} totals */
export const summaryLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * What a vitest JSON report counts. A file that could not be loaded has no tests and counts as one failure.
 * @param {{ testResults: readonly { status: string, assertionResults: readonly { status: string }[] }[] }} report
 * @returns {Totals}
 */
export function vitestTotals(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const count = (/** @type {string} */ status) => tests.filter((one) => one === status).length;
  const [passed, failed] = [count('passed'), count('failed')];
  return { passed, failed: failed + broken.length, skipped: tests.length - passed - failed };
}

/**
 * What a Playwright JSON report counts. Errors outside of tests, as in a file that could not be loaded, are failures.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: readonly unknown[] }} report
 * @returns {Totals}
 */
export const playwrightTotals = ({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: stats.skipped,
});

/**
 * What one runner counts for, given how it ended. A runner that wrote no report, started no test, or ended badly
 * without naming a failed test counts as one failure: silence is not a pass.
 * @param {Totals | null} counted from its report; null where there is none that can be read
 * @param {string} ending `code N`, `signal NAME` or a message
 * @param {{ mayBeEmpty: boolean }} options mayBeEmpty: a filter was given, which need not match in every runner
 * @returns {{ totals: Totals, problem: string | null }}
 */
export function judgeRunner(counted, ending, { mayBeEmpty }) {
  if (counted === null) return { totals: { passed: 0, failed: 1, skipped: 0 }, problem: `no report (${ending})` };
  const withOneMore = { ...counted, failed: counted.failed + 1 };
  if (counted.passed + counted.failed === 0) {
    return mayBeEmpty ? { totals: counted, problem: null } : { totals: withOneMore, problem: 'no test was started' };
  }
  if (ending !== 'code 0' && counted.failed === 0) {
    return { totals: withOneMore, problem: `ended badly although no test failed (${ending})` };
  }
  return { totals: counted, problem: null };
}

/**
 * The code that a whole run ends with. On Debian everything can be had, so nothing may be skipped there.
 * @param {Totals} totals
 * @param {{ isOnDebian: boolean }} options
 * @returns {0 | 1}
 */
export function verdict({ passed, failed, skipped }, { isOnDebian }) {
  if (failed > 0 || passed === 0) return 1;
  return isOnDebian && skipped > 0 ? 1 : 0;
}
