import { describe, expect, it } from 'vitest';
import { periodOf, requestedDays } from '../../../../electron/history/requested-days.ts';
import { createDeskCaller } from '../../../../electron/relay/desk/desk-caller.ts';
import { detailsOf, learnedFrom } from '../../../../electron/relay/desk/published-days.ts';
import type { DayContent } from '../../../../electron/relay/wire/types.ts';
import { NOTHING_LEARNED } from '../../../../electron/shared/model.ts';
import { ok } from '../../../../electron/shared/result.ts';

const DAY: DayContent = {
  ...{ date: '2026-03-02', timeZoneOffset: 0, isComplete: true, apiTimes: 'auto' },
  memory: { apiTimes: 'UTC', recordsListedBy: 'start' },
  rows: [
    { userId: 'u-1', name: 'Ana', readAt: 200, records: [['AWAY', 'Lunch', '2026-03-02T08:00:00', null]] },
    { userId: 'u-2', name: 'Ben', readAt: 100, records: [] },
  ],
};
const wall = (hour: number) => ({ kind: 'wall', ms: Date.UTC(2026, 2, 2, hour) });

describe('published days', () => {
  it('are an answer of status details, in pages by when they were read, the oldest first', () => {
    const { pages, answer } = detailsOf([DAY]);
    expect(
      pages.map(({ receivedAt, received, rows }) => [receivedAt, received, rows.map(({ userId }) => userId)]),
    ).toEqual([
      [100, 1, ['u-2']],
      [200, 2, ['u-1']],
    ]);
    expect(answer).toMatchObject({ stopped: null, isEndSaid: true, receivedAt: 100, notUnderstood: [] });
    expect(answer.rest).toBeUndefined();
    expect(answer.rows[1]).toEqual({
      ...{ userId: 'u-1', name: 'Ana', email: '' },
      records: [{ primaryStatus: 'AWAY', secondaryStatus: 'Lunch', start: wall(8), end: null }],
    });
  });

  it('of several views have each agent once, as they were read last', () => {
    const later = { ...DAY.rows[1], userId: 'u-2', name: 'Ben', readAt: 300, records: [] };
    const { answer } = detailsOf([DAY, { ...DAY, rows: [later] }]);
    expect(answer.rows.map(({ userId }) => userId)).toEqual(['u-1', 'u-2']);
    expect(answer.receivedAt).toBe(200);
  });

  it.each([
    ['one view was not read completely', [DAY, { ...DAY, isComplete: false }]],
    ['nothing was published', []],
  ])('prove of nobody that there is no record where %s', (_name, days) => {
    const { answer } = detailsOf(days);
    expect(answer.isEndSaid).toBe(false);
    expect(answer.rest).toBeDefined();
  });

  it('count records whose times cannot be read', () => {
    const odd = {
      ...DAY,
      rows: [{ userId: 'u-1', name: 'Ana', readAt: 1, records: [['AWAY', '', 'noon', null] as const] }],
    };
    expect(detailsOf([odd]).answer).toMatchObject({
      rows: [{ records: [] }],
      notUnderstood: ['u-1 ["AWAY","","noon",null]'],
    });
  });

  it('say in which zone their times are: as the publisher set it by hand, or else as it learned', () => {
    expect(learnedFrom(DAY)).toEqual({ apiTimes: 'UTC', recordsListedBy: 'start' });
    expect(learnedFrom({ ...DAY, apiTimes: 'request' }).apiTimes).toBe('request');
    expect(
      learnedFrom({ ...DAY, apiTimes: 'utc', memory: { apiTimes: 'request', recordsListedBy: null } }).apiTimes,
    ).toBe('UTC');
  });
});

describe('a desk that asks for days', () => {
  /** What it asks for a day of Berlin comes to, where that day was published with this offset. */
  async function ask(date: string, timeZoneOffset: number, zone: string | null = 'Europe/Berlin') {
    const asked: string[] = [];
    const feed = {
      follow: () => () => undefined,
      retry: () => undefined,
      day(wanted: string) {
        asked.push(wanted);
        return Promise.resolve(ok(wanted === date ? [{ ...DAY, date, timeZoneOffset }] : []));
      },
    };
    const { client } = createDeskCaller(feed, { get: () => NOTHING_LEARNED, learn: () => undefined }, () => zone);
    const answers = [];
    for (const day of requestedDays([date], 'Europe/Berlin', Date.UTC(2026, 11, 1))) {
      const request = { period: periodOf([day]), agents: [] };
      answers.push(await client.statusDetails(request, { priority: 'lower', maxWaitMs: 0 }));
    }
    return { asked, isAll: answers.every((answer) => answer.ok && answer.value.isEndSaid) };
  }

  it('has all of a day of 24 hours, of 23 and of 25', async () => {
    expect(await ask('2026-03-02', -60)).toEqual({ asked: ['2026-03-02'], isAll: true });
    expect(await ask('2026-03-29', -60)).toEqual({ asked: ['2026-03-29'], isAll: true });
    expect(await ask('2026-10-25', -120)).toEqual({ asked: ['2026-10-25', '2026-10-25'], isAll: true });
  });

  it('says which days it asks for next', async () => {
    const asked: (readonly string[])[] = [];
    const feed = {
      follow: () => () => undefined,
      retry: () => undefined,
      day(date: string, _signal?: AbortSignal, following: readonly string[] = []) {
        asked.push([date, ...following]);
        return Promise.resolve(ok([]));
      },
    };
    const { client } = createDeskCaller(feed, { get: () => NOTHING_LEARNED, learn: () => undefined }, () => 'UTC');
    const dates = Array.from({ length: 20 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`);
    const [period, ...following] = requestedDays(dates, 'UTC', Date.UTC(2026, 11, 1)).map((day) => periodOf([day]));
    if (period === undefined) throw new Error('no day');
    const request = { period, following, agents: [] };
    await client.statusDetails(request, { priority: 'lower', maxWaitMs: 0 });
    expect(asked).toEqual([dates.slice(0, 8)]);
  });

  it('takes no day of another zone, nor another day for the next', async () => {
    expect(await ask('2026-03-02', 0)).toEqual({ asked: ['2026-03-02'], isAll: false });
    expect((await ask('2026-10-25', -120, null)).isAll).toBe(false);
  });
});
