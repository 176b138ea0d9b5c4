import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../../electron/history/request.ts';
import type { HistoryRequest } from '../../../electron/shared/model.ts';
import { datesBetween } from '../../../electron/time/days.ts';
import { everybody, only } from './history-scene.ts';

const source = { timeZone: 'Asia/Kolkata', apiTimes: 'auto' } as const;
// 02:00 of 11 March in India.
const now = Date.parse('2026-03-10T20:30:00Z');
const days = ['2026-03-10', '2026-03-11'];

describe('checkRequest', () => {
  it('fills in what the connection says', () => {
    const request = everybody(...days);
    expect(checkRequest(request, source, now)).toEqual({ ok: true, value: { ...request, ...source } });
  });

  it('prefers what the request says', () => {
    const request = { ...everybody('2026-03-10'), timeZone: 'America/New_York', apiTimes: 'utc' } as const;
    expect(checkRequest(request, source, now)).toEqual({ ok: true, value: request });
  });

  it.each<[string, HistoryRequest, string]>([
    [
      'dates',
      everybody('2026-02-30'),
      '"2026-02-30" is not a date. Write it as year-month-day, for example 2026-03-11.',
    ],
    [
      'dates',
      everybody('11.03.2026'),
      '"11.03.2026" is not a date. Write it as year-month-day, for example 2026-03-11.',
    ],
    [
      'dates',
      everybody('1969-12-31'),
      'Kore.ai has no status history as old as 1969-12-31. Choose days from 1970-01-01 on.',
    ],
    [
      'dates',
      everybody('0001-01-01'),
      'Kore.ai has no status history as old as 0001-01-01. Choose days from 1970-01-01 on.',
    ],
    ['dates', everybody('2026-03-12'), '2026-03-12 lies in the future. The latest day is today, 2026-03-11.'],
    ['dates', everybody(...days.toReversed()), 'The last day, 2026-03-10, lies before the first, 2026-03-11.'],
    [
      'dates',
      everybody(...datesBetween('2026-02-08', '2026-03-11')),
      '32 days are too many for one read. Choose at most 31.',
    ],
    [
      'timeZone',
      { ...everybody(...days), timeZone: 'Mars/X' },
      '"Mars/X" is not a time zone. Write one such as Europe/Berlin.',
    ],
    [
      'timeZone',
      { ...everybody(...days), timeZone: '+05:30' },
      '"+05:30" is not a time zone. Write one such as Europe/Berlin.',
    ],
    ['agents', only([' '], ...days), 'One of the e-mails is empty. Name each agent by e-mail.'],
  ])('refuses %s of %j', (field, request, message) => {
    expect(checkRequest(request, source, now)).toEqual({ ok: false, error: { code: 'invalid-input', field, message } });
  });

  it('takes 31 days, and days that do not follow each other', () => {
    const month = datesBetween('2026-02-09', '2026-03-11');
    for (const dates of [month, ['1970-01-01', '2026-03-11']]) {
      expect(checkRequest(everybody(...dates), source, now)).toMatchObject({ ok: true, value: { dates } });
    }
  });

  it('knows today in the zone of the request, not of the computer', () => {
    const request = { ...everybody('2026-03-11'), timeZone: 'America/New_York' };
    expect(checkRequest(request, source, now)).toMatchObject({ ok: false, error: { field: 'dates' } });
  });
});
