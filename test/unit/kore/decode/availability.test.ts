import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowReader } from '../../../../electron/kore/decode/rows.ts';
import { judge } from '../../../../electron/kore/errors.ts';
import { availabilityReader, decodeAvailability } from '../../../../electron/kore/decode/availability.ts';
import { AVAILABILITY_SAMPLE, CAPACITY_ROW } from '../../../support/kore-fixtures.ts';

const EMPTY = { AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] };

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
