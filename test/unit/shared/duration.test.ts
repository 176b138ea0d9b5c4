import { describe, expect, it } from 'vitest';
import { clockDuration, hoursAndMinutes, wordDuration } from '../../../electron/shared/duration.ts';

describe('clockDuration', () => {
  it.each([
    [-1, '0:00'],
    [0, '0:00'],
    [999, '0:00'],
    [61_000, '1:01'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [116_224_000, '32:17:04'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(clockDuration(ms)).toBe(text);
  });
});

describe('hoursAndMinutes', () => {
  it.each([
    [0, '0:00'],
    [29_999, '0:00'],
    [30_000, '0:01'],
    [116_224_000, '32:17'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(hoursAndMinutes(ms)).toBe(text);
  });
});

describe('wordDuration', () => {
  it.each([
    [-5, '0 seconds'],
    [1_000, '1 second'],
    [61_000, '1 minute 1 second'],
    [3_600_000, '1 hour'],
    [3_661_000, '1 hour 1 minute'],
    [7_200_000 + 5_000, '2 hours 5 seconds'],
    [86_400_000, '24 hours'],
    [2 * 86_400_000 + 60_000, '2 days 1 minute'],
    [(5 * 24 + 19) * 3_600_000 + 32 * 60_000, '5 days 19 hours'],
  ])('reads %i ms as "%s"', (ms, text) => {
    expect(wordDuration(ms)).toBe(text);
  });
});
