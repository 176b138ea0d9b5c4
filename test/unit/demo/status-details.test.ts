import { describe, expect, it } from 'vitest';
import { detailsQueryOf, createStatusDetails } from '../../../electron/demo/status-details.ts';
import { createWorld } from '../../../electron/demo/world.ts';
import { NOON } from './calls.ts';

const TODAY = { date: '2026-11-20', timeZoneOffSet: 0 };
const NO_SEARCH = new URLSearchParams();

describe('the query of status details', () => {
  it('is full days of the requested offset, and 50 agents from the first', () => {
    const dateFilter = { startDate: '2026-11-19', endDate: '2026-11-20', timeZoneOffSet: -330 };
    expect(detailsQueryOf(NO_SEARCH, { filter: { dateFilter } })).toEqual({
      limit: 50,
      offset: 0,
      emails: null,
      from: Date.parse('2026-11-18T18:30:00Z'),
      to: Date.parse('2026-11-20T18:30:00Z'),
      timeZoneOffset: -330,
    });
  });

  it.each(['limit=0', 'limit=-1', 'limit=x', 'offset=-1', 'offset=1.5', 'limit='])('refuses %s', (query) => {
    expect(detailsQueryOf(new URLSearchParams(query), { filter: { dateFilter: TODAY } })).toMatchObject({
      status: 412,
    });
  });

  it.each([
    ['nothing', undefined],
    ['no offset', { date: '2026-11-20' }],
    ['the offset under another spelling', { date: '2026-11-20', timeZoneOffset: 0 }],
    ['an offset as text', { date: '2026-11-20', timeZoneOffSet: '0' }],
    ['an offset beyond any zone', { date: '2026-11-20', timeZoneOffSet: 841 }],
    ['no date', { timeZoneOffSet: 0 }],
    ['a day that does not exist', { date: '2026-02-30', timeZoneOffSet: 0 }],
    ['a month that does not exist', { date: '2026-13-01', timeZoneOffSet: 0 }],
    ['a time in the date', { date: '2026-11-20T00:00:00', timeZoneOffSet: 0 }],
    ['half a range', { startDate: '2026-11-20', timeZoneOffSet: 0 }],
    ['a range backwards', { startDate: '2026-11-20', endDate: '2026-11-19', timeZoneOffSet: 0 }],
  ])('refuses a dateFilter with %s', (_, dateFilter) => {
    expect(detailsQueryOf(NO_SEARCH, { filter: { dateFilter } })).toMatchObject({ status: 412 });
  });

  it('refuses a body that is no filter, and agents that are no e-mails', () => {
    for (const body of [null, [], {}, { filter: [] }, { filter: { dateFilter: TODAY, agents: [1] } }]) {
      expect(detailsQueryOf(NO_SEARCH, body)).toMatchObject({ status: 412 });
    }
  });

  it('refuses both date forms at once with 400', () => {
    const dateFilter = { ...TODAY, startDate: '2026-11-20', endDate: '2026-11-20' };
    expect(detailsQueryOf(NO_SEARCH, { filter: { dateFilter } })).toEqual({
      status: 400,
      body: '{"errors":[{"msg":"date cannot be combined with startDate and endDate","code":400}]}',
    });
  });
});

interface Row {
  userId: string;
  email?: string;
  status?: { primaryStatus: string; secondaryStatus: string; startTime: string; endTime: string; duration: string }[];
}
interface Page {
  hasMore: boolean;
  limit: number;
  offset: number;
  data: Row[];
}

const world = createWorld({ seed: 1, agents: 120, timeZone: 'UTC' });
const details = createStatusDetails(world);

function ask(dateFilter: unknown = TODAY, query = '', now = NOON, agents?: unknown): Page {
  const { status, body } = details(new URLSearchParams(query), { filter: { dateFilter, agents } }, now);
  expect(status).toBe(200);
  return JSON.parse(body) as Page;
}

