import { describe, expect, it } from 'vitest';
import { judgeLayer, readReport, summaryLine, verdict, type Line } from '../../../../build/reporters/report.mjs';

const finished = (
  test: string,
  status: 'passed' | 'failed' | 'skipped' = 'passed',
  { ms = 1, error }: { ms?: number; error?: string } = {},
): Line => ({ kind: 'finished', test, status, ms, error });
const started = (test: string): Line => ({ kind: 'started', test });
const ended: Line = { kind: 'ended' };
const text = (...lines: readonly Line[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('a report', () => {
  it('counts tests by status, and what went wrong outside of them as failures', () => {
    const { totals, isComplete } = readReport(
      text(
        finished('a'),
        finished('b', 'failed'),
        finished('c', 'skipped'),
        { kind: 'problem', text: 'a file that cannot be loaded' },
        ended,
      ),
    );
    expect({ totals, isComplete }).toEqual({ totals: { passed: 1, failed: 2, skipped: 1 }, isComplete: true });
  });

  it('names what was running when it breaks off, of two tests of one name the one that goes on', () => {
    const { totals, running, isComplete } = readReport(
      text(started('a'), started('twice'), finished('a'), started('twice'), finished('twice'), started('b')),
    );
    expect({ totals, running, isComplete }).toEqual({
      totals: { passed: 2, failed: 0, skipped: 0 },
      running: ['twice', 'b'],
      isComplete: false,
    });
  });

  it('takes a beginning that is told after its end for no test under way', () => {
    const { totals, running } = readReport(text(started('a'), finished('b'), started('b'), finished('a'), ended));
    expect({ totals, running }).toEqual({ totals: { passed: 2, failed: 0, skipped: 0 }, running: [] });
  });

  it('is read up to a line that was still being written', () => {
    const complete = text(started('a'), finished('a'), ended);
    const { totals, isComplete } = readReport(complete.slice(0, -3));
    expect({ totals, isComplete }).toEqual({ totals: { passed: 1, failed: 0, skipped: 0 }, isComplete: false });
  });

  it('has nothing in it before the first test', () => {
    expect(readReport('')).toEqual({
      totals: { passed: 0, failed: 0, skipped: 0 },
      running: [],
      slowest: [],
      failures: [],
      isComplete: false,
    });
  });

  it('names each failed test with the first line of its error, and what failed outside of tests', () => {
    const { failures } = readReport(
      text(
        finished('a'),
        finished('b', 'failed', { error: '\u001b[31mexpected 1 to be 2\u001b[39m\n  at b.test.ts:1' }),
        finished('c', 'failed'),
        { kind: 'problem', text: 'd.test.ts\ncannot be loaded' },
        ended,
      ),
    );
    expect(failures).toEqual(['b: expected 1 to be 2', 'c: no error was reported', 'd.test.ts']);
  });

  it('gives the ten slowest tests, slowest first', () => {
    const times = [5, 40, 1, 90, 3, 7, 12, 6, 2, 4, 8, 30];
    const { slowest } = readReport(text(...times.map((ms) => finished(`of ${ms} ms`, 'passed', { ms })), ended));
    expect(slowest.map(({ test }) => test)).toEqual([90, 40, 30, 12, 8, 7, 6, 5, 4, 3].map((ms) => `of ${ms} ms`));
  });
});

const all = { mayBeEmpty: false };
const filtered = { mayBeEmpty: true };
const none = { passed: 0, failed: 0, skipped: 0 };
const passed = { passed: 3, failed: 0, skipped: 0 };
const complete = (totals: typeof none) => ({ totals, running: [], slowest: [], failures: [], isComplete: true });
const stopped = (totals: typeof none, ...running: string[]) => ({
  totals,
  running,
  slowest: [],
  failures: [],
  isComplete: false,
});

it('sums up in one line', () => {
  expect(summaryLine({ passed: 105, failed: 2, skipped: 1 })).toBe('105 passed, 2 failed, 1 skipped');
});

describe('what a layer counts for', () => {
  it.each([
    ['all passed', complete(passed), 'code 0', all, passed, null],
    [
      'a failed test',
      complete({ passed: 2, failed: 1, skipped: 0 }),
      'code 1',
      all,
      { passed: 2, failed: 1, skipped: 0 },
      null,
    ],
    ['no report', null, 'code 0', all, { ...none, failed: 1 }, 'no report (code 0)'],
    ['no report after a crash', null, 'signal SIGKILL', all, { ...none, failed: 1 }, 'no report (signal SIGKILL)'],
    ['no test', complete(none), 'code 0', all, { ...none, failed: 1 }, 'no test was started'],
    [
      'skipped tests alone',
      complete({ ...none, skipped: 4 }),
      'code 0',
      all,
      { ...none, failed: 1, skipped: 4 },
      'no test was started',
    ],
    ['no test that matches the filter', complete(none), 'code 0', filtered, none, null],
    [
      'a crash after the tests',
      complete(passed),
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
    [{ passed: 9, failed: 0, skipped: 0 }, false, 0],
    [{ passed: 9, failed: 1, skipped: 0 }, false, 1],
    [{ passed: 0, failed: 0, skipped: 0 }, false, 1],
    [{ passed: 9, failed: 0, skipped: 1 }, false, 1],
    [{ passed: 9, failed: 0, skipped: 1 }, true, 0],
  ] as const)('%j, where tests may be skipped: %s', (totals, mayBeSkipped, code) => {
    expect(verdict(totals, { mayBeSkipped })).toBe(code);
  });
});
