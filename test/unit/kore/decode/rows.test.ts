import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJson, isRecord, type Decoded } from '../../../../electron/kore/decode/json.ts';
import { decodeRows } from '../../../../electron/kore/decode/rows.ts';

/** What stands for a row in these tests: its key, and all that it holds. */
const readRow = (key: string) => (row: object) => [key, Object.entries(row)];

/** The meaning of `decodeRows`: everything is parsed at once, and then each row is read. */
function decodeAtOnce(body: Uint8Array): Decoded {
  const decoded = decodeJson(body);
  if (!decoded.isJson || !isRecord(decoded.value)) return decoded;
  const lists = Object.entries(decoded.value).map(([key, list]) => [
    key,
    Array.isArray(list) ? list.map((row: unknown) => (isRecord(row) ? readRow(key)(row) : row)) : list,
  ]);
  return { isJson: true, value: Object.fromEntries(lists) };
}

/** Texts that hold what a search for rows might stumble over. */
const textJson = fc
  .oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\ufeff', 'é', '😀', '\ud800') }),
  )
  .map((text) => JSON.stringify(text));
const spaced = (json: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom('', ' ', '\n\t'), json, fc.constantFrom('', ' ')).map((parts) => parts.join(''));

/** Written out by hand, because JSON.stringify writes no key twice, no space and no number in two ways. */
const { json } = fc.letrec<Record<'json' | 'list' | 'object', string>>((tie) => ({
  json: spaced(
    fc.oneof(
      { depthSize: 'small' },
      textJson,
      fc.constantFrom('0', '-0', '1e400', '12', 'null', 'true', '{"run":0}', '{"run":1}', '"\\ud83d"', '"\\u0022"'),
      tie('list'),
      tie('object'),
    ),
  ),
  list: fc.array(tie('json'), { maxLength: 5 }).map((items) => `[${items.join(',')}]`),
  object: fc
    .array(fc.tuple(fc.oneof(fc.constantFrom('"a"', '"7"', '"__proto__"', '"run"'), textJson), tie('json')), {
      maxLength: 5,
    })
    .map((entries) => `{${entries.map((entry) => entry.join(':')).join(',')}}`),
}));

const rows = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom('{}', '{"a":[{}]}', '{"b":"}"}') }, json));
/** Most of them have the form of an answer with rows. */
const answer = fc.oneof(
  json,
  fc
    .array(fc.tuple(fc.constantFrom('"a"', '"b"', '"7"', '"__proto__"'), rows), { minLength: 1, maxLength: 4 })
    .map((lists) => `{${lists.map(([key, items]) => `${key}:[${items.join(',')}]`).join(',')}}`),
);
/** Small chunks, so that what is searched and parsed at a time ends everywhere. */
const chunkBytes = fc.integer({ min: 1, max: 40 });

function expectSame(body: Uint8Array, bytesAtOnce: number): void {
  expect(decodeRows(body, readRow, bytesAtOnce)).toStrictEqual(decodeAtOnce(body));
}

describe('decodeRows', () => {
  it('says of any JSON what JSON.parse says, with its rows read', () => {
    const check = fc.property(answer, chunkBytes, fc.boolean(), (text, bytesAtOnce, hasMark) => {
      expectSame(Buffer.from(`${hasMark ? '\ufeff' : ''}${text}`), bytesAtOnce);
      expect(decodeRows(Buffer.from(text), readRow, bytesAtOnce).isJson).toBe(true);
    });
    fc.assert(check, { numRuns: 2_000 });
  });

  it('says the same of JSON that was damaged anywhere', () => {
    const piece = fc.oneof(
      fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '0', ' ', '\ufeff', '{}', '],', ',{', '"a":['),
      fc.string({ maxLength: 2 }),
    );
    const bytes = fc.oneof(
      piece.map((text) => Uint8Array.from(Buffer.from(text))),
      fc.uint8Array({ maxLength: 3 }),
    );
    const damage = fc.record({ at: fc.nat(), removed: fc.nat({ max: 4 }), inserted: bytes });
    const damages = fc.array(damage, { minLength: 1, maxLength: 3 });
    const check = fc.property(answer, damages, chunkBytes, (text, changes, bytesAtOnce) => {
      const body = changes.reduce<Uint8Array>((before, { at, removed, inserted }) => {
        const place = at % (before.length + 1);
        return Buffer.concat([before.subarray(0, place), inserted, before.subarray(place + removed)]);
      }, Buffer.from(text));
      expectSame(body, bytesAtOnce);
    });
    fc.assert(check, { numRuns: 2_000 });
  });

  it.each([
    ['a list whose key comes again', '{"a":[{"x":1}],"a":[{"x":2}]}'],
    ['a broken list whose key comes again', '{"a":[{"x":}],"a":[{"x":2}]}'],
    ['keys in another order than the text', '{"b":[{"x":1}],"1":[{"x":2}]}'],
    ['a row that looks like what stands for rows', '{"a":[{"run":7},0,{"run":0}]}'],
    ['a row without a comma behind it', '{"a":[{}{}]}'],
    ['a row behind a number', '{"a":[1{}]}'],
    ['a mark inside', '{"a":[{}\ufeff]}'],
    ['two marks in front', '\ufeff\ufeff{"a":[{}]}'],
    ['half an escape', '{"a":[{"x":"\\"}]}'],
    ['a closing bracket of the other kind', '{"a":[{]]}'],
    ['an end inside of a row', '{"a":[{},{"x":1'],
    ['a list of rows', '[{"x":1},{"x":2}]'],
    ['nothing', ''],
  ])('takes %s like JSON.parse', (_, text) => {
    for (const bytesAtOnce of [1, 2, 3, 5, 8, 1_000]) expectSame(Buffer.from(text), bytesAtOnce);
  });

  it('takes rows nested a hundred thousand deep', () => {
    const depth = 100_000;
    const body = Buffer.from(`{"a":[{"x":${'['.repeat(depth)}${']'.repeat(depth)}}]}`);
    expect(decodeRows(body, () => () => 'row')).toEqual({ isJson: true, value: { a: ['row'] } });
  });

  it('reads rows of a buffer that can grow, from its middle', () => {
    const text = '{"a":[{"x":"é"}]}';
    const buffer = new ArrayBuffer(0, { maxByteLength: 1_000 });
    buffer.resize(40);
    const body = new Uint8Array(buffer, 7, Buffer.byteLength(text));
    body.set(Buffer.from(text));
    expect(decodeRows(body, readRow)).toEqual({ isJson: true, value: { a: [['a', [['x', 'é']]]] } });
  });

  it('lets an error of the reader through', () => {
    const fail = (): never => {
      throw new TypeError('no row');
    };
    expect(() => decodeRows(Buffer.from('{"a":[{}]}'), () => fail)).toThrow('no row');
  });
});
