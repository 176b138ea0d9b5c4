import { describe, expect, it } from 'vitest';
import {
  judgeRunner,
  playwrightTotals,
  sum,
  summaryLine,
  verdict,
  vitestTotals,
} from '../../../../build/proof/totals.mjs';

const all = { mayBeEmpty: false };
const filtered = { mayBeEmpty: true };
const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe('what reports count', () => {
  it('vitest: tests by status, todo and pending as skipped', () => {
    const report = {
      testResults: [file('passed', 'passed', 'pending'), file('failed', 'failed', 'passed', 'todo', 'skipped')],
    };
    expect(vitestTotals(report)).toEqual({ passed: 2, failed: 1, skipped: 3 });
  });

  it('vitest: a file that could not be loaded is a failure', () => {
    expect(vitestTotals({ testResults: [file('failed'), file('passed', 'passed')] })).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('Playwright: flaky tests and errors outside of tests are failures', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightTotals({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  it('sums up in one line', () => {
    const totals = sum([
      { passed: 5, failed: 0, skipped: 0 },
      { passed: 100, failed: 2, skipped: 1 },
    ]);
    expect(summaryLine(totals)).toBe('105 passed, 2 failed, 1 skipped');
  });
});

describe('what a runner counts for', () => {
  const passed = { passed: 3, failed: 0, skipped: 0 };
  const none = { passed: 0, failed: 0, skipped: 0 };

  it.each([
    ['all passed', passed, 'code 0', all, passed, null],
    ['a failed test', { passed: 2, failed: 1, skipped: 0 }, 'code 1', all, { passed: 2, failed: 1, skipped: 0 }, null],
    ['no report', null, 'code 0', all, { ...none, failed: 1 }, 'no report (code 0)'],
    ['no report after a crash', null, 'signal SIGKILL', all, { ...none, failed: 1 }, 'no report (signal SIGKILL)'],
    ['no test', none, 'code 0', all, { ...none, failed: 1 }, 'no test was started'],
    [
      'skipped tests alone',
      { ...none, skipped: 4 },
      'code 0',
      all,
      { ...none, failed: 1, skipped: 4 },
      'no test was started',
    ],
    ['no test that matches the filter', none, 'code 1', filtered, none, null],
    [
      'a crash after the tests',
      passed,
      'code 1',
      all,
      { ...passed, failed: 1 },
      'ended badly although no test failed (code 1)',
    ],
    [
      'a hang after the tests',
      passed,
      'no end within 360 s',
      all,
      { ...passed, failed: 1 },
      'ended badly although no test failed (no end within 360 s)',
    ],
  ])('%s', (_name, counted, ending, options, totals, problem) => {
    expect(judgeRunner(counted, ending, options)).toEqual({ totals, problem });
  });
});

describe('the verdict of a run', () => {
  it.each([
    [{ passed: 9, failed: 0, skipped: 0 }, true, 0],
    [{ passed: 9, failed: 1, skipped: 0 }, false, 1],
    [{ passed: 0, failed: 0, skipped: 0 }, false, 1],
    [{ passed: 9, failed: 0, skipped: 1 }, true, 1],
    [{ passed: 9, failed: 0, skipped: 1 }, false, 0],
  ] as const)('%j on Debian: %s', (totals, isOnDebian, code) => {
    expect(verdict(totals, { isOnDebian })).toBe(code);
  });
});
