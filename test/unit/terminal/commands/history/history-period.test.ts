import { describe, expect, it } from 'vitest';
import { periodOf } from '../../../../../electron/terminal/commands/history/history-period.ts';

/** 21 November on Kiritimati (UTC+14), 20 November in Pago Pago (UTC-11) and UTC; a Friday. */
const NOW = Date.parse('2026-11-20T12:00:00Z');

type Asked = Parameters<typeof periodOf>[0];

function period(asked: Partial<Asked>, teamZone = 'UTC', now = NOW) {
  const invocation: Asked = {
    from: 'today',
    to: 'today',
    between: null,
    question: { kind: 'intervals' },
    timeZone: null,
    ...asked,
  };
  return periodOf(invocation, { timeZone: teamZone, apiTimes: 'auto' }, now);
}

const both = (words: string): Partial<Asked> => ({ from: words, to: words });
const messageOf = (asked: Partial<Asked>, teamZone?: string): string => {
  const found = period(asked, teamZone);
  return found.ok ? '' : found.error.message;
};

describe('the days of a command line', () => {
  it.each([
    ['today', ['2026-11-20']],
    ['last tuesday', ['2026-11-17']],
    ['last-tuesday', ['2026-11-17']],
    ['Last-3-Days', ['2026-11-18', '2026-11-19', '2026-11-20']],
    ['2026-11-01..2026-11-02', ['2026-11-01', '2026-11-02']],
    ['2026-11-19', ['2026-11-19']],
  ])('are understood: %s', (words, dates) => {
    expect(period(both(words))).toMatchObject({ ok: true, value: { dates } });
  });

  it('go from the first day of one to the last day of the other', () => {
    expect(period({ from: 'last week', to: 'yesterday' })).toMatchObject({
      value: {
        dates: ['09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19'].map((day) => `2026-11-${day}`),
      },
    });
  });

  it("are those of the team's zone, and of --zone before that", () => {
    expect(period({}, 'Pacific/Kiritimati')).toMatchObject({ value: { dates: ['2026-11-21'] } });
    expect(period({ timeZone: 'Pacific/Pago_Pago' }, 'Pacific/Kiritimati')).toMatchObject({
      value: { dates: ['2026-11-20'], timeZone: 'Pacific/Pago_Pago' },
    });
  });

  it.each([
    [both('2026-02-30'), /^"2026-02-30" is not a day or a range of days\./],
    [both('someday\u001B[2J'), /^"someday\[2J" is not a day/],
    [both('2026-11-21'), '2026-11-21 lies in the future. The latest day is today, 2026-11-20.'],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'The last day, 2026-11-01, lies before the first, 2026-11-02.'],
    [{ from: '2026-10-01', to: '2026-11-01' }, '32 days are too many for one read. Choose at most 31.'],
    [{ from: '0001-01-01', to: '2026-11-01' }, /^740,?\d+ days|^739\d+ days/],
    [both('2026-11-02..2026-11-01'), 'The last day, 2026-11-01, lies before the first, 2026-11-02.'],
    [both('2024-01-01..2026-11-01'), '1036 days are too many for one read. Choose at most 31.'],
    [both('last-40-days'), '40 days are too many for one read. Choose at most 31.'],
    [both('tomorrow'), '"tomorrow" lies in the future. The latest day is today, 2026-11-20.'],
    [both('next week'), '"next week" lies in the future. The latest day is today, 2026-11-20.'],
    [both('1969-12-31'), 'Kore.ai has no status history as old as 1969-12-31. Choose days from 1970-01-01 on.'],
    [{ ...both('today'), timeZone: 'Mars/X' }, /^"Mars\/X" is not a time zone\./],
  ])('are refused: %j', (asked, message) => {
    const text = messageOf(asked);
    if (typeof message === 'string') expect(text).toBe(message);
    else expect(text).toMatch(message);
  });
});

