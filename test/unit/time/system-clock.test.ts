import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSystemClock } from '../../../electron/time/system-clock.ts';

const NOW = Date.UTC(2026, 2, 2, 9);

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

it('tells the time and acts once after a delay', () => {
  const clock = createSystemClock();
  const acted: number[] = [];
  clock.after(1_000, () => acted.push(clock.now()));
  vi.advanceTimersByTime(999);
  expect(acted).toEqual([]);
  vi.advanceTimersByTime(5_000);
  expect(acted).toEqual([NOW + 1_000]);
});

it('acts no more once it is cancelled', () => {
  const acted: string[] = [];
  createSystemClock().after(1_000, () => acted.push('too late'))();
  vi.advanceTimersByTime(5_000);
  expect(acted).toEqual([]);
});

it.each([
  [-5, 0],
  // Node fires a timer of more than 2^31 - 1 ms at once.
  [Number.MAX_SAFE_INTEGER, 2 ** 31 - 1],
])('takes a delay of %d ms as %d ms', (delayMs, taken) => {
  const acted: number[] = [];
  createSystemClock().after(delayMs, () => acted.push(Date.now() - NOW));
  vi.advanceTimersByTime(taken);
  expect(acted).toEqual([taken]);
});
