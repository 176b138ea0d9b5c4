import { describe, expect, it } from 'vitest';
import {
  datesIn,
  periodLabel,
  periodOf,
  periodOfWords,
  quickPeriods,
  stepped,
} from '../../../../../renderer/features/history/period.ts';

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

describe('a period in words', () => {
  it('is read whatever the case and the spaces, and remembers its words', () => {
    expect(periodOfWords('  Last  7 DAYS ', TODAY)).toEqual({
      from: '2026-11-20',
      to: TODAY,
      step: 7,
      words: 'last 7 days',
    });
    expect(periodOfWords('someday', TODAY)).toBeNull();
  });

  it('that is a week goes on by weeks, also where it has begun only', () => {
    const week = periodOfWords('this week', TODAY);
    expect(week).toMatchObject({ from: '2026-11-23', to: TODAY, step: 7 });
    if (week === null) return;
    const before = stepped(week, -1, TODAY);
    expect(before).toMatchObject({ from: '2026-11-16', to: '2026-11-22' });
    expect(stepped(before, 1, TODAY)).toMatchObject({ from: '2026-11-23', to: TODAY });
  });

  it('says its name and its dates', () => {
    const labels = ['today', 'last week', '2026-11-05', '2026-10-30..2026-11-02'].map((words) => {
      const period = periodOfWords(words, TODAY);
      return period === null ? null : periodLabel(period).replace(/[\u2009\u00a0]/g, ' ');
    });
    expect(labels).toEqual([
      'Today, Thu 26 Nov 2026',
      'Last week, 16 – 22 Nov 2026',
      'Thu 5 Nov 2026',
      '30 Oct – 2 Nov 2026',
    ]);
  });

  it('is offered for every day of a week back, each once', () => {
    const days = quickPeriods(TODAY).map(({ words }) => periodOfWords(words, TODAY));
    const single = days.filter((period) => period?.step === 1).map((period) => period?.from);
    expect(single).toEqual([
      '2026-11-26',
      '2026-11-25',
      '2026-11-24',
      '2026-11-23',
      '2026-11-22',
      '2026-11-21',
      '2026-11-20',
    ]);
    expect(days).not.toContain(null);
  });
});
