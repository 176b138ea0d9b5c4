import { expect, it } from 'vitest';
import type { AlertEntry } from '../../../../electron/shared/model.ts';
import { createAlertLines } from '../../../../electron/terminal/output/alert-lines.ts';

const ENTRY: AlertEntry = {
  ...{ id: 1, at: Date.UTC(2026, 10, 30, 9), ruleId: 'nobody', kind: 'below', event: 'fired', userId: null },
  ...{ text: 'Nobody is available', held: null, excused: null },
};

function printed(isJson: boolean, isDemo: boolean): readonly string[] {
  const out: string[] = [];
  const lines = createAlertLines(isJson, { print: (line) => void out.push(line) }, () => 0);
  lines.print('c-1', [ENTRY], { timeZone: 'UTC', isDemo });
  return out;
}

it('a watched alert of the demo is marked as demo data, one of an account is not', () => {
  expect(printed(false, true)).toEqual(['2026-11-30T09:00:00.000Z Alert: Demo data: Nobody is available']);
  expect(printed(false, false)).toEqual(['2026-11-30T09:00:00.000Z Alert: Nobody is available']);
  expect(JSON.parse(printed(true, true)[0] ?? '')).toMatchObject({ alert: { text: ENTRY.text, demo: true } });
  expect(printed(true, false)[0]).not.toContain('demo');
});
