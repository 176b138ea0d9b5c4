import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineReader } from '../../../../electron/api/local-socket/lines.ts';

/** Feeds pieces until one is refused; the lines, and whether all were taken. */
function read(pieces: readonly Uint8Array[], maxBytes = 1_000): { lines: string[]; isTaken: boolean } {
  const lines: string[] = [];
  const feed = createLineReader(maxBytes, (line) => lines.push(line));
  return { isTaken: pieces.every((piece) => feed(piece)), lines };
}

/** The bytes in pieces that end at `cuts`. */
function cutAt(bytes: Buffer, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const line = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\n', ''));

describe('createLineReader', () => {
  it('gives the same lines wherever the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(line), line, fc.array(fc.nat()), (lines, unfinished, cuts) => {
        const bytes = Buffer.from([...lines, unfinished].join('\n'));
        expect(read(cutAt(bytes, cuts))).toEqual({ lines, isTaken: true });
      }),
    );
  });

  it('refuses a line that is longer than allowed at the first byte too many, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.array(fc.nat()), (length, cuts) => {
        const pieces = cutAt(Buffer.from(`ok\n${'x'.repeat(length)}\n`), cuts);
        expect(read(pieces, 20).isTaken).toBe(length <= 20);
      }),
    );
    expect(read([Buffer.from('x'.repeat(20))], 20)).toEqual({ lines: [], isTaken: true });
    expect(read([Buffer.from('x'.repeat(21))], 20)).toEqual({ lines: [], isTaken: false });
  });
});
