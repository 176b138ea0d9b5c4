import { expect, it } from 'vitest';
import { DEFAULT_LIMITS, type HistoryAgent, type HistoryReport } from '../../../../electron/shared/model.ts';
import { historyJson, historyText } from '../../../../electron/terminal/output/history-report.ts';
import { maskHistory, maskReport } from '../../../../electron/terminal/output/masked.ts';
import { parseTemplate } from '../../../../electron/terminal/output/template.ts';
import { printStatus } from '../../../../electron/terminal/output/print-status.ts';
import { NO_COUNTS } from '../../../../electron/shared/counts.ts';
import { createFakeTerminal } from '../../../support/fake-terminal.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const TEAM = {
  takenAt: NOW,
  counts: { ...NO_COUNTS, BUSY: 1, total: 1 },
  ignored: 0,
  attention: 0,
  details: null,
  rules: { limits: DEFAULT_LIMITS, offHours: null },
  agents: [fakeAgent({ userId: 'u-1', name: 'Ana Łukasik', addition: 'alukasik', status: 'BUSY' })],
};
const REPORT = {
  profile: { id: 'c-1', name: 'Ana’s team', host: 'https://kore.example' },
  isDemo: false,
  view: null,
  health: { state: 'live', since: NOW, nextAt: null, message: '' },
  team: TEAM,
} as const;

it.each(['text', 'json', 'template'])('status shows initials as %s while names are hidden', (kind) => {
  const template = parseTemplate('{agents}');
  if (!template.ok) throw new Error(template.error.message);
  const style = { isJson: kind === 'json', withAgents: true, format: kind === 'template' ? template.value : null };
  const printed = (isMasked: boolean): string => {
    const io = createFakeTerminal();
    printStatus({ ...style, isMasked }, io, REPORT, 0);
    return io.out.join('\n');
  };
  expect(printed(false)).toContain(kind === 'json' ? '"nameAddition":"alukasik"' : 'Ana Łukasik (alukasik)');
  expect(printed(true)).toContain('A. Ł.');
  expect(printed(true)).not.toMatch(/lukasik/i);
  expect(printed(true)).not.toContain('Łukasik');
});

it('status leaves a failure as it is', () => {
  const failed = { ...REPORT, team: null };
  expect(maskReport(failed)).toBe(failed);
});

it('history shows initials and no e-mail', () => {
  const agent: HistoryAgent = {
    userId: 'u-1',
    name: 'Ana Łukasik',
    addition: 'alukasik',
    email: 'ana.lukasik@example.com',
    intervals: [],
    totalsMs: {},
    noRecordMs: 0,
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
    days: [{ date: '2026-03-02', startsAt: NOW, endsAt: NOW + 1, read: 'whole', agents: [agent] }],
  };
  const masked = maskHistory(report);
  expect(historyText(report)).toContain('Ana Łukasik (alukasik): ');
  expect(JSON.parse(historyJson(report))).toMatchObject({ days: [{ agents: [{ nameAddition: 'alukasik' }] }] });
  expect(masked.days[0]?.agents).toEqual([{ ...agent, addition: undefined, name: 'A. Ł.', email: '' }]);
  for (const text of [historyText(masked), historyJson(masked)]) expect(text).not.toMatch(/Łukasik|lukasik/);
});
