import { expect, it } from 'vitest';
import type { HistoryAgent, HistoryReport } from '../../../../electron/shared/model.ts';
import { historyJson, historyText, maskHistory } from '../../../../electron/terminal/output/history-report.ts';

const NOW = Date.UTC(2026, 2, 2, 9);

it('history shows initials and no e-mail', () => {
  const agent: HistoryAgent = {
    userId: 'u-1',
    name: 'Ana Łukasik',
    addition: 'alukasik',
    email: 'ana.lukasik@example.com',
    intervals: [],
    totalsMs: {},
    noRecordMs: 0,
    knownUntil: NOW,
  };
  const report: HistoryReport = {
    from: '2026-03-02',
    to: '2026-03-02',
    timeZone: 'UTC',
    takenAt: NOW,
    apiTimes: { zone: 'request', decidedBy: 'assumed' },
    partial: null,
    notUnderstood: 0,
    notFound: [],
    fewerThanTeam: null,
    days: [{ date: '2026-03-02', startsAt: NOW, endsAt: NOW + 1, read: 'complete', agents: [agent] }],
  };
  const masked = maskHistory(report);
  expect(historyText(report, false)).toContain('Ana Łukasik (alukasik): ');
  expect(historyText(report, false)).not.toContain('Demo data');
  expect(historyText(report, true)).toMatch(/^Demo data, no real agents\n/);
  expect(JSON.parse(historyJson(report, true))).toMatchObject({
    demo: true,
    days: [{ agents: [{ nameAddition: 'alukasik' }] }],
  });
  expect(masked.days[0]?.agents).toEqual([{ ...agent, addition: undefined, name: 'A. Ł.', email: '' }]);
  for (const text of [historyText(masked, false), historyJson(masked, false)])
    expect(text).not.toMatch(/Łukasik|lukasik/);
});
