import { describe, expect, it } from 'vitest';
import { datesIn, periodOf, stepped } from '../../../../../renderer/features/history/period.ts';

const TODAY = '2026-11-26';

describe('a period', () => {
  it('has each of its dates once, across the end of a month', () => {
    expect(datesIn({ from: '2026-02-27', to: '2026-03-02' })).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
    expect(datesIn({ from: '2026-02-27', to: '2026-02-26' })).toEqual([]);
    expect(datesIn({ from: '', to: '' })).toEqual([]);
  });

  it('goes on by its own length', () => {
    const three = periodOf('2026-11-10', '2026-11-12');
    expect(stepped(three, 1, TODAY)).toMatchObject({ from: '2026-11-13', to: '2026-11-15' });
    expect(stepped(three, -1, TODAY)).toMatchObject({ from: '2026-11-07', to: '2026-11-09' });
  });

  it('ends today, and comes back from there to what it was', () => {
    const cut = stepped(periodOf('2026-11-19', '2026-11-25'), 1, TODAY);
    expect([cut.from, cut.to]).toEqual(['2026-11-26', TODAY]);
    expect(stepped(cut, -1, TODAY)).toMatchObject({ from: '2026-11-19', to: '2026-11-25' });
  });
});
