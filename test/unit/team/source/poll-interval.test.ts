import { expect, it } from 'vitest';
import type { Pace } from '../../../../electron/shared/model.ts';
import { pollIntervalMs, type Rest } from '../../../../electron/team/source/poll-interval.ts';

const SECOND_MS = 1_000;
const PACES: readonly Pace[] = ['standard', 'relaxed', 'sparing'];

// Seconds between two polls for each pace setting.
it.each<[Rest, string, boolean, readonly number[]]>([
  ['none', 'watched', true, [15, 30, 60]],
  ['none', 'not watched', false, [30, 60, 120]],
  ['battery', 'watched', true, [15, 30, 60]],
  ['battery', 'not watched', false, [300, 300, 300]],
  ['locked', 'watched', true, [300, 300, 300]],
  ['locked', 'not watched', false, [300, 300, 300]],
])('rest %s, %s', (rest, _, isWatched, seconds) => {
  expect(pollIntervalMs('quick', { isWatched, rest: 'none' }, 0)).toBe(5 * SECOND_MS);
  expect(PACES.map((pace) => pollIntervalMs(pace, { isWatched, rest }, 0) / SECOND_MS)).toEqual(seconds);
});

it.each<[Rest, boolean, number]>([
  ['none', true, 95],
  ['battery', true, 95],
  ['battery', false, 300],
  ['locked', true, 300],
])('rest %s, watched %s: never faster than the rate limit allows', (rest, isWatched, seconds) => {
  expect(pollIntervalMs('standard', { isWatched, rest }, 95 * SECOND_MS)).toBe(seconds * SECOND_MS);
});
