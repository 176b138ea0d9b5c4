import { describe, expect, it } from 'vitest';
import { checkQuery } from '../../../electron/history/query.ts';
import type { HistoryQuery } from '../../../electron/shared/model.ts';

const source = { timeZone: 'Asia/Kolkata', apiTimes: 'auto' } as const;
// 02:00 of 11 March in India.
const now = Date.parse('2026-03-10T20:30:00Z');

function query(changes: Partial<HistoryQuery> = {}): HistoryQuery {
  return { from: '2026-03-10', to: '2026-03-11', timeZone: null, agents: [], apiTimes: null, ...changes };
}

describe('checkQuery', () => {
  it('fills in what the connection says and lists the dates', () => {
    expect(checkQuery(query({ agents: ['a@example.com'] }), source, now)).toEqual({
      ok: true,
      value: {
        dates: ['2026-03-10', '2026-03-11'],
        timeZone: 'Asia/Kolkata',
        apiTimes: 'auto',
        agents: ['a@example.com'],
      },
    });
  });

  it('prefers what the query says', () => {
    const checked = query({ to: '2026-03-10', timeZone: 'America/New_York', apiTimes: 'utc' });
    expect(checkQuery(checked, source, now)).toMatchObject({
      ok: true,
      value: { timeZone: 'America/New_York', apiTimes: 'utc' },
    });
  });

  it.each([
    ['from', { from: '2026-02-30' }, '"2026-02-30" is not a date. Write it as year-month-day, for example 2026-03-11.'],
    ['to', { to: '11.03.2026' }, '"11.03.2026" is not a date. Write it as year-month-day, for example 2026-03-11.'],
    [
      'from',
      { from: '2026-03-12', to: '2026-03-12' },
      '2026-03-12 lies in the future. The latest day is today, 2026-03-11.',
    ],
    ['to', { to: '2026-03-12' }, '2026-03-12 lies in the future. The latest day is today, 2026-03-11.'],
    ['to', { to: '2026-03-09' }, 'The last day, 2026-03-09, lies before the first, 2026-03-10.'],
    ['to', { from: '2026-02-08' }, '32 days are too many for one read. Choose at most 31.'],
    ['to', { from: '0001-01-01' }, '739686 days are too many for one read. Choose at most 31.'],
    ['timeZone', { timeZone: 'Mars/X' }, '"Mars/X" is not a time zone. Write one such as Europe/Berlin.'],
    ['timeZone', { timeZone: '' }, '"" is not a time zone. Write one such as Europe/Berlin.'],
    ['timeZone', { timeZone: '+05:30' }, '"+05:30" is not a time zone. Write one such as Europe/Berlin.'],
  ])('refuses %s of %j', (field, changes, message) => {
    expect(checkQuery(query(changes), source, now)).toEqual({
      ok: false,
      error: { code: 'invalid-input', field, message },
    });
  });

  it('takes 31 days', () => {
    const checked = checkQuery(query({ from: '2026-02-09' }), source, now);
    expect(checked.ok && checked.value.dates.length).toBe(31);
  });

  it('knows today in the zone of the query, not of the computer', () => {
    const checked = query({ from: '2026-03-11', timeZone: 'America/New_York' });
    expect(checkQuery(checked, source, now)).toMatchObject({ ok: false, error: { field: 'from' } });
  });
});
