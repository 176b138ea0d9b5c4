import { describe, expect, it } from 'vitest';
import {
  historyFileName,
  isHistoryFile,
  type HistoryFormat,
} from '../../../../electron/shared/history/history-file.ts';

const FORMATS: readonly (readonly [HistoryFormat, string])[] = [
  ['csv', 'text/csv'],
  ['json', 'application/json'],
  ['png', 'image/png'],
  ['txt', 'text/plain'],
  ['md', 'text/markdown'],
];
const WEEK = { from: '2026-11-23', to: '2026-11-29' };

describe('the name of a file of the history', () => {
  it('says whose days it has, which ones, and whether all of it', () => {
    expect(historyFileName('Early shift', WEEK, { kind: 'intervals', format: 'csv', isPartial: false })).toBe(
      'rollcall-early-shift-2026-11-23-2026-11-29.csv',
    );
    expect(historyFileName('Everybody', WEEK, { kind: 'totals', format: 'csv', isPartial: true })).toBe(
      'rollcall-everybody-2026-11-23-2026-11-29-totals-partial.csv',
    );
  });

  it.each(['../../etc/passwd', 'a/b\\c:d', '…', 'Früh & Spät', 'नमस्ते', '\u202egnp.exe', '👩🏽‍💻 team', 'x'.repeat(500)])(
    'is one that can be saved anywhere, for the view %j',
    (view) => {
      const name = historyFileName(view, WEEK, { kind: 'timeline', format: 'png', isPartial: true });
      expect(isHistoryFile(name, 'image/png')).toBe(true);
      expect(name).not.toMatch(/[\\/:*?"<>|\p{C}]/u);
    },
  );

  it('is no other', () => {
    for (const name of ['rollcall-views.json', 'rollcall-x.csv', 'rollcall-../x-2026-11-23-2026-11-29.csv', '']) {
      expect(isHistoryFile(name, 'text/csv'), name).toBe(false);
    }
  });

  it('belongs to one type of file', () => {
    for (const [format, type] of FORMATS) {
      const name = historyFileName('Leads', WEEK, { kind: 'handover', format, isPartial: false });
      const types = FORMATS.map(([, each]) => each).filter((each) => isHistoryFile(name, each));
      expect(types).toEqual([type]);
      expect(isHistoryFile(`${name}.exe`, type)).toBe(false);
    }
  });
});
