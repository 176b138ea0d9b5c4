import { describe, expect, it } from 'vitest';
import { judgeAbove, judgeTimes } from '../../bench/judge.ts';
import { differences, ratios, type Rounds } from '../../bench/rounds.ts';

/** Thirty rounds; `busy` is what other programs do to each of them, one after the other. */
function rounds(hereMs: number, floorMs: number, busy: readonly number[]): Rounds {
  const times = Array.from({ length: 30 }, (_, round) => busy[round % busy.length] ?? 1);
  // Each of a pair is hit by another part of what the machine does.
  const other = (round: number): number => times[(round + 2) % times.length] ?? 1;
  return { here: times.map((_, round) => hereMs * other(round)), peer: times.map((time) => floorMs * time) };
}

const QUIET = [1, 1.05, 0.98, 1.02, 1];
const BUSY = [2, 9, 4, 3, 7];
const SLOW_MACHINE = [4, 4.1, 3.9, 4, 4.05];
const GOAL = { ms: 60, floors: 1.5 };

const above = (costs: Rounds): ReturnType<typeof judgeAbove> => judgeAbove(differences(costs), GOAL, costs.peer);
const times = (costs: Rounds): ReturnType<typeof judgeTimes> => judgeTimes(ratios(costs), 3, costs.peer);

describe.each([
  ['milliseconds above a floor', above],
  ['multiples of a floor', times],
])('%s', (_, judged) => {
  it.each([
    ['quiet', QUIET],
    ['slow', SLOW_MACHINE],
  ])('are met by a quick program on a %s machine', (_name, busy) => {
    expect(judged(rounds(85, 40, busy))).toEqual({ isMet: true, doubt: null });
  });

  it.each([
    ['quiet', QUIET],
    ['slow', SLOW_MACHINE],
  ])('are missed by a slow program on a %s machine', (_name, busy) => {
    expect(judged(rounds(150, 40, busy))).toEqual({ isMet: false, doubt: null });
  });

  it('are never missed by a quick program on a busy machine', () => {
    const { isMet, doubt } = judged(rounds(95, 40, BUSY));
    expect(isMet || doubt !== null).toBe(true);
  });

  it('are missed by a very slow program on a busy machine too', () => {
    expect(judged(rounds(2_500, 40, BUSY))).toEqual({ isMet: false, doubt: null });
  });

  it('are not judged where a slow program cannot be distinguished from a busy machine', () => {
    const { isMet, doubt } = judged(rounds(240, 40, BUSY));
    expect([isMet, doubt]).toEqual([false, expect.stringMatching(/^its (floor itself varied|rounds go from) /)]);
  });
});

it('says which of the two it is', () => {
  const estimate = { median: 130, low: 110, high: 150 };
  expect(judgeAbove(estimate, GOAL, [40, 41, 42, 43]).doubt).toBeNull();
  expect(judgeAbove(estimate, GOAL, [40, 41, 42, 240]).doubt).toBe('its floor itself varied by 200.0 ms');
  expect(judgeAbove({ ...estimate, low: 50 }, GOAL, [40, 41, 42, 43]).doubt).toBe('its rounds go from 50.00 to 150.00');
  expect(judgeTimes({ median: 7, low: 6.5, high: 8 }, 6, [40, 40, 40, 80]).doubt).toBe(
    'its floor itself varied 2.0-fold',
  );
  expect(judgeTimes({ median: 7, low: 6.5, high: 8 }, 6, [40, 40, 40, 50]).doubt).toBeNull();
});
