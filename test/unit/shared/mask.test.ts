import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskName, shownName } from '../../../electron/shared/mask.ts';

describe('maskName', () => {
  it.each([
    ['Ana Łukasik', 'A. Ł.'],
    ['  Ana \t Łukasik ', 'A. Ł.'],
    ['Nguyễn Thị Hồng Ánh', 'N. T. H. Á.'],
    ['Maximiliane von Hohenstein-Oberlandau', 'M. v. H. O.'],
    ['A Very Long Name With Many Parts', 'A. V. L. N.'],
    ["Aoife O'Brien", 'A. O. B.'],
    ['فاطمة الزهراء', 'ف. ا.'],
    ['יעל בן־דוד', 'י. ב. ד.'],
    ['李小龙', '李.'],
    ['क्षमा शर्मा', 'क्ष. श.'],
    ['می‌لاد', 'م.'],
    ['e\u0301mile zola', 'e\u0301. z.'],
    ['👩‍💻 Ada 🎧', 'A.'],
    ['<b>Robert</b> Tables', 'b. R. b. T.'],
    ['ana.lukasik@example.com', 'a. l.'],
    ['Agent 12', 'A. 1.'],
  ])('makes %j %j', (name, initials) => {
    expect(maskName(name)).toBe(initials);
  });

  it.each(['', '   ', 'X', '李', 'A B', 'e\u0301', '🎧', '@ana', '...'])('shows nothing of %j', (name) => {
    expect(maskName(name)).toBe('•');
  });

  it('never shows a name, nor a word of it that is longer than an initial', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const words = fc.array(fc.oneof(text, fc.constantFrom('Ana', 'X', 'B', 'שרה', 'ß', 'ŉ', 'क्षमा')), { maxLength: 6 });
    fc.assert(
      fc.property(words, fc.constantFrom(' ', '  ', '-', '\u00A0'), (parts, gap) => {
        const name = parts.join(gap);
        const shown = maskName(name);
        expect(shown).not.toBe(name);
        for (const word of name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
          if ([...segmenter.segment(word)].length > 1) expect(shown).not.toContain(word);
        }
        expect([...segmenter.segment(shown)].length).toBeLessThanOrEqual(11);
      }),
    );
  });
});

it('shows the name itself unless it is to be masked', () => {
  expect(shownName({ name: 'Ana Łukasik' }, false)).toBe('Ana Łukasik');
  expect(shownName({ name: 'Ana Łukasik', addition: 'ana' }, true)).toBe('A. Ł.');
});
