import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageCsv, intervalHeader, intervalLines, totalsCsv } from '../../../../electron/history/out/csv.ts';
import { cutDay, type StatusSpan } from '../../../../electron/history/intervals.ts';
import type { FileHead } from '../../../../electron/history/out/json.ts';
import type { HistoryDay, HistoryPerson } from '../../../../electron/shared/model.ts';
import { dayBounds } from '../../../../electron/time/days.ts';

const at = Date.parse;

function span(status: string, start: string, end: string | null): StatusSpan {
  const [primaryStatus = '', secondaryStatus = primaryStatus] = status.split('/');
  return { primaryStatus, secondaryStatus, start: at(start), end: end === null ? null : at(end) };
}

function dayOf(
  date: string,
  timeZone: string,
  person: HistoryPerson,
  spans: readonly StatusSpan[],
  now: number,
): HistoryDay {
  const bounds = dayBounds(date, timeZone);
  const agents = [{ ...person, email: 'ana@example.com', ...cutDay(spans, bounds, now) }];
  return { date, ...bounds, read: 'complete', agents };
}

const ANA = { userId: 'u-1', name: 'Ana Łukasik' };
const LATER = at('2027-01-01T00:00:00Z');

const HEAD: FileHead = {
  isDemo: false,
  dates: ['2026-11-19'],
  timeZone: 'Asia/Kolkata',
  overview: {
    apiTimes: { zone: 'request', decidedBy: 'evidence' },
    days: [
      {
        date: '2026-11-19',
        ...dayBounds('2026-11-19', 'Asia/Kolkata'),
        agentsRead: 1,
        readAt: at('2026-11-19T07:00:00Z'),
      },
    ],
    notUnderstood: 0,
    notFound: [],
    fewerThanTeam: null,
  },
  partial: null,
};

