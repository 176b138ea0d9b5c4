import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packed, unpacked } from '../../../../electron/relay/wire/packing.ts';

describe('a packed content', () => {
  it('unpacks to what its JSON says', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constant(undefined));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (content) => {
        expect(unpacked([packed(content)])).toEqual(JSON.parse(JSON.stringify(content)));
      }),
    );
  });

  it('unpacks whole where it was packed in many pieces, cut into messages or not', () => {
    const agents = Array.from({ length: 5_000 }, (_, index) => ({
      userId: `u-${index}`,
      name: `Zoë ${index} 😀`.repeat(20),
    }));
    const content = { counts: { total: 5_000 }, agents, queues: [], removed: ['u-7'] };
    const bytes = packed(content);
    expect(unpacked([bytes])).toEqual(content);
    expect(unpacked([bytes.subarray(0, 10), bytes.subarray(10, 9_000), bytes.subarray(9_000)])).toEqual(content);
  });

  it('is not understood where its last piece is missing', () => {
    const agents = Array.from({ length: 20_000 }, (_, index) => `an agent with the number ${index}`);
    const bytes = packed({ agents });
    const lastPiece = bytes.lastIndexOf(Buffer.from([0x1f, 0x8b, 0x08]));
    expect(lastPiece).toBeGreaterThan(0);
    expect(unpacked([bytes.subarray(0, lastPiece)])).toBeUndefined();
  });
});
