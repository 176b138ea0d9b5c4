import { describe, expect, it } from 'vitest';
import { decodeDetails } from '../../../../electron/kore/decode/status-details.ts';
import { AVAILABILITY_SAMPLE, DETAILS_SAMPLE, segment } from '../../../support/kore-fixtures.ts';

const wall = (text: string): unknown => ({ kind: 'wall', ms: Date.parse(`${text}Z`) });
const statusOf = (...status: unknown[]): unknown => {
  const page = decodeDetails({ data: [{ userId: 'u-1', status }] });
  return { records: page?.rows[0]?.records, ignored: page?.notUnderstood.length };
};

describe('decodeDetails', () => {
  it('reads the sample of the document', () => {
    const page = decodeDetails(DETAILS_SAMPLE);
    expect(page).toMatchObject({ notUnderstood: [], rawCount: 3, hasMore: false, limit: 3 });
    expect(page?.rows.map(({ name, records }) => [name, records.length])).toEqual([
      ['Gau AgentTwo', 0],
      ['gau AgentOne', 0],
      ['gaumur gaumur', 8],
    ]);
    expect(page?.rows[2]?.records[0]).toEqual({
      primaryStatus: 'AVAILABLE',
      secondaryStatus: 'AVAILABLE',
      start: wall('2023-03-09T13:20:38'),
      end: wall('2023-03-10T21:37:42'),
    });
    expect(page?.rows[2]?.records.at(-1)).toEqual({
      primaryStatus: 'BUSY',
      secondaryStatus: 'NBK',
      start: wall('2023-03-10T21:51:02'),
      end: null,
    });
  });

  it.each([
    null,
    [],
    'ok',
    42,
    true,
    {},
    { data: {} },
    { data: null },
    AVAILABILITY_SAMPLE,
    { data: Array.from({ length: 1_001 }, () => ({})) },
  ])('takes %j for no page', (body) => expect(decodeDetails(body)).toBeNull());

  it.each([
    [true, true],
    ['true', true],
    [' True ', true],
    [1, true],
    ['1', true],
    [false, false],
    ['false', false],
    [0, false],
    ['0', false],
    ['', null],
    ['yes', null],
    [2, null],
    [[], null],
    [null, null],
    [undefined, null],
  ])('reads hasMore %j as %s', (hasMore, expected) =>
    expect(decodeDetails({ hasMore, data: [] })?.hasMore).toBe(expected),
  );

  it.each([
    [20, 20],
    ['20', 20],
    [0, null],
    [-1, null],
    [2.5, null],
    ['all', null],
    [undefined, null],
  ])('reads a limit of %j as %j', (limit, expected) =>
    expect(decodeDetails({ limit, data: [] })?.limit).toBe(expected),
  );

  it('takes a page that is larger than requested', () => {
    const data = Array.from({ length: 1_000 }, (_, index) => ({ userId: `u-${index}` }));
    expect(decodeDetails({ data })?.rows).toHaveLength(1_000);
  });

  it('drops and counts rows that name nobody, but counts them for the offset', () => {
    expect(decodeDetails({ data: [null, {}, { userId: 'u-1' }] })).toMatchObject({
      rows: [{ userId: 'u-1' }],
      notUnderstood: ['null', '{}'],
      rawCount: 3,
    });
  });

  it.each([undefined, null, [], '', '-'])('reads no records from status %j', (status) => {
    expect(decodeDetails({ data: [{ userId: 'u-1', status }] })).toMatchObject({
      rows: [{ records: [] }],
      notUnderstood: [],
    });
  });

  it.each([{}, 'AWAY', 7, { primaryStatus: 'BUSY' }])('counts status %j as not understood', (status) => {
    expect(decodeDetails({ data: [{ userId: 'u-1', status }] })).toMatchObject({
      rows: [{ records: [] }],
      notUnderstood: [`u-1 ${JSON.stringify(status)}`],
    });
  });

  it('describes what it cannot understand alike where it comes twice, however deep it is nested', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const bad = segment('BUSY', 'BUSY', '03/10/2026 09:00:00', '-');
    const long = { ...bad, note: 'x'.repeat(10_000) };
    const page = decodeDetails({ data: [{ userId: 'u-1', status: [bad, { ...bad }, deep, long] }] });
    expect(page?.notUnderstood.map((text) => text.length)).toEqual([116, 116, 19, 504]);
    expect(new Set(page?.notUnderstood).size).toBe(3);
  });

  it('trims and upper-cases statuses; the secondary keeps its spelling or takes the primary', () => {
    const start = '2026-03-02T09:00:00';
    expect(statusOf(segment(' Busy ', ' Lunch ', start, '-'), { primaryStatus: 'away', startTime: start })).toEqual({
      ignored: 0,
      records: [
        { primaryStatus: 'BUSY', secondaryStatus: 'Lunch', start: wall(start), end: null },
        { primaryStatus: 'AWAY', secondaryStatus: 'AWAY', start: wall(start), end: null },
      ],
    });
  });

  it.each([
    ['available', 'AVAILABLE'],
    [' AVAILABLE ', 'AVAILABLE'],
    ['Available', 'AVAILABLE'],
    ['CUSTOM_42', 'CUSTOM_42'],
    ['__proto__', '__PROTO__'],
    [null, null],
    [7, null],
    ['', null],
    ['\u200b', null],
  ])('A21 reads the status %j as %j', (primaryStatus, expected) => {
    const record = { primaryStatus, startTime: '2026-03-02T09:00:00', endTime: '-' };
    expect(statusOf(record)).toMatchObject(
      expected === null ? { records: [], ignored: 1 } : { records: [{ primaryStatus: expected }], ignored: 0 },
    );
  });

  it('A35 keeps nothing of what is nested deeply, so that rows can be copied', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    const record = { ...segment('BUSY', 'NBK', '2026-03-02T09:00:00', '-'), deep };
    const page = decodeDetails({ deep, data: [{ userId: 'u-1', deep, status: [record, deep] }, deep] });
    expect(structuredClone(page)).toEqual(page);
    expect(page).toMatchObject({ rows: [{ records: [{ secondaryStatus: 'NBK' }] }], rawCount: 2 });
    expect(page?.notUnderstood).toHaveLength(2);
  });

  it('reads times with a zone as instants', () => {
    expect(statusOf(segment('BUSY', 'BUSY', '2026-03-02T09:00:00Z', '2026-03-02T10:00:00+01:00'))).toEqual({
      ignored: 0,
      records: [
        {
          primaryStatus: 'BUSY',
          secondaryStatus: 'BUSY',
          start: { kind: 'instant', ms: Date.UTC(2026, 2, 2, 9) },
          end: { kind: 'instant', ms: Date.UTC(2026, 2, 2, 9) },
        },
      ],
    });
  });

  it('takes a secondary status of "-" for none', () => {
    expect(statusOf(segment('BUSY', '-', '2026-03-02T09:00:00', '-'))).toMatchObject({
      records: [{ primaryStatus: 'BUSY', secondaryStatus: 'BUSY' }],
    });
  });

  it.each(['-', ' - ', '', null, undefined])('takes an end of %j for open', (endTime) => {
    expect(statusOf({ primaryStatus: 'BUSY', startTime: '2026-03-02T09:00:00', endTime })).toMatchObject({
      records: [{ end: null }],
    });
  });

  it.each([
    ['no primary status', { startTime: '2026-03-02T09:00:00', endTime: '-' }],
    ['a primary status of "-"', segment('-', 'Lunch', '2026-03-02T09:00:00', '-')],
    ['a status that is no text', { primaryStatus: 7, startTime: '2026-03-02T09:00:00', endTime: '-' }],
    ['no start', { primaryStatus: 'BUSY', endTime: '-' }],
    ['a start of null', { primaryStatus: 'BUSY', startTime: null, endTime: '-' }],
    ['an open start', segment('BUSY', 'BUSY', '-', '-')],
    ['a start that does not exist', segment('BUSY', 'BUSY', '2026-13-45T00:00:00', '-')],
    ['an end that is no time', segment('BUSY', 'BUSY', '2026-03-02T09:00:00', 'soon')],
    ['an end that is an object', { primaryStatus: 'BUSY', startTime: '2026-03-02T09:00:00', endTime: {} }],
    ['an end before its start', segment('BUSY', 'BUSY', '2026-03-02T09:00:00', '2026-03-02T08:59:59')],
    ['no shape at all', 'BUSY'],
    ['null', null],
  ])('drops and counts a record with %s', (_, record) => {
    const good = segment('AWAY', 'AWAY', '2026-03-02T09:00:00', '2026-03-02T09:00:00');
    expect(statusOf(record, good)).toMatchObject({ records: [{ primaryStatus: 'AWAY' }], ignored: 1 });
  });
});