describe('a file of intervals', () => {
  it('says in the last cell of its header what it lacks, that its zone is assumed, and that it is of the demo', () => {
    const apiTimes = { zone: 'request', decidedBy: 'assumed' } as const;
    const overview = { ...HEAD.overview, apiTimes, days: [] };
    const partial = { reason: 'Only part of 2026-11-19 was read.', agentsRead: 1 };
    expect(intervalHeader({ ...HEAD, isDemo: true, overview, partial })).toMatch(
      /,"?Demo data, no real agents\. Source: [^,]*, [^,]*\. Times in Asia\/Kolkata\. It is assumed [^,]*\. Partial: Only part of 2026-11-19 was read\."\r\n$/,
    );
  });

  it('has one header, times with the offset of the zone, and seconds', () => {
    const spans = [
      span('AVAILABLE', '2026-11-18T18:00:00Z', '2026-11-19T03:00:00Z'),
      span('AWAY/Lunch', '2026-11-19T06:30:00Z', null),
    ];
    const day = dayOf('2026-11-19', 'Asia/Kolkata', ANA, spans, at('2026-11-19T07:00:00Z'));
    expect(`${intervalHeader(HEAD)}${intervalLines(day, 'Asia/Kolkata')}`).toBe(
      '\uFEFFdate,user_id,name,status,secondary_status,start,end,duration_s,clipped_start,clipped_end,' +
        '"Source: self-reported status, from Kore.ai status details. Times in Asia/Kolkata. As of 2026-11-19T12:30:00+05:30."\r\n' +
        '2026-11-19,u-1,Ana Łukasik,AVAILABLE,AVAILABLE,2026-11-19T00:00:00+05:30,2026-11-19T08:30:00+05:30,30600,true,false,\r\n' +
        '2026-11-19,u-1,Ana Łukasik,AWAY,Lunch,2026-11-19T12:00:00+05:30,,1800,false,false,\r\n',
    );
  });

  it('has the offset of each instant on a day with a clock change', () => {
    const spans = [span('BUSY', '2026-03-08T06:30:00Z', '2026-03-08T07:30:00Z')];
    expect(intervalLines(dayOf('2026-03-08', 'America/New_York', ANA, spans, LATER), 'America/New_York')).toBe(
      '2026-03-08,u-1,Ana Łukasik,BUSY,BUSY,2026-03-08T01:30:00-05:00,2026-03-08T03:30:00-04:00,3600,false,false,\r\n',
    );
  });

  it('says who was not read, which is not the same as no record', () => {
    const day = dayOf('2026-11-19', 'UTC', ANA, [], LATER);
    const notRead = [{ userId: 'u-2', name: 'Ben, the other', addition: '22' }];
    expect(intervalLines({ ...day, notRead }, 'UTC')).toBe('2026-11-19,u-2,"Ben, the other (22)",not read,,,,,,,\r\n');
  });

  it('tells two agents of one name apart', () => {
    const spans = [span('BUSY', '2026-11-19T06:00:00Z', '2026-11-19T07:00:00Z')];
    const lines = intervalLines(dayOf('2026-11-19', 'UTC', { ...ANA, addition: '1111' }, spans, LATER), 'UTC');
    expect(lines.split(',')[2]).toBe('Ana Łukasik (1111)');
  });

  it.each([
    ['=HYPERLINK("http://x.example")', `"'=HYPERLINK(""http://x.example"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['＝1', "'＝1"],
    ['O’Neil, Ana', '"O’Neil, Ana"'],
    ['Ana "A"', '"Ana ""A"""'],
    ['Ana\nB', '"Ana\nB"'],
  ])('makes the name %j harmless', (name, cell) => {
    const spans = [span('BUSY', '2026-11-19T06:00:00Z', '2026-11-19T07:00:00Z')];
    const lines = intervalLines(dayOf('2026-11-19', 'UTC', { userId: 'u-1', name }, spans, LATER), 'UTC');
    expect(lines.startsWith(`2026-11-19,u-1,${cell},BUSY,`)).toBe(true);
  });

  it('writes any text as csv-stringify does', () => {
    const text = fc.string({ unit: fc.constantFrom(...'=+-@"\'\t, aŁ＝＠'), minLength: 1 });
    fc.assert(
      fc.property(text, text, (name, status) => {
        const spans = [span('BUSY', '2026-11-19T06:00:00Z', '2026-11-19T07:00:00Z')].map((each) => ({
          ...each,
          secondaryStatus: status,
        }));
        const cells = ['2026-11-19', 'u-1', name, 'BUSY', status, '2026-11-19T06:00:00+00:00'];
        const rest = ['2026-11-19T07:00:00+00:00', '3600', 'false', 'false', ''];
        expect(intervalLines(dayOf('2026-11-19', 'UTC', { userId: 'u-1', name }, spans, LATER), 'UTC')).toBe(
          stringify([[...cells, ...rest]], { escape_formulas: true, record_delimiter: 'windows' }),
        );
      }),
    );
  });
});

describe('a file of totals', () => {
  it('has a line per status and one for the time without a record', () => {
    const days = ['2026-11-18', '2026-11-19'].map((date) => {
      return { date, ...dayBounds(date, 'UTC'), agentsRead: 1, readAt: LATER };
    });
    const lunch = {
      primaryStatus: 'AWAY',
      secondaryStatus: 'Lunch',
      totalMs: 3_723_000,
      times: 2,
      overLimitMs: 303_000,
    };
    const asOf = new Date(LATER).toISOString().replace('.000Z', '+00:00');
    const row = { ...ANA, totals: [lunch], noRecordMs: 82_677_000, daysNotRead: 1 };
    expect(totalsCsv([row], { days, timeZone: 'UTC' })).toBe(
      '\uFEFFfrom,to,user_id,name,status,secondary_status,times,duration_s,duration,over_limit_s,over_limit,days_not_read,as_of,time_zone,source\r\n' +
        `2026-11-18,2026-11-19,u-1,Ana Łukasik,AWAY,Lunch,2,3723,1:02:03,303,0:05:03,1,${asOf},UTC,self-reported\r\n` +
        `2026-11-18,2026-11-19,u-1,Ana Łukasik,,no record,,82677,22:57:57,,,1,${asOf},UTC,self-reported\r\n`,
    );
  });
});

it('a file of coverage has a line for each time in which too few were in the status', () => {
  const day = {
    date: '2026-10-25',
    ...dayBounds('2026-10-25', 'Europe/Berlin'),
    agentsRead: 3,
    agents: 4,
    knownUntil: at('2026-10-25T23:00:00Z'),
    below: [{ from: at('2026-10-25T00:30:00Z'), to: at('2026-10-25T02:00:00Z'), least: 1 }],
  };
  expect(coverageCsv([day], { status: 'AVAILABLE', fewerThan: 3 }, 'Europe/Berlin')).toBe(
    '\uFEFFdate,status,fewer_than,from,to,duration_s,duration,least,agents_read,agents,known_until,time_zone,source\r\n' +
      '2026-10-25,AVAILABLE,3,2026-10-25T02:30:00+02:00,2026-10-25T03:00:00+01:00,5400,1:30:00,1,3,4,2026-10-26T00:00:00+01:00,Europe/Berlin,self-reported\r\n',
  );
});

it('a day in which never too few were in the status has a line in a file of coverage, and so has one not read', () => {
  const day = (date: string, agentsRead: number) => {
    const bounds = dayBounds(date, 'UTC');
    return {
      date,
      ...bounds,
      agentsRead,
      agents: 4,
      knownUntil: agentsRead > 0 ? bounds.endsAt : bounds.startsAt,
      below: [],
    };
  };
  const file = coverageCsv([day('2026-11-18', 4), day('2026-11-19', 0)], { status: 'AVAILABLE', fewerThan: 3 }, 'UTC');
  expect(file.split('\r\n').slice(1)).toEqual([
    '2026-11-18,AVAILABLE,3,,,0,0:00:00,,4,4,2026-11-19T00:00:00+00:00,UTC,self-reported',
    '2026-11-19,AVAILABLE,3,,,,,,0,4,,UTC,self-reported',
    '',
  ]);
});
