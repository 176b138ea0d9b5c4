import { describe, expect, it } from 'vitest';
import { namesAgents, parseTemplate, renderTemplate } from '../../../electron/terminal/template.ts';
import { DEFAULT_LIMITS } from '../../../electron/shared/model.ts';
import type { StatusReport } from '../../../electron/terminal/status-report.ts';
import { fakeAgent } from '../../support/fake-team.ts';

const TAKEN_AT = Date.UTC(2026, 2, 2, 9);
const LONG = { at: TAKEN_AT - 46 * 60_000, precision: 'exact', toleranceMs: 0 } as const;
const REPORT: StatusReport = {
  profile: { id: 'c-1', name: 'Bil\nling', host: 'https://kore.example' },
  isDemo: false,
  view: null,
  health: { state: 'live', since: TAKEN_AT, nextAt: null, message: '' },
  team: {
    takenAt: TAKEN_AT,
    counts: { AVAILABLE: 1, BUSY: 2, AWAY: 3, OFFLINE: 4, OTHER: 5, total: 15 },
    ignored: 0,
    attention: 2,
    details: null,
    rules: { limits: DEFAULT_LIMITS, offHours: null },
    agents: [
      fakeAgent({ userId: 'u-1', name: 'Zoë', status: 'BUSY', secondaryStatus: 'Lunch', since: LONG }),
      fakeAgent({ userId: 'u-2', name: 'A\tb\u001b[2J' }),
    ],
  },
};
const FAILED: StatusReport = { ...REPORT, profile: null, health: { ...REPORT.health, state: 'offline' }, team: null };

function render(text: string, report = REPORT): string {
  const template = parseTemplate(text);
  if (!template.ok) throw new Error(template.error.message);
  return renderTemplate(template.value, report);
}

describe('a template', () => {
  it.each([
    ['{available} {busy} {away} {offline} {other} {total}', '1 2 3 4 5 15'],
    ['{connection}: {state} as of {asOf}', 'Billing: live as of 2026-03-02T09:00:00.000Z'],
    ['', ''],
    ['no name', 'no name'],
    ['{{available}} {{{available}}}', '{available} {1}'],
    ['{{"text":"{available}","class":"{state}"}}', '{"text":"1","class":"live"}'],
    ['{available}\\n{busy}\\t{away}', '1\n2\t3'],
    ['a\\\\n C:\\dir', 'a\\n C:\\dir'],
    ['{available}{busy}', '12'],
    ['{attention} need attention', '2 need attention'],
    ['{agents}', 'Zoë: BUSY (Lunch), limit 45 min\nAb[2J: AVAILABLE'],
  ])('%j gives %j', (text, shown) => {
    expect(render(text)).toBe(shown);
  });

  it('shows what is not known as ?, never as a zero', () => {
    expect(render('{available}/{total} {connection} {state} {asOf} {attention} {agents}', FAILED)).toBe(
      '?/? ? offline ? ? ?',
    );
  });

  it('marks demo data', () => {
    expect(render('{connection}', { ...REPORT, isDemo: true })).toBe('Billing (demo data)');
  });

  it.each([
    ['{nope}', /does not know \{nope\}\. It knows \{available\} \{busy\}/],
    ['{Available}', /does not know \{Available\}/],
    ['{constructor}', /does not know \{constructor\}/],
    ['{}', /does not know \{\}/],
    ['{x\u001b[2J}', /does not know \{x\[2J\}/],
    ['{available', /A lone \{ /],
    ['available}', /A lone \} /],
    ['{{available}', /A lone \} /],
  ])('%j is refused', (text, message) => {
    const parsed = parseTemplate(text);
    expect(parsed.ok ? '' : parsed.error.message).toMatch(message);
  });

  it('says whether it names agents', () => {
    const names = (text: string): boolean => {
      const template = parseTemplate(text);
      return template.ok && namesAgents(template.value);
    };
    expect([names('{agents}'), names('{{agents}}'), names('{total}')]).toEqual([true, false, false]);
  });
});
