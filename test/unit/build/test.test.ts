import { expect, it } from 'vitest';
import { duration } from '../../../build/test.mjs';

it.each([
  [0, '0.0 s'],
  [440, '0.4 s'],
  [59_900, '59.9 s'],
  [59_960, '1 min 0 s'],
  [125_400, '2 min 5 s'],
])('says %d ms as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});
