import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../../electron/shared/model.ts';
import { limitsDraft, readLimits, type LimitsDraft } from '../../../../../renderer/features/settings/limits-form.ts';

const RANGE = 'Whole minutes from 1 to 1440, or nothing for no limit.';
const ROW_RANGE = 'Whole minutes from 0 to 1440, or nothing for no limit.';
const draft = (AWAY: string, BUSY = '', ...rows: readonly (readonly [string, string])[]): LimitsDraft => ({
  byStatus: { AWAY, BUSY },
  secondary: rows.map(([name, minutes]) => ({ name, minutes })),
});

it('reads back what it shows', () => {
  expect(readLimits(limitsDraft(DEFAULT_LIMITS)).limits).toEqual(DEFAULT_LIMITS);
  const off = { byStatus: { AWAY: null, BUSY: 1_440 }, secondary: [{ name: 'NBK', minutes: null }] };
  expect(readLimits(limitsDraft(off)).limits).toEqual(off);
});

it('leaves out rows with nothing in them, and white space', () => {
  expect(readLimits(draft(' 5 ', '', ['', ' '], [' Lunch ', '60'])).limits).toEqual({
    byStatus: { AWAY: 5, BUSY: null },
    secondary: [{ name: 'Lunch', minutes: 60 }],
  });
});

describe('refuses', () => {
  it.each(['0', '1441', '-1', '1.5', '1e2', 'ten', '99999', '0x10'])('%j for a status', (text) => {
    expect(readLimits(draft('30', text))).toEqual({
      limits: null,
      notes: { byStatus: { AWAY: '', BUSY: RANGE }, secondary: [] },
    });
  });

  it.each([
    ['no name', '', '5', 'Enter the name of the status as Kore.ai shows it.'],
    ['a second limit', ' LUNCH', '5', '“LUNCH” has a limit already.'],
    ['more than a day', 'Training', '1441', ROW_RANGE],
    ['less than nothing', 'Training', '-1', ROW_RANGE],
  ])('%s for a secondary status', (_, name, minutes, note) => {
    expect(readLimits(draft('', '', ['Lunch', '0'], [name, minutes]))).toEqual({
      limits: null,
      notes: { byStatus: { AWAY: '', BUSY: '' }, secondary: ['', note] },
    });
  });
});
