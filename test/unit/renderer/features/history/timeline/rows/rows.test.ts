import { describe, expect, it } from 'vitest';
import type { HistoryAgent, StatusInterval } from '../../../../../../../electron/shared/model.ts';
import {
  groupByQueue,
  groupByStatus,
  linesOf,
  sortAgents,
  timeIn,
  type RowGroup,
} from '../../../../../../../renderer/features/history/timeline/rows/rows.ts';

const HOUR_MS = 3_600_000;

function agent(userId: string, ...spans: [string, number, number][]): HistoryAgent {
  const totalsMs: Record<string, number> = {};
  const intervals = spans.map(([primaryStatus, from, to]): StatusInterval => {
    const durationMs = (to - from) * HOUR_MS;
    totalsMs[primaryStatus] = (totalsMs[primaryStatus] ?? 0) + durationMs;
    const [start, end] = [from * HOUR_MS, to * HOUR_MS];
    return { primaryStatus, secondaryStatus: '', start, end, durationMs, clippedStart: false, clippedEnd: false };
  });
  return { userId, name: userId, email: '', intervals, totalsMs, noRecordMs: 0, knownUntil: 20 * HOUR_MS };
}

const ANA = agent('ana', ['BUSY', 9, 10], ['AVAILABLE', 10, 14], ['BUSY', 15, 16]);
const BEN = agent('ben', ['AVAILABLE', 8, 9], ['Busy', 11, 12.5]);
const EVA = agent('eva');
const LEO = agent('leo', ['Login prep', 7, 12]);
const ALL = [ANA, BEN, EVA, LEO];
const ids = (agents: readonly HistoryAgent[]): string => agents.map(({ userId }) => userId).join(' ');
const named = (groups: readonly RowGroup[]): string[] => groups.map(({ label, agents }) => `${label}: ${ids(agents)}`);

describe('the order of the rows', () => {
  it('is by name as they come, by the first record, or by a time in a status; who has none comes last', () => {
    expect(ids(sortAgents(ALL, 'name', 'BUSY'))).toBe('ana ben eva leo');
    expect(ids(sortAgents(ALL, 'first', 'BUSY'))).toBe('leo ben ana eva');
    expect(ids(sortAgents(ALL, 'total', 'BUSY'))).toBe('ana ben eva leo');
    expect(ids(sortAgents(ALL, 'longest', 'BUSY'))).toBe('ben ana eva leo');
    expect(ids(sortAgents(ALL, 'total', 'OTHER'))).toBe('leo ana ben eva');
  });

  it('follows the time that the last column shows', () => {
    expect([timeIn(ANA, 'total', 'BUSY'), timeIn(ANA, 'longest', 'BUSY')]).toEqual([2 * HOUR_MS, HOUR_MS]);
  });
});

describe('groups of rows', () => {
  it('are by status at a minute, in the order of the statuses', () => {
    expect(named(groupByStatus(ALL, 11 * HOUR_MS))).toEqual([
      'Available: ana',
      'Busy: ben',
      'Other: leo',
      'No record: eva',
    ]);
    expect(named(groupByStatus(ALL, 20 * HOUR_MS))).toEqual(['Not known: ana ben eva leo']);
  });

  it('are by queue, where who serves several is in each', () => {
    const queues = [
      { id: 'q1', name: 'Sales', userIds: new Set(['ana', 'ben']) },
      { id: 'q2', name: 'Support', userIds: new Set(['ben', 'nobody']) },
      { id: 'q3', name: 'Empty', userIds: new Set<string>() },
    ];
    const groups = groupByQueue(ALL, queues);
    expect(named(groups)).toEqual(['Sales: ana ben', 'Support: ben', 'In none of these queues: eva leo']);
    const lines = linesOf(groups);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
  });

  it('number their agents without the headings', () => {
    const lines = linesOf(groupByStatus([ANA, EVA], 11 * HOUR_MS));
    expect(lines.map((line) => (line.kind === 'agent' ? line.row : `${line.label} ${line.count}`))).toEqual([
      'Available 1',
      0,
      'No record 1',
      1,
    ]);
  });
});
