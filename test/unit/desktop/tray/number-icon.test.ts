import { describe, expect, it } from 'vitest';
import { drawNumber, type NumberIcon } from '../../../../electron/desktop/tray/number-icon.ts';

const WHITE = [255, 255, 255] as const;
const BLACK = [0, 0, 0] as const;

const RED = [255, 0, 0] as const;

/** The picture as text: `#` ink, `*` that of the mark, `o` rim, `.` clear. */
function picture(
  icon: Pick<NumberIcon, 'number' | 'style' | 'size'> & Partial<Pick<NumberIcon, 'isMarked'>>,
  rim: NumberIcon['rim'] = null,
): string[] {
  const bytes = drawNumber({ isMarked: false, ...icon, ink: WHITE, markInk: RED, rim });
  const rows: string[] = [];
  for (let y = 0; y < icon.size; y += 1) {
    let row = '';
    for (let x = 0; x < icon.size; x += 1) {
      const [red, green, , alpha] = bytes.subarray((y * icon.size + x) * 4);
      row += alpha === 0 ? '.' : red !== 255 ? 'o' : green === 255 ? '#' : '*';
    }
    rows.push(row);
  }
  return rows;
}

/** The columns that anything stands in. */
function usedColumns(rows: readonly string[]): number {
  return [...(rows[0] ?? '')].filter((_, x) => rows.some((row) => row[x] !== '.')).length;
}

describe('number icon', () => {
  it('draws digits over a line at 16 pixels', () => {
    expect(picture({ number: 12, style: 'plain', size: 16 })).toEqual([
      '................',
      '...##....######.',
      '...##....######.',
      '.####........##.',
      '.####........##.',
      '...##....######.',
      '...##....######.',
      '...##....##.....',
      '...##....##.....',
      '.######..######.',
      '.######..######.',
      '................',
      '................',
      '..############..',
      '..############..',
      '................',
    ]);
  });

  it('has its line in two parts of another colour, or a corner less, while something is new', () => {
    const plain = picture({ number: 12, style: 'plain', isMarked: true, size: 16 });
    expect(plain.slice(0, 13)).toEqual(picture({ number: 12, style: 'plain', size: 16 }).slice(0, 13));
    expect(plain[13]).toBe('..****....****..');
    const block = picture({ number: 0, style: 'attention', isMarked: true, size: 16 });
    expect(block.slice(0, 4)).toEqual(['.############...', '##############..', '###############.', '#####......#####']);
  });

  it('cuts digits out of a block when there is need for attention', () => {
    const rows = picture({ number: 0, style: 'attention', size: 16 });
    expect([rows[0], rows[3], rows[5], rows[15]]).toEqual([
      '.##############.',
      '#####......#####',
      '#####..##..#####',
      '.##############.',
    ]);
  });

  it('has a dark rim around light ink for panels', () => {
    const rows = picture({ number: 1, style: 'plain', size: 24 }, BLACK);
    expect(rows.slice(0, 5)).toEqual([
      '.........ooooo..........',
      '.........o###o..........',
      '.........o###o..........',
      '......oooo###o..........',
      '......o######o..........',
    ]);
    // The digits of a block are dark then, rather than clear.
    const block = picture({ number: 1, style: 'attention', size: 24 }, BLACK);
    expect([block[4], block[7]]).toEqual(['##########ooo###########', '#######oooooo###########']);
  });

  it.each([
    [16, 7],
    [16, 12],
    [16, 123],
    [16, 1_234],
    [20, 12],
    [24, 12],
    [32, 123],
    [48, 1_234],
  ])('fits into %i pixels: %i', (size, number) => {
    for (const style of ['plain', 'attention'] as const) {
      expect(picture({ number, style, size })).toHaveLength(size);
    }
    const rows = picture({ number, style: 'plain', size });
    expect(usedColumns(rows)).toBeLessThanOrEqual(size);
    expect(usedColumns(rows)).toBeGreaterThan(size / 2);
  });

  it('is the same drawing, twice as large, at twice the scale', () => {
    const small = picture({ number: 42, style: 'plain', size: 24 });
    const large = picture({ number: 42, style: 'plain', size: 48 });
    const grown = small.flatMap((row) => {
      const wide = [...row].map((dot) => dot + dot).join('');
      return [wide, wide];
    });
    const inked = (rows: readonly string[]): number => rows.join('').replaceAll('.', '').length;
    expect(inked(large)).toBe(inked(grown));
  });

  it('tells all numbers of one digit apart, and stops at four digits', () => {
    const all = Array.from({ length: 10 }, (_, number) => picture({ number, style: 'plain', size: 16 }).join());
    expect(new Set(all).size).toBe(10);
    expect(picture({ number: 123_456, style: 'plain', size: 16 })).toEqual(
      picture({ number: 9_999, style: 'plain', size: 16 }),
    );
  });
});
