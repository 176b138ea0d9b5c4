import { describe, expect, it } from 'vitest';
import { nameOf } from '../../../../electron/settings/schema.ts';
import { readNamedSelection } from '../../../../electron/shared/views/view-rules.ts';
import { cleanName, firstInvisible, foldName, isBlank } from '../../../../electron/shared/names/invisible.ts';

/** Nothing of these takes space on a screen, or all of it is empty space. */
const NOTHING_TO_SEE = [
  '',
  ' \t\n',
  '\u00a0\u2003\u3000',
  '\u200b',
  '\u200c\u200d\u2060\ufeff',
  '\u00ad\u034f\u061c',
  '\u115f\u1160\u3164\uffa0',
  '\u17b4\u180e\u180b',
  '\u200e\u200f\u202a\u202e\u2066\u2069',
  '\u2062\u206a\ufff9',
  '\ufe0f\u{e0100}',
  '\u{e0001}\u{e0061}\u{e007f}',
  '\u2800',
  '\u{1d159}\u{1d173}',
  '\u0000\u0007\u009b',
  '\ud800',
  '\u0301',
];

describe('a text', () => {
  it.each(NOTHING_TO_SEE)('%j has nothing to see', (text) => {
    expect([isBlank(text), cleanName(text)]).toEqual([true, '']);
  });

  it.each(['a', '.', '-', '7', 'é', 'क्षि', '👩‍🚒', '日', '\ue000', '\u200bx'])('%j has', (text) => {
    expect([isBlank(text), cleanName(text)]).toEqual([false, text.replace('\u200b', '')]);
  });
});

it('two names that look alike are the same', () => {
  expect(['Maria Garcia', ' maria\u200b garcia\u2060', '\u200eMaria Gar\u00adcia\ufeff'].map(foldName)).toEqual(
    Array(3).fill('maria garcia'),
  );
  expect(foldName('María')).not.toBe(foldName('Maria'));
});

describe('the first character that nobody sees', () => {
  it.each([
    ['two words', null],
    ['x', null],
    ['ab\ufeffc\u200bd', 'a byte order mark (U+FEFF) after 2 characters'],
    ['👩x\u{e0001}', 'a character that cannot be seen (U+E0001) after 2 characters'],
    ['a\tb', 'a tab (U+0009) after 1 character'],
  ])('of %j is %j', (text, found) => expect(firstInvisible(text)).toBe(found));
});

it.each(NOTHING_TO_SEE)('a view, a limit and a connection of settings cannot be called %j', (name) => {
  expect(readNamedSelection({ name })).toMatchObject({ ok: false, error: { field: 'name' } });
  expect(nameOf(60).safeParse(name).success).toBe(false);
});