function secondsOf(duration: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = duration.split(':').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}

const wall = (time: string): number => Date.parse(`${time}Z`) / 1_000;
const closedOf = (page: Page): NonNullable<Row['status']> =>
  page.data.flatMap(({ status = [] }) => status.filter(({ endTime }) => endTime !== '-'));

describe('paging over agents', () => {
  it('has 50 to a page, and says when there is more', () => {
    const pages = ['', 'offset=50', 'offset=100', 'offset=150'].map((query) => ask(TODAY, query));
    expect(pages.map(({ hasMore, limit, offset, data }) => [hasMore, limit, offset, data.length])).toEqual([
      [true, 50, 0, 50],
      [true, 50, 50, 50],
      [false, 50, 100, 20],
      [false, 50, 150, 0],
    ]);
    const ids = pages.flatMap(({ data }) => data.map(({ userId }) => userId));
    expect(ids).toEqual(world.agents.map(({ userId }) => userId));
  });

  it('skips records, not pages, and never gives more than 50', () => {
    const expected = world.agents.slice(3, 11).map(({ userId }) => userId);
    expect(ask(TODAY, 'limit=8&offset=3').data.map(({ userId }) => userId)).toEqual(expected);
    expect(ask(TODAY, 'limit=500')).toMatchObject({ limit: 50, hasMore: true });
    expect(ask(TODAY, 'limit=120&offset=70')).toMatchObject({ limit: 50, hasMore: false });
  });
});

describe('the filter', () => {
  it('finds agents by e-mail in any case, and nobody by an unknown one', () => {
    const [first, second] = world.agents;
    const emails = [second?.email?.toUpperCase(), first?.email, 'nobody@example.com'];
    expect(ask(TODAY, '', NOON, emails).data.map(({ userId }) => userId)).toEqual([first?.userId, second?.userId]);
    expect(ask(TODAY, '', NOON, ['nobody@example.com'])).toMatchObject({ hasMore: false, data: [] });
    expect(ask(TODAY, '', NOON, first?.email).data).toHaveLength(1);
    expect(ask(TODAY, '', NOON, []).data).toHaveLength(50);
  });
});

