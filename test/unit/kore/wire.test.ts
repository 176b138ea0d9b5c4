import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowReader } from '../../../electron/kore/decode-rows.ts';
import { judge } from '../../../electron/kore/errors.ts';
import { availabilityReader, decodeAvailability, decodeDetails } from '../../../electron/kore/wire.ts';
import { AVAILABILITY_SAMPLE, CAPACITY_ROW, DETAILS_SAMPLE, segment } from '../../support/kore-fixtures.ts';

const EMPTY = { AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] };
const wall = (text: string): unknown => ({ kind: 'wall', ms: Date.parse(`${text}Z`) });
const statusOf = (...status: unknown[]): unknown => {
  const page = decodeDetails({ data: [{ userId: 'u-1', status }] });
  return { records: page?.rows[0]?.records, ignored: page?.notUnderstood.length };
};

describe('decodeAvailability', () => {
  it('reads the sample of the document', () => {
    expect(decodeAvailability(AVAILABILITY_SAMPLE)).toEqual({
      ignored: 0,
      unread: [],
      rows: [
        {
          userId: 'u-ac66a8f2-5988-56d9-b54f-51a4ea6axxxx',
          agentId: 'a-551a805-04ab-4c08-88ab-c23eb5aaxxxx',
          name: 'Jane Doe',
          customId: '1111',
          email: 'sa@yopmail.com',
          phone: '9999999999',
          bucket: 'AVAILABLE',
        },
        {
          userId: 'u-edeea799-0020-5c13-b3ce-bf25c0e0xxxx',
          agentId: 'a-645446e-51ca-4b28-94b2-b0b8d87axxxx',
          name: 'John Doe',
          customId: '1313',
          email: 'john_doe@yopmail.com',
          phone: '8888888888',
          bucket: 'OFFLINE',
        },
      ],
    });
  });

  it.each(['', ' ', '\u200b', '\u2060\u202e'])('counts a list under the invisible key %j as OTHER', (key) => {
    expect(decodeAvailability({ ...EMPTY, [key]: [{ userId: 'u-1' }] })?.rows).toMatchObject([
      { userId: 'u-1', name: 'u-1', bucket: 'OTHER' },
    ]);
  });

  it('takes four empty lists for an empty team', () =>
    expect(decodeAvailability(EMPTY)).toEqual({ rows: [], ignored: 0, unread: [] }));

  it.each([
    ['A4 null', null],
    ['A5 a list', []],
    ['A6 text', 'ok'],
    ['A7 a number', 42],
    ['A8 true', true],
    ['A9 an empty object', {}],
    ['A10 buckets that are no lists', { AVAILABLE: {}, BUSY: 'none', OFFLINE: null }],
    ['the other document', { hasMore: false, data: [] }],
    ['A17 a constructor', { constructor: { prototype: {} } }],
  ])('takes %s for no availability answer', (_, body) => expect(decodeAvailability(body)).toBeNull());

  it('needs one documented bucket, and counts others if they name anybody', () => {
    const body = { ' available ': [], Break: [{ userId: 'u-1' }], channels: ['Voice', 'Email'], total: 1 };
    const read = decodeAvailability(body);
    expect(read?.rows.map(({ userId, bucket }) => [userId, bucket])).toEqual([['u-1', 'BREAK']]);
    expect(read?.ignored).toBe(0);
  });

  it.each([null, {}, 'none', 3, true, { userId: 'u-1' }])(
    'a bucket of %j is not understood, and never nobody',
    (list) => {
      const read = decodeAvailability({ ...EMPTY, AVAILABLE: [{ userId: 'u-1' }], ' busy ': list, BUSY: list });
      expect(read).toMatchObject({ rows: [{ userId: 'u-1' }], ignored: 1, unread: ['BUSY'] });
    },
  );

  it('drops and counts rows that name nobody, and keeps the others', () => {
    const rows = [null, 1, 'x', [], {}, { userId: '' }, { userId: 0 }, { userId: {} }, { userId: 'x'.repeat(10_000) }];
    const body = { ...EMPTY, BUSY: [...rows, { userId: 12345678901234567890 }, { userId: 7 }, { _id: 'a-1' }] };
    const read = decodeAvailability(body);
    expect(read?.rows.map(({ userId, agentId }) => [userId, agentId])).toEqual([
      ['7', null],
      ['a-1', 'a-1'],
    ]);
    expect(read?.ignored).toBe(10);
  });

  it('gives an agent in two buckets twice, for the team to count once', () => {
    const read = decodeAvailability({ ...EMPTY, BUSY: [{ userId: 'u-1' }], AWAY: [{ userId: 'u-1' }] });
    expect(read?.rows.map(({ bucket }) => bucket)).toEqual(['BUSY', 'AWAY']);
  });

  it('takes the last of two equal keys, and __proto__ for a key like any other', () => {
    const body: unknown = JSON.parse(
      '{"AWAY":[{"userId":"u-1"}],"AWAY":[],"__proto__":[{"userId":"u-2","__proto__":{"polluted":1}}]}',
    );
    expect(decodeAvailability(body)?.rows.map(({ userId, bucket }) => [userId, bucket])).toEqual([
      ['u-2', '__PROTO__'],
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('falls back from missing names, and lets fields of unknown shape through', () => {
    const [row] = decodeAvailability({ ...EMPTY, BUSY: [CAPACITY_ROW] })?.rows ?? [];
    expect(row).toMatchObject({ name: 'asha@example.com', phone: null, bucket: 'BUSY' });
  });

  const slots = (channelCapacity: unknown, isDigitalEnabled: unknown = true): unknown =>
    decodeAvailability({ ...EMPTY, AVAILABLE: [{ userId: 'u-1', channelCapacity, isDigitalEnabled }] })?.rows[0]
      ?.freeSlots;
  const channel = (
    totalCapacity: unknown,
    usedCapacity: unknown,
    availableCapacity: unknown,
    isEnabled: unknown = true,
  ) => ({
    isEnabled,
    totalCapacity,
    usedCapacity,
    availableCapacity,
  });

  it('reads the free slots of each channel that is enabled', () => {
    const capacity = {
      voice: channel(1, 0, 1),
      liveChat: channel('4', '3', '1'),
      messaging: channel(2, 2, 0),
      email: channel(5, 0, 5, false),
      voiceMail: channel(0, 0, 0, 'false'),
      fax: channel(9, 0, 9),
    };
    const liveChat = { free: 1, total: 4 };
    expect(slots(capacity)).toEqual({ voice: { free: 1, total: 1 }, liveChat, messaging: { free: 0, total: 2 } });
    expect(slots(capacity, 'false')).toEqual({ voice: { free: 1, total: 1 } });
    expect(slots({ voice: channel(1, 0, 1, false) })).toEqual({});
  });

  it('takes a number that is missing from the two others, and says nothing where that cannot be', () => {
    expect(slots({ voice: channel(3, 1, undefined) })).toEqual({ voice: { free: 2, total: 3 } });
    expect(slots({ voice: channel(undefined, 2, 1) })).toEqual({ voice: { free: 1, total: 3 } });
    expect(slots({ voice: channel(1, 5, null) })).toEqual({ voice: { free: 0, total: 1 } });
    for (const odd of [-1, 1e9, 'many', {}, null, Number.NaN])
      expect(slots({ voice: channel(odd, odd, odd) })).toBeUndefined();
    for (const odd of [undefined, null, [], 'all', {}, { voice: 3 }]) expect(slots(odd)).toBeUndefined();
  });

  it('survives an answer that is nested deeply', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(decodeAvailability({ ...EMPTY, BUSY: [{ userId: 'u-1', firstName: deep }] })?.rows).toHaveLength(1);
  });
});

describe('availabilityReader', () => {
  const CONTEXT = { now: 0, random: () => 0, secrets: () => [] };
  const judged = (body: Uint8Array, rowReader?: RowReader): unknown => {
    const answer = judge({ status: 200, header: () => null, headerNames: [], body }, { ...CONTEXT, rowReader });
    return answer.ok ? { wire: decodeAvailability(answer.value) } : answer;
  };

  it('changes nothing of what an answer says', () => {
    const id = fc.constantFrom<unknown>('u-1', ' u-2 ', '', '\u0000', 7, 0.5, null, {}, 'Jane');
    const said = fc.constantFrom<unknown>(
      'Jane',
      'Access denied',
      'Rate limit for this API has been reached',
      404,
      null,
    );
    const row = fc.record(
      { userId: id, _id: id, firstName: said, emailId: said, customId: id, message: said, code: said, row: id },
      { requiredKeys: [] },
    );
    const rows = fc.oneof(fc.array(fc.oneof({ weight: 3, arbitrary: row }, said)), row, said);
    const key = fc.constantFrom(
      ...['AVAILABLE', ' busy ', 'OFFLINE', 'AWAY', 'AWAY\u200b', 'CUSTOM', 'data', 'errors', 'error', 'message', '1'],
    );
    const check = fc.property(fc.dictionary(key, rows, { maxKeys: 4 }), (value) => {
      const body = Buffer.from(JSON.stringify(value));
      expect(judged(body, availabilityReader)).toEqual(judged(body));
    });
    fc.assert(check, { numRuns: 3_000 });
  });

  it('keeps nothing of a row but what is read of it', () => {
    const kept = availabilityReader('AVAILABLE')({ userId: 'u-1', firstName: 'Jane', queues: ['Billing'] });
    expect(JSON.stringify(kept)).toContain('Jane');
    expect(JSON.stringify(kept)).not.toContain('Billing');
  });

  it('leaves a row as sent that names nobody, or stands under another key', () => {
    const nobody = { firstName: 'Jane' };
    const error = { userId: 'u-1', message: 'Unknown agent' };
    expect(availabilityReader('AVAILABLE')(nobody)).toBe(nobody);
    expect(availabilityReader('errors')(error)).toBe(error);
  });
});

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
