import { plural } from './plurals.ts';

/** Names of characters that nobody sees. */
export const characterTexts = {
  names: {
    '\0': 'NUL character',
    '\t': 'tab',
    '\n': 'line break',
    '\r': 'line break',
    '\u2028': 'line break',
    '\u2029': 'line break',
    '\u00a0': 'no-break space',
    '\u00ad': 'soft hyphen',
    '\u200b': 'zero-width space',
    '\u200c': 'zero-width non-joiner',
    '\u200d': 'zero-width joiner',
    '\u2060': 'word joiner',
    '\ufeff': 'byte order mark',
  },
  unnamed: 'character that cannot be seen',
  /** A part of other texts: `a zero-width space (U+200B) after 12 characters`. */
  place: (name: string, code: string, after: number) => `a ${name} (${code}) after ${plural(after, 'character')}`,
};
