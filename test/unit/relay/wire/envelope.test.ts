import { sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opened, sealed, MAX_BODY_BYTES, MAX_MESSAGE_BYTES } from '../../../../electron/relay/wire/envelope.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../../../electron/relay/wire/keys.ts';
import type { Stamp } from '../../../../electron/relay/wire/types.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const TOPIC = 'rollcall/1/s-1/names/everybody/delta';
const STAMP: Stamp = { epoch: NOW, publisher: 'p-1', revision: 7, asOf: NOW + 1_000, sentAt: NOW + 1_500 };
const BODY = Buffer.from('the body');

const [first, standby, stranger] = [newSigningKey(), newSigningKey(), newSigningKey()];
const pinned = [first, standby].flatMap((key) => readPublicKey(publicKeyText(key)) ?? []);

const message = sealed(TOPIC, STAMP, 1, BODY, first);

/** A message whose header says anything, signed as it should be. */
function withHeader(header: string, key = first): Buffer {
  const bytes = Buffer.alloc(72 + header.length + BODY.length);
  bytes.writeUInt32BE(header.length, 64);
  bytes.writeUInt32BE(BODY.length, 68);
  bytes.write(header, 72);
  bytes.set(BODY, 72 + header.length);
  bytes.set(sign(null, Buffer.concat([Buffer.from(`${TOPIC}\0`), bytes.subarray(64)]), key));
  return bytes;
}
const header = (fields: object): string => JSON.stringify({ v: 1, ...STAMP, parts: 1, ...fields });

describe('a message', () => {
  it('comes back as it was sealed', () => {
    expect(opened(TOPIC, message, pinned)).toEqual({ header: { v: 1, ...STAMP, parts: 1 }, body: BODY });
  });

  it('is read in the middle of a larger buffer, as a socket delivers it', () => {
    const received = Buffer.concat([Buffer.from('before'), message, Buffer.from('after')]);
    expect(opened(TOPIC, received.subarray(6, 6 + message.length), pinned)).toHaveProperty('body', BODY);
  });

  it('of the standby is taken too', () => {
    expect(opened(TOPIC, sealed(TOPIC, STAMP, 1, BODY, standby), pinned)).toHaveProperty('body', BODY);
  });

  it('of a key that is not pinned is forged, and so is any where none is', () => {
    expect(opened(TOPIC, sealed(TOPIC, STAMP, 1, BODY, stranger), pinned)).toEqual({ problem: 'forged' });
    expect(opened(TOPIC, message, [])).toEqual({ problem: 'forged' });
  });

  it('of another topic is forged', () => {
    expect(opened('rollcall/1/s-1/names/other/delta', message, pinned)).toEqual({ problem: 'forged' });
    expect(opened(`${TOPIC}\0`, message, pinned)).toEqual({ problem: 'forged' });
  });

  it('is refused when any bit of it differs', () => {
    fc.assert(
      fc.property(fc.nat(message.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(message);
        changed[at] = (changed[at] as number) ^ (1 << bit);
        expect(opened(TOPIC, changed, pinned)).toEqual({ problem: at >= 64 && at < 72 ? 'damaged' : 'forged' });
      }),
    );
  });

  it('is damaged, not forged, when it was cut anywhere or has more at its end', () => {
    for (let length = 1; length < message.length; length += 1) {
      expect(opened(TOPIC, message.subarray(0, length), pinned)).toEqual({ problem: 'damaged' });
    }
    expect(opened(TOPIC, Buffer.concat([message, BODY]), pinned)).toEqual({ problem: 'damaged' });
  });

  it('without anything in it is empty', () => {
    expect(opened(TOPIC, Buffer.alloc(0), pinned)).toEqual({ problem: 'empty' });
  });

  it('has at most 96,000 bytes, with the longest body', () => {
    const most = { ...STAMP, publisher: 'p'.repeat(128), revision: Number.MAX_SAFE_INTEGER };
    const longest = sealed(TOPIC, most, 64, Buffer.alloc(MAX_BODY_BYTES), first);
    expect(longest.length).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
    expect(opened(TOPIC, longest, pinned)).toHaveProperty('header.parts', 64);
    expect(opened(TOPIC, sealed(TOPIC, STAMP, 1, Buffer.alloc(MAX_MESSAGE_BYTES), first), pinned)).toEqual({
      problem: 'damaged',
    });
  });

  it('of a newer or an older version says so, whatever else is in its header', () => {
    expect(opened(TOPIC, withHeader('{"v":2,"stamp":[1,2]}'), pinned)).toEqual({ problem: 'newer-version' });
    expect(opened(TOPIC, withHeader(header({ v: 0 })), pinned)).toEqual({ problem: 'older-version' });
    expect(opened(TOPIC, withHeader('{"v":2}', stranger), pinned)).toEqual({ problem: 'forged' });
  });

  it.each([
    '',
    'null',
    '[]',
    '{"v":1}',
    '{"v":"1"}',
    header({ epoch: -1 }),
    header({ epoch: 2 ** 60 }),
    header({ epoch: 1.5 }),
    header({ revision: 2 ** 60 }),
    header({ revision: -1 }),
    header({ revision: null }),
    header({}).replace('"revision":7', '"revision":NaN'),
    header({}).replace('"revision":7', '"revision":1e999'),
    header({ asOf: '1' }),
    header({ publisher: '' }),
    header({ publisher: 'a/b' }),
    header({ publisher: 'p'.repeat(129) }),
    header({ parts: 0 }),
    header({ parts: 65 }),
    header({ more: 'm'.repeat(1_000) }),
  ])('whose signed header is %j is damaged', (text) => {
    expect(opened(TOPIC, withHeader(text), pinned)).toEqual({ problem: 'damaged' });
  });

  it('takes no field from the prototype of its header', () => {
    const inherited = header({}).replace('"revision":7', '"__proto__":{"revision":7}');
    expect(opened(TOPIC, withHeader(inherited), pinned)).toEqual({ problem: 'damaged' });
    const more = header({}).replace('"revision":7', '"revision":7,"__proto__":{"isAdmin":true}');
    expect(opened(TOPIC, withHeader(more), pinned)).toEqual({ header: { v: 1, ...STAMP, parts: 1 }, body: BODY });
  });
});
