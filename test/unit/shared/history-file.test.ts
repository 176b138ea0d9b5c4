import { describe, expect, it } from 'vitest';
import { historyFileName, isHistoryFileName } from '../../../electron/shared/history-file.ts';

const WEEK = { from: '2026-11-23', to: '2026-11-29' };

describe('the name of an exported table', () => {
  it('says whose days it has, which ones, and whether all of it', () => {
    expect(historyFileName('Early shift', WEEK, 'intervals', false)).toBe(
      'rollcall-early-shift-2026-11-23-2026-11-29.csv',
    );
    expect(historyFileName('Everybody', WEEK, 'totals', true)).toBe(
      'rollcall-everybody-2026-11-23-2026-11-29-totals-partial.csv',
    );
  });

  it.each(['../../etc/passwd', 'a/b\\c:d', '…', 'Früh & Spät', 'नमस्ते', '\u202egnp.exe', '👩🏽‍💻 team', 'x'.repeat(500)])(
    'is one that can be saved anywhere, for the view %j',
    (view) => {
      const name = historyFileName(view, WEEK, 'intervals', false);
      expect(isHistoryFileName(name)).toBe(true);
      expect(name).not.toMatch(/[\\/:*?"<>|\p{C}]/u);
    },
  );

  it('is no other', () => {
    for (const name of ['rollcall-views.json', 'rollcall-x.csv', 'rollcall-../x-2026-11-23-2026-11-29.csv', '']) {
      expect(isHistoryFileName(name), name).toBe(false);
    }
  });
});
