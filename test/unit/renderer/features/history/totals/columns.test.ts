import { describe, expect, it } from 'vitest';
import type { HistoryTotal } from '../../../../../../electron/shared/model.ts';
import { sharesOf, statusColumns, totalsLine } from '../../../../../../renderer/features/history/totals/columns.ts';
import { statusName } from '../../../../../../renderer/ui/status-label.ts';
import {
  BY_NAME,
  NAME,
  NO_RECORD,
  OVER_LIMIT,
  sortedBy,
  sortLines,
} from '../../../../../../renderer/features/history/totals/sort.ts';

function total(name: string, totalMs: number, overLimitMs = 0): HistoryTotal {
  const [primaryStatus = '', secondaryStatus = ''] = name.split('/');
  return { primaryStatus, secondaryStatus, totalMs, times: 1, overLimitMs };
}

const TOTALS = [
  total('AWAY/Lunch', 30),
  total('Login Prep/', 5),
  total('BUSY/NBK', 20, 8),
  total('BUSY/Busy', 10),
  total('available/AVAILABLE', 40),
];

describe('the columns of the totals', () => {
  it('are the four documented statuses, and the others as one where they occur', () => {
    const labels = (totals: readonly HistoryTotal[]) => statusColumns(totals, 'status').map(({ label }) => label);
    expect(labels([])).toEqual(['Available', 'Busy', 'Away', 'Offline']);
    expect(labels(TOTALS)).toEqual(['Available', 'Busy', 'Away', 'Offline', 'Other']);
  });

  it('are the secondary statuses that occur, by their status, with its name where nothing else says it', () => {
    expect(statusColumns(TOTALS, 'secondary').map(({ label, name }) => [label, name])).toEqual([
      ['Available', 'Available'],
      ['Busy', 'Busy'],
      ['NBK', 'Busy · NBK'],
      ['Lunch', 'Away · Lunch'],
      ['Login Prep', 'Login Prep'],
    ]);
  });

  it('are the same whatever the case of a status', () => {
    const spellings = [total('AWAY/Lunch', 1), total('Away/LUNCH', 2)];
    expect(statusColumns(spellings, 'secondary')).toHaveLength(1);
    const line = totalsLine({ totals: spellings, noRecordMs: 0, daysNotRead: 0 }, 'secondary');
    expect([...line.cells.values()]).toEqual([3]);
  });

  it('hold all of the recorded time, with the time over a limit as a part of it', () => {
    for (const detail of ['status', 'secondary'] as const) {
      const line = totalsLine({ totals: TOTALS, noRecordMs: 7, daysNotRead: 2 }, detail);
      const inColumns = statusColumns(TOTALS, detail).reduce((sum, { key }) => sum + (line.cells.get(key) ?? 0), 0);
      expect([inColumns, line.recordedMs, line.overLimitMs]).toEqual([105, 105, 8]);
    }
  });

  it('name what the documents do not name as the customer wrote it', () => {
    expect(statusName(total('WRAP UP/Notes', 1))).toBe('WRAP UP · Notes');
  });
});

describe('shares', () => {
  const sharesOfTimes = (...times: readonly number[]) =>
    times.map((_, index) => sharesOf(new Map(times.map((ms, key) => [String(key), ms]))).get(String(index)) ?? '');

  it('are in full per cent, and never none of something', () => {
    expect([sharesOfTimes(1, 2), sharesOfTimes(3), sharesOfTimes(1, 999)]).toEqual([
      ['33 %', '67 %'],
      ['100 %'],
      ['<1 %', '100 %'],
    ]);
  });

  it('add up to 100', () => {
    // Rounded each, they would be 101 and 99.
    expect(sharesOfTimes(425, 375, 200)).toEqual(['43 %', '37 %', '20 %']);
    expect(sharesOfTimes(1, 1, 1)).toEqual(['34 %', '33 %', '33 %']);
  });

  it('are not there where nothing was recorded', () => {
    expect([sharesOfTimes(0, 3), sharesOfTimes(0, 0)]).toEqual([
      ['', '100 %'],
      ['', ''],
    ]);
  });
});

describe('the order of the rows', () => {
  const line = (name: string, busy: number, noRecordMs: number) => ({
    ...totalsLine({ totals: [total('BUSY/NBK', busy, busy)], noRecordMs, daysNotRead: 0 }, 'status'),
    agent: { userId: name, name },
  });
  const LINES = [line('Ana', 5, 1), line('Ben', 9, 1), line('Cleo', 5, 2)];
  const names = (sort: typeof BY_NAME) => sortLines(LINES, sort).map(({ agent }) => agent.name);

  it('is by name until somebody chooses a column', () => {
    expect(names(BY_NAME)).toEqual(['Ana', 'Ben', 'Cleo']);
  });

  it('begins with the longest time, and is turned round by the same column; equals stay by name', () => {
    const longest = sortedBy('BUSY', BY_NAME);
    expect(names(longest)).toEqual(['Ben', 'Ana', 'Cleo']);
    expect(names(sortedBy('BUSY', longest))).toEqual(['Ana', 'Cleo', 'Ben']);
    expect(names(sortedBy(NAME, longest))).toEqual(['Ana', 'Ben', 'Cleo']);
    expect(names(sortedBy(NAME, BY_NAME))).toEqual(['Cleo', 'Ben', 'Ana']);
  });

  it('may be by what stands beside the statuses', () => {
    expect(names(sortedBy(OVER_LIMIT, BY_NAME))[0]).toBe('Ben');
    expect(names(sortedBy(NO_RECORD, BY_NAME))[0]).toBe('Cleo');
  });
});
