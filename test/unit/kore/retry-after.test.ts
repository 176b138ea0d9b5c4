import { describe, expect, it } from 'vitest';
import { afterLimit, retryAfter } from '../../../electron/kore/retry-after.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const httpDate = (ms: number): string => new Date(ms).toUTCString();

describe('retryAfter', () => {
  it.each([
    ['7', 7_000],
    [' 30 ', 30_000],
    ['0', 1_000],
    ['900', 900_000],
    ['901', 900_000],
    ['1000000000', 900_000],
    [httpDate(NOW + 20_000), 20_000],
    [httpDate(NOW + 86_400_000), 900_000],
  ])('takes %j for %d ms', (header, waitMs) => expect(retryAfter(header, null, NOW)).toBe(NOW + waitMs));

  it.each([null, '', '-1', '1.5', '1e9', 'soon', 'Fri, 99 Foo', httpDate(NOW - 1_000)])('ignores %j', (header) => {
    expect(retryAfter(header, null, NOW)).toBeNull();
  });

  it('compares a date with the date of the answer, not with our clock', () => {
    const theirNow = NOW + 3_600_000;
    expect(retryAfter(httpDate(theirNow + 5_000), httpDate(theirNow), NOW)).toBe(NOW + 5_000);
  });
});

describe('afterLimit', () => {
  it.each([
    [0, 60_000],
    [0.5, 90_000],
    [0.999_99, 119_999],
  ])('waits, with the random number %d, for %d ms', (chance, waitMs) =>
    expect(afterLimit(NOW, () => chance)).toBe(NOW + waitMs),
  );
});
