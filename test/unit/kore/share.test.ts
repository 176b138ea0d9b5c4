import { describe, expect, it } from 'vitest';
import { feltCopies, shareOf, stretchAfterLimit } from '../../../electron/kore/share.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const EVERY_NUMBER = Array.from({ length: 100 }, (_, index) => index + 1);

describe('shareOf', () => {
  it.each([
    [1, 20, 1_500, 0],
    [2, 20, 750, 6],
    [5, 10, 300, 16],
    [10, 5, 150, 32],
    [30, 1, 50, 95],
    [50, 1, 30, 152],
    [100, 1, 15, 379],
  ])('of %d copies: %d calls a minute, %d an hour, a poll every %d s at most', (copies, perMinute, perHour, floorS) => {
    const share = shareOf(copies);
    expect([share.perMinute, share.perHour, Math.round(share.floorMs / 1_000)]).toEqual([perMinute, perHour, floorS]);
  });

  it('of one copy alone is what it always was', () => {
    expect(shareOf(1)).toEqual({
      windows: [
        { lengthMs: 61_000, calls: 20, lesser: 20, kept: { availability: 0, details: 4, history: 6, background: 6 } },
        {
          lengthMs: 3_601_000,
          calls: 1_500,
          lesser: 1_500,
          kept: { availability: 0, details: 60, history: 120, background: 120 },
        },
      ],
      perMinute: 20,
      perHour: 1_500,
      floorMs: 0,
      detailsCallMs: 0,
      spreadMs: 0,
    });
  });

  it('leaves room for others, whatever the number of copies', () => {
    for (const copies of EVERY_NUMBER) {
      const { perMinute, perHour, windows } = shareOf(copies);
      if (copies <= 50) expect(copies * perMinute, `${copies} copies`).toBeLessThanOrEqual(50);
      expect(copies * perHour, `${copies} copies`).toBeLessThanOrEqual(1_500);
      // Whole parts of an hour: what holds in one of them adds up to what holds in any hour.
      const [, part] = windows;
      expect(HOUR_MS % ((part?.lengthMs ?? 0) - 1_000)).toBe(0);
    }
  });

  it('is enough for polling at its own floor, with jitter, beside what is kept for status details', () => {
    for (const copies of EVERY_NUMBER.slice(1)) {
      const { windows, floorMs } = shareOf(copies);
      const [, part] = windows;
      if (part === undefined) throw new Error('There is no second window.');
      const polls = Math.ceil(part.lengthMs / (0.95 * floorMs));
      expect(polls, `${copies} copies`).toBeLessThanOrEqual(part.calls - part.lesser + 1);
      expect(part.lesser).toBeGreaterThanOrEqual(1);
      expect(windows[0]?.kept.history).toBeLessThan(windows[0]?.calls ?? 0);
    }
  });

  it('spreads the first calls only where one each is more than a minute allows, to about a third of it', () => {
    expect([50, 51].map((copies) => shareOf(copies).spreadMs > 0)).toEqual([false, true]);
    for (const copies of EVERY_NUMBER.slice(50)) {
      expect((copies * MINUTE_MS) / shareOf(copies).spreadMs).toBeLessThan(25);
    }
  });
});

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
