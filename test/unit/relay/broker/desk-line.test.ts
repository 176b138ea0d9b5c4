import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeskLine, writeDeskLine, type DeskLine } from '../../../../electron/relay/broker/desk-line.ts';
import { newSigningKey, publicKeyText } from '../../../../electron/relay/wire/keys.ts';

const KEY = publicKeyText(newSigningKey());
const LINE: DeskLine = {
  name: 'Front desk',
  password: 'a password',
  access: {
    broker: 'wss://mqtt.example.com/mqtt',
    site: '1f2e3d4c5b',
    deskId: 'rollcall-1f2e3d4c5b-desk-0a1b2c3d4e',
    audience: 'names',
    views: ['everybody', 'v-1'],
    keys: [KEY],
  },
};

/** A line with some fields of its JSON changed. */
function lineWith(change: Readonly<Record<string, unknown>>): string {
  const { access, ...rest } = LINE;
  return `rollcall-desk:1:${Buffer.from(JSON.stringify({ ...rest, ...access, ...change })).toString('base64url')}`;
}

describe('the line of a desk', () => {
  it('says all that the desk needs', () => {
    const text = writeDeskLine(LINE);
    expect(text).toMatch(/^rollcall-desk:1:[\w-]+$/);
    expect(readDeskLine(text)).toEqual(LINE);
  });

  it('may be broken into several by a terminal or a mail', () => {
    const text = writeDeskLine(LINE);
    expect(readDeskLine(` ${text.replace(/.{60}/g, '$&\r\n  ')}\n`)).toEqual(LINE);
  });

  it.each(['', 'rollcall', '{"host":"https://platform.kore.ai"}', 'see rollcall-desk:1:abc'])('is not %j', (text) => {
    expect(readDeskLine(text)).toBe('none');
  });

  it('of a newer version is told apart from a damaged one', () => {
    expect(readDeskLine('rollcall-desk:2:whatever')).toBe('newer');
    expect(readDeskLine('rollcall-desk:1:')).toBe('damaged');
    expect(readDeskLine('rollcall-desk:')).toBe('damaged');
  });

  it('is damaged wherever it is cut off', () => {
    const text = writeDeskLine(LINE);
    for (let length = 'rollcall-desk:1:'.length; length < text.length; length += 1) {
      // The last character may hold no bits of its own.
      const read = readDeskLine(text.slice(0, length));
      if (length < text.length - 1) expect(read).toBe('damaged');
    }
  });

  it.each([
    ['a broker whose messages anybody could read', { broker: 'ws://mqtt.example.com/mqtt' }],
    ['a broker that is a web page', { broker: 'https://mqtt.example.com' }],
    ['a password in the address', { broker: 'wss://user:secret@mqtt.example.com/mqtt' }],
    ['a site with a wildcard', { site: '+' }],
    ['a desk with a slash', { deskId: 'a/b' }],
    ['an unknown audience', { audience: 'everything' }],
    ['no views', { views: [] }],
    ['a view that is a wildcard', { views: ['#'] }],
    ['too many views', { views: Array.from({ length: 1_000 }, (_, index) => `v-${index}`) }],
    ['no keys', { keys: [] }],
    ['a key that is none', { keys: ['A'.repeat(42)] }],
    ['no password', { password: '' }],
    ['a password that is a number', { password: 12 }],
  ])('is refused with %s', (_what, change) => {
    expect(readDeskLine(lineWith(change))).toBe('damaged');
  });

  it('is read without what a later version adds', () => {
    expect(readDeskLine(lineWith({ colour: 'blue', __proto__: { polluted: true } }))).toEqual(LINE);
  });

  it('makes any text a line or a problem, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.json(), (text, json) => {
        const body = Buffer.from(json).toString('base64url');
        for (const each of [text, `rollcall-desk:${text}`, `rollcall-desk:1:${text}`, `rollcall-desk:1:${body}`]) {
          expect(typeof readDeskLine(each)).toBe('string');
        }
      }),
    );
  });
});