describe('the instant of --at', () => {
  const at = (time: string, date: string, teamZone: string, offset: string | null = null) =>
    period({ ...both(date), question: { kind: 'at', time, offset } }, teamZone);

  it("is a time of the team's zone", () => {
    expect(at('14:05', '2026-11-19', 'Asia/Kolkata')).toMatchObject({
      value: { at: Date.parse('2026-11-19T14:05:00+05:30'), note: null },
    });
  });

  it('is the first of two where clocks go back, and says so', () => {
    expect(at('02:30', '2026-10-25', 'Europe/Berlin')).toMatchObject({
      value: {
        at: Date.parse('2026-10-25T02:30:00+02:00'),
        note: 'The clock shows 02:30 twice on 2026-10-25 in Europe/Berlin, because it is put back. This is the first time; the second is --at 02:30+01:00.',
      },
    });
  });

  it('is the one of an offset', () => {
    for (const offset of ['+02:00', '+01:00']) {
      expect(at('02:30', '2026-10-25', 'Europe/Berlin', offset)).toMatchObject({
        value: { at: Date.parse(`2026-10-25T02:30:00${offset}`), note: null },
      });
    }
    expect(at('14:05', '2026-10-25', 'Europe/Berlin', '+02:00')).toMatchObject({
      error: { message: 'There is no 14:05+02:00 on 2026-10-25 in Europe/Berlin: the offset is another one.' },
    });
  });

  it.each(['2026-10-25', '2026-03-29', '2026-11-19'])('is the last of %s for 24:00', (date) => {
    const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
    const midnight = Date.parse(`${next}T00:00:00${date === '2026-03-29' ? '+02:00' : '+01:00'}`);
    expect(at('24:00', date, 'Europe/Berlin')).toMatchObject({ value: { at: midnight - 1, note: null } });
  });

  it('is refused where there is none, before it comes, and for several days', () => {
    expect(at('02:30', '2026-03-29', 'Europe/Berlin')).toMatchObject({
      error: { message: 'There is no 02:30 on 2026-03-29 in Europe/Berlin: the clock is put forward.' },
    });
    for (const time of ['12:01', '24:00']) {
      expect(at(time, '2026-11-20', 'UTC')).toMatchObject({ error: { message: `${time} has not come yet.` } });
    }
    expect(at('09:00', 'last-3-days', 'UTC')).toMatchObject({ error: { message: '--at is about one day.' } });
  });
});

describe('the hours of --between', () => {
  const HOUR_MS = 3_600_000;
  /** How long they are on a day that is cut to them. */
  function lengthOf(from: string, to: string, date: string): number | string {
    const found = period({ ...both(date), between: { from, to } }, 'Europe/Berlin');
    if (!found.ok) return found.error.message;
    const day = found.value.hoursOf({ date, startsAt: 0, endsAt: 0, read: 'complete', agents: [] });
    return (day.endsAt - day.startsAt) / HOUR_MS;
  }

  it('are as long as the clock makes them', () => {
    expect(lengthOf('10:00', '11:00', '2026-10-25')).toBe(1);
    expect(lengthOf('02:00', '03:00', '2026-10-25')).toBe(2);
    expect(lengthOf('01:00', '24:00', '2026-03-29')).toBe(22);
    expect(lengthOf('02:30', '04:00', '2026-03-29')).toMatch(/^There is no 02:30/);
  });

  it.each([
    ['02:30', '02:45', '2026-10-25', /^From 02:30 to 02:45 takes 1 h 15 m on 2026-10-25 in Europe\/Berlin, because/],
    ['01:00', '24:00', '2026-03-29', /^From 01:00 to 24:00 takes 22 h on 2026-03-29/],
    ['10:00', '11:00', '2026-10-25', null],
  ])('say where that is not what they seem to be: %s to %s on %s', (from, to, date, note) => {
    const found = period({ ...both(date), between: { from, to } }, 'Europe/Berlin');
    expect(found.ok && found.value.note).toEqual(note === null ? null : expect.stringMatching(note));
  });
});
