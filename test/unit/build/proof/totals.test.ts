import { describe, expect, it } from 'vitest';
import { judgeLayer, sum, summaryLine, verdict } from '../../../../build/proof/totals.mjs';

const all = { mayBeEmpty: false };
const filtered = { mayBeEmpty: true };
const none = { passed: 0, failed: 0, skipped: 0 };
const passed = { passed: 3, failed: 0, skipped: 0 };
const whole = (totals: typeof none) => ({ totals, running: [], slowest: [], isWhole: true });
const stopped = (totals: typeof none, ...running: string[]) => ({ totals, running, slowest: [], isWhole: false });

it('sums up in one line', () => {
  const totals = sum([
    { passed: 5, failed: 0, skipped: 0 },
    { passed: 100, failed: 2, skipped: 1 },
  ]);
  expect(summaryLine(totals)).toBe('105 passed, 2 failed, 1 skipped');
});

describe('what a layer counts for', () => {
  it.each([
    ['all passed', whole(passed), 'code 0', all, passed, null],
    [
      'a failed test',
      whole({ passed: 2, failed: 1, skipped: 0 }),
      'code 1',
      all,
      { passed: 2, failed: 1, skipped: 0 },
      null,
    ],
    ['no report', null, 'code 0', all, { ...none, failed: 1 }, 'no report (code 0)'],
    ['no report after a crash', null, 'signal SIGKILL', all, { ...none, failed: 1 }, 'no report (signal SIGKILL)'],
    ['no test', whole(none), 'code 0', all, { ...none, failed: 1 }, 'no test was started'],
    [
      'skipped tests alone',
      whole({ ...none, skipped: 4 }),
      'code 0',
      all,
      { ...none, failed: 1, skipped: 4 },
      'no test was started',
    ],
    ['no test that matches the filter', whole(none), 'code 0', filtered, none, null],
    [
      'a crash after the tests',
      whole(passed),
      'code 1',
      all,
      { ...passed, failed: 1 },
      'ended badly although no test failed (code 1)',
    ],
    [
      'a hang in two tests',
      stopped(passed, 'one', 'another'),
      'no test finished for 6 min',
      all,
      { ...passed, failed: 2 },
      'no test finished for 6 min; not finished: one, another',
    ],
    [
      'a hang between two tests',
      stopped(passed),
      'no test finished for 6 min',
      all,
      { ...passed, failed: 1 },
      'ended in the middle (no test finished for 6 min)',
    ],
    [
      'an early end that looks like a good one',
      stopped(passed),
      'code 0',
      filtered,
      { ...passed, failed: 1 },
      'ended in the middle (code 0)',
    ],
  ])('%s', (_name, report, ending, options, totals, problem) => {
    expect(judgeLayer(report, ending, options)).toEqual({ totals, problem });
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
