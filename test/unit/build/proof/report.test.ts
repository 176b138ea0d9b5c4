import { describe, expect, it } from 'vitest';
import { readReport, type Line } from '../../../../build/proof/report.mjs';

const finished = (test: string, status: 'passed' | 'failed' | 'skipped' = 'passed', ms = 1): Line => ({
  kind: 'finished',
  test,
  status,
  ms,
});
const started = (test: string): Line => ({ kind: 'started', test });
const ended: Line = { kind: 'ended' };
const text = (...lines: readonly Line[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('a report', () => {
  it('counts tests by status, and what went wrong outside of them as failures', () => {
    const { totals, isWhole } = readReport(
      text(
        finished('a'),
        finished('b', 'failed'),
        finished('c', 'skipped'),
        { kind: 'problem', text: 'a file that cannot be loaded' },
        ended,
      ),
    );
    expect({ totals, isWhole }).toEqual({ totals: { passed: 1, failed: 2, skipped: 1 }, isWhole: true });
  });

  it('names what was running when it breaks off, of two tests of one name the one that goes on', () => {
    const { totals, running, isWhole } = readReport(
      text(started('a'), started('twice'), finished('a'), started('twice'), finished('twice'), started('b')),
    );
    expect({ totals, running, isWhole }).toEqual({
      totals: { passed: 2, failed: 0, skipped: 0 },
      running: ['twice', 'b'],
      isWhole: false,
    });
  });

  it('is read up to a line that was still being written', () => {
    const whole = text(started('a'), finished('a'), ended);
    const { totals, isWhole } = readReport(whole.slice(0, -3));
    expect({ totals, isWhole }).toEqual({ totals: { passed: 1, failed: 0, skipped: 0 }, isWhole: false });
  });

  it('has nothing in it before the first test', () => {
    expect(readReport('')).toEqual({
      totals: { passed: 0, failed: 0, skipped: 0 },
      running: [],
      slowest: [],
      isWhole: false,
    });
  });

  it('gives the ten slowest tests, slowest first', () => {
    const times = [5, 40, 1, 90, 3, 7, 12, 6, 2, 4, 8, 30];
    const { slowest } = readReport(text(...times.map((ms) => finished(`of ${ms} ms`, 'passed', ms)), ended));
    expect(slowest.map(({ test }) => test)).toEqual([90, 40, 30, 12, 8, 7, 6, 5, 4, 3].map((ms) => `of ${ms} ms`));
  });
});
