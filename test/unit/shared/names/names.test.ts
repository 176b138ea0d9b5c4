import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskName, nameText, nameAdditions, type NamedPerson } from '../../../../electron/shared/names/names.ts';

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
  expect(nameText({ name: 'Ana Łukasik' }, false)).toBe('Ana Łukasik');
  expect(nameText({ name: 'Ana Łukasik', addition: 'ana' }, true)).toBe('A. Ł.');
});

type Given = Partial<NamedPerson>;

/** The additions of people who are all called Maria Garcia, unless it says otherwise, in their order. */
function additions(...people: readonly Given[]): readonly (string | undefined)[] {
  const named = people.map((person, index) => ({ userId: `u-${index + 1}`, name: 'Maria Garcia', ...person }));
  const found = nameAdditions(named);
  return named.map(({ userId }) => found.get(userId));
}

describe('people of one name', () => {
  it.each<[string, readonly Given[], readonly (string | undefined)[]]>([
    ['have their custom id', [{ customId: '1111', email: 'maria@a.com' }, { customId: '1313' }], ['1111', '1313']],
    ['else what is before the @', [{ email: 'mgarcia@a.com' }, { email: 'maria@a.com' }], ['mgarcia', 'maria']],
    [
      'else more of the e-mail',
      [{ email: 'maria@east.a.com' }, { email: 'maria@west.a.com' }, { email: 'maria@west.b.com' }],
      ['maria@east', 'maria@west.a', 'maria@west.b'],
    ],
    ['else the id', [{ email: 'maria@a.com' }, { email: 'maria@a.com' }, {}], ['u-1', 'u-2', 'u-3']],
    ['each what is theirs', [{ customId: '7' }, { email: 'maria@a.com' }, {}], ['7', 'maria', 'u-3']],
    [
      'not what two of them have',
      [
        { customId: '7', email: 'm1@a.com' },
        { customId: '7', email: 'm2@a.com' },
        { customId: '8', email: 'M1@b.com' },
      ],
      ['m1@a', 'm2', '8'],
    ],
    ['not what is a custom id of another', [{ customId: 'maria' }, { email: 'Maria@a.com' }], ['u-1', 'Maria@a']],
    ['whatever the case', [{ customId: '1' }, { name: 'MARIA GARCIA', customId: '2' }], ['1', '2']],
    ['however it is composed', [{ name: 'Zoe\u0301' }, { name: 'Zo\u00e9' }], ['u-1', 'u-2']],
    [
      'not their e-mail once more where that is the name',
      [
        { name: 'maria@a.com', email: 'maria@a.com' },
        { name: 'maria@a.com', email: 'maria@a.com', customId: '2' },
      ],
      ['u-1', '2'],
    ],
    ['in no way but the id without an @', [{ email: '@' }, { email: '' }], ['@', 'u-2']],
  ])('%s', (_, people, expected) => expect(additions(...people)).toEqual(expected));
});

it('nobody who has the name alone gets an addition', () => {
  expect(additions({ customId: '1' })).toEqual([undefined]);
  expect(additions({ customId: '1' }, { name: 'Ana', customId: '1' }, { name: 'María Garcia' })).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('no two are ever the same, whatever they have', () => {
  const people = Array.from({ length: 300 }, (_, index) => ({
    customId: index % 3 === 0 ? String(index % 20) : undefined,
    email: index % 2 === 0 ? `m${index % 40}@site${index % 7}.example` : null,
  }));
  expect(new Set(additions(...people)).size).toBe(300);
});
