import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, createRandom, mix, pick } from '../../../electron/demo/random.ts';

const integers = fc.integer({ min: 0, max: 1_000_000 });

describe('mix', () => {
  it('never gives one number to lists that differ in one part', () => {
    fc.assert(
      fc.property(integers, fc.nat(200), (seed, kind) => {
        const numbers = Array.from({ length: 2_000 }, (_, part) => mix(seed, kind, part));
        expect(new Set(numbers).size).toBe(2_000);
      }),
    );
  });

  it('depends on the order', () => {
    expect(mix(1, 2)).not.toBe(mix(2, 1));
  });
});

describe('a seeded generator', () => {
  it('repeats itself for the same parts only', () => {
    const take = (...parts: number[]): number[] => Array.from({ length: 5 }, createRandom(...parts));
    expect(take(1, 2)).toEqual(take(1, 2));
    expect(take(1, 2)).not.toEqual(take(1, 3));
  });

  it('spreads evenly over 0 to 1', () => {
    const random = createRandom(7);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let poll = 0; poll < 100_000; poll++) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(tenths).toHaveLength(10);
    expect(Math.min(...tenths)).toBeGreaterThan(9_500);
    expect(Math.max(...tenths)).toBeLessThan(10_500);
  });

  it('reaches both ends of a range, and every choice', () => {
    const random = createRandom(3);
    const rolls = new Set(Array.from({ length: 500 }, () => between(random, 1, 6)));
    expect([...rolls].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const picks = new Set(Array.from({ length: 100 }, () => pick(random, ['a', 'b', 'c'])));
    expect([...picks].sort()).toEqual(['a', 'b', 'c']);
    expect(() => pick(random, [])).toThrow('Nothing to pick from');
  });
});
