import { describe, expect, it } from 'vitest';
import { detailsQueryOf } from '../../../electron/demo/details-query.ts';

const TODAY = { date: '2026-11-20', timeZoneOffSet: 0 };
const NO_SEARCH = new URLSearchParams();

describe('the query of status details', () => {
  it('is whole days of the requested offset, and 50 agents from the first', () => {
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
