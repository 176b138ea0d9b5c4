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
 * What one layer counts for, given how its program ended. Tests that were running when it was ended count as failed. A
 * layer that wrote no report, started no test, or ended badly without naming a failed test counts as one failure more:
 * silence is not a pass.
 * @param {import('./report.mjs').Report | null} report null where there is none that can be read
 * @param {string} ending `code N`, `signal NAME` or a message
 * @param {{ mayBeEmpty: boolean }} options mayBeEmpty: a filter was given, which need not match in every layer
 * @returns {{ totals: Totals, problem: string | null }}
 */
export function judgeLayer(report, ending, { mayBeEmpty }) {
  if (report === null) return { totals: { passed: 0, failed: 1, skipped: 0 }, problem: `no report (${ending})` };
  const { running, isWhole } = report;
  const totals = { ...report.totals, failed: report.totals.failed + running.length };
  const withOneMore = { ...totals, failed: totals.failed + 1 };
  if (running.length > 0) return { totals, problem: `${ending}; not finished: ${running.join(', ')}` };
  if (!isWhole) return { totals: withOneMore, problem: `ended in the middle (${ending})` };
  if (totals.passed + totals.failed === 0) {
    return mayBeEmpty ? { totals, problem: null } : { totals: withOneMore, problem: 'no test was started' };
  }
  if (ending !== 'code 0' && totals.failed === 0) {
    return { totals: withOneMore, problem: `ended badly although no test failed (${ending})` };
  }
  return { totals, problem: null };
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
