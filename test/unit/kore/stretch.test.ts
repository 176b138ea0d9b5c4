import { describe, expect, it } from 'vitest';
import { feltCopies, stretchAfterLimit } from '../../../electron/kore/stretch.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const MINUTE = 60_000;

describe('stretchAfterLimit', () => {
  it('reckons with forty copies at first, also where fewer were told', () => {
    expect(stretchAfterLimit(null, 1, NOW)).toEqual({ copies: 40, at: NOW });
    expect(stretchAfterLimit(null, 10, NOW)).toEqual({ copies: 40, at: NOW });
  });

  it('doubles what was assumed, up to a hundred', () => {
    expect(stretchAfterLimit(null, 30, NOW).copies).toBe(60);
    expect(stretchAfterLimit({ copies: 40, at: NOW - 10 * MINUTE }, 40, NOW).copies).toBe(80);
    expect(stretchAfterLimit({ copies: 80, at: NOW - 10 * MINUTE }, 80, NOW).copies).toBe(100);
  });

  it('waits until the last lesson has shown before it takes another, and holds longer', () => {
    expect(stretchAfterLimit({ copies: 40, at: NOW - 5 * MINUTE + 1 }, 40, NOW)).toEqual({ copies: 40, at: NOW });
    expect(stretchAfterLimit({ copies: 40, at: NOW - 5 * MINUTE }, 40, NOW)).toEqual({ copies: 80, at: NOW });
  });
});

describe('feltCopies', () => {
  it('is one where nothing was learned', () => expect(feltCopies(null, NOW)).toBe(1));

  it.each([
    [0, 40],
    [14.9, 40],
    [15, 39],
    [20, 38],
    [60, 30],
    [205, 1],
    [1_000, 1],
  ])('%d minutes after the limit answer it is %d', (minutes, copies) => {
    expect(feltCopies({ copies: 40, at: NOW }, NOW + minutes * MINUTE)).toBe(copies);
  });

  it('does not grow while the clock is behind, and is never more than a hundred', () => {
    expect(feltCopies({ copies: 40, at: NOW + MINUTE }, NOW)).toBe(40);
    expect(feltCopies({ copies: 1e9, at: NOW }, NOW)).toBe(100);
  });
});