describe('the records', () => {
  it('have the keys of the document, and agents without any have no status', () => {
    const { data } = ask();
    const silent = data.flatMap(({ status }, index) => (status === undefined ? [index] : []));
    // Their late shift ended before midnight, and the next one has not begun.
    expect(silent).toEqual([9, 21, 25, 31, 32, 33, 43, 44, 45]);
    expect(data.every(({ status }) => status === undefined || status.length > 0)).toBe(true);
    const open = data[0]?.status?.at(-1);
    expect(Object.keys(open ?? {})).toEqual(['primaryStatus', 'secondaryStatus', 'startTime', 'endTime', 'duration']);
  });

  it('are open until they end: "-" for end and duration, only as the last', () => {
    for (const { status = [] } of ask().data) {
      const open = status.flatMap(({ endTime, duration }, index) => (endTime === '-' ? [{ index, duration }] : []));
      expect(open.length).toBeLessThanOrEqual(1);
      for (const { index, duration } of open) {
        expect(index).toBe(status.length - 1);
        expect(duration).toBe('-');
      }
    }
  });

  it('are wall times of the requested offset', () => {
    const email = world.agents[0]?.email;
    const period = { startDate: '2026-11-17', endDate: '2026-11-20' };
    const startsAt = (timeZoneOffSet: number): number[] =>
      (ask({ ...period, timeZoneOffSet }, '', NOON - 43_200_000, [email]).data[0]?.status ?? []).map(({ startTime }) =>
        wall(startTime),
      );
    const [utc, india, newYork] = [startsAt(0), startsAt(-330), startsAt(300)];
    expect(utc.slice(-20).map((start) => start + 330 * 60)).toEqual(india.slice(-20));
    expect(utc.slice(-20).map((start) => start - 300 * 60)).toEqual(newYork.slice(-20));
  });

  it.each([-330, 0, 300])('are not clipped to the day, and touch the day of the offset %i', (timeZoneOffSet) => {
    const page = ask({ date: '2026-11-19', timeZoneOffSet });
    const day = [wall('2026-11-19T00:00:00'), wall('2026-11-20T00:00:00')] as const;
    const records = closedOf(page);
    expect(records.some(({ startTime }) => wall(startTime) < day[0])).toBe(true);
    expect(records.some(({ endTime }) => wall(endTime) > day[1])).toBe(true);
    expect(records.every(({ startTime, endTime }) => wall(startTime) < day[1] && wall(endTime) > day[0])).toBe(true);
  });

  it('of a range are those of its days, each once', () => {
    const days = ['2026-11-18', '2026-11-19', '2026-11-20'];
    const rowsOf = (dateFilter: object): Row['status'][] =>
      ask({ ...dateFilter, timeZoneOffSet: -60 }).data.map(({ status }) => status);
    const perDay = days.map((date) => rowsOf({ date }));
    const range = rowsOf({ startDate: '2026-11-18', endDate: '2026-11-20' });
    range.forEach((records = [], agent) => {
      const union = new Map(perDay.flatMap((day) => day[agent] ?? []).map((record) => [record.startTime, record]));
      expect(records).toEqual([...union.values()]);
    });
  });

  it('have durations that at times are a second short, and over 24 hours at times', () => {
    const records = closedOf(ask({ startDate: '2026-11-06', endDate: '2026-11-20', timeZoneOffSet: 0 }));
    const lost = records.map(
      ({ startTime, endTime, duration }) => wall(endTime) - wall(startTime) - secondsOf(duration),
    );
    expect(new Set(lost)).toEqual(new Set([0, 1]));
    expect(records.every(({ duration }) => /^\d{2,}:[0-5]\d:[0-5]\d$/.test(duration))).toBe(true);
    expect(records.some(({ duration }) => secondsOf(duration) > 86_400)).toBe(true);
  });

  it('hold custom statuses, never OFFLINE, and end where an agent logs out', () => {
    const rows = ask({ date: '2026-11-19', timeZoneOffSet: 0 }).data.map(({ status = [] }) => status);
    const names = new Set(
      rows.flat().map(({ primaryStatus, secondaryStatus }) => `${primaryStatus} ${secondaryStatus}`),
    );
    expect([...names].sort()).toEqual([
      'AVAILABLE AVAILABLE',
      'AWAY Break',
      'AWAY Lunch',
      'AWAY Meeting',
      'BUSY BUSY',
      'BUSY Follow-up',
      'BUSY Training',
    ]);
    const gaps = rows.flatMap((records) =>
      records.slice(1).map(({ startTime }, index) => wall(startTime) - wall(records[index]?.endTime ?? '')),
    );
    expect(gaps.every((gap) => gap === 0 || gap > 8 * 3_600)).toBe(true);
    expect(gaps.some((gap) => gap > 0)).toBe(true);
  });

  it('always include one that is open for longer than a shift', () => {
    for (let day = 0; day < 12; day++) {
      const now = NOON + day * 86_400_000;
      const date = new Date(now).toISOString().slice(0, 10);
      const open = ask({ date, timeZoneOffSet: 0 }, '', now).data.flatMap(({ status = [] }) => status.slice(-1));
      expect(open.some(({ startTime, endTime }) => endTime === '-' && now / 1_000 - wall(startTime) > 36_000)).toBe(
        true,
      );
    }
  });

  it('do not exist yet for tomorrow, nor any more for days long past', () => {
    for (const date of ['2026-11-22', '2026-09-18', '1970-01-01', '9999-12-31']) {
      expect(ask({ date, timeZoneOffSet: 0 }).data.some(({ status }) => status !== undefined)).toBe(false);
    }
  });
});
