import { describe, expect, it } from 'vitest';
import { cleanEmail, cleanId, cleanText, displayName } from '../../../../electron/kore/decode/values.ts';

describe('cleanText', () => {
  it.each([
    ['  Jane  ', 'Jane'],
    ['Jane\t\r\nDoe', 'Jane Doe'],
    ['Ja\u0000ne\u0007\u009b', 'Jane'],
    ['J\ud800ane\udc00', 'Jane'],
    ['\u202eenaJ\u2066', 'enaJ'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['👩‍🚒 Zoë', '👩‍🚒 Zoë'],
    ['\u200bAna \u2060\ufeff', 'Ana'],
    ['Ma\ufeffr\u200bi\u00ada', 'Maria'],
    ['نرگس می\u200cرود', 'نرگس می\u200cرود'],
    ['❤\ufe0f', '❤\ufe0f'],
    ['🏴\u{e0067}\u{e0062}\u{e007f}', '🏴\u{e0067}\u{e0062}\u{e007f}'],
    ['\u200f\u200e', ''],
    ['\u0301', ''],
    ['\u3164\u2800', ''],
    ['a'.repeat(300), 'a'.repeat(200)],
    ['👩'.repeat(300), '👩'.repeat(200)],
    [null, ''],
    [7, ''],
    [{}, ''],
  ])('makes %j %j', (value, text) => expect(cleanText(value)).toBe(text));

  it('costs no more for a megabyte', () => expect(cleanText('x'.repeat(1_000_000))).toHaveLength(200));
});

describe('displayName', () => {
  it.each([
    ['Jane', 'Doe', 'Jane Doe'],
    ['Jane', '', 'Jane'],
    [' ', null, 'jane@example.com'],
    ['\u0000', '\ud800', 'jane@example.com'],
    ['\u200b', '\u2060', 'jane@example.com'],
    ['\u202e\u202c', '\u2066\u2069\u200f', 'jane@example.com'],
    ['\u00ad', '\u3164', 'jane@example.com'],
    ['\u{e0001}\u034f', '\ufe0f\u200d', 'jane@example.com'],
    ['\u200b', 'Doe', 'Doe'],
    ['Jane', '\u2060', 'Jane'],
  ])('makes a name of %j and %j: %s', (first, last, name) =>
    expect(displayName(first, last, 'jane@example.com', 'u-1')).toBe(name),
  );

  it('shows the id when there is nothing else', () => {
    expect(displayName('', '', '', 'u-1')).toBe('u-1');
    expect(displayName('\u200b', '\u2060', cleanEmail('\u200b\ufeff'), 'u-1')).toBe('u-1');
  });
});

describe('cleanId', () => {
  it.each([
    ['u-1', 'u-1'],
    [' u-1\n', 'u-1'],
    [42, '42'],
    ['toString', 'toString'],
    ['x'.repeat(256), 'x'.repeat(256)],
  ])('reads %j as %j', (value, id) => expect(cleanId(value)).toBe(id));

  it.each([
    '',
    '  ',
    'a\u0000b',
    '\ud800',
    '\u200b\u2060',
    'x'.repeat(10_000),
    0,
    -1,
    1.5,
    12345678901234567890,
    {},
    [],
    null,
    undefined,
    true,
  ])('reads no id from %j', (value) => expect(cleanId(value)).toBeNull());
});
