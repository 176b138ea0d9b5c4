import { expect, it } from 'vitest';
import { changeText } from '../../../../../renderer/features/team/change.ts';

it.each([
  [12, 9, '+3', '3 more than 15 minutes ago'],
  [7, 8, '−1', '1 fewer than 15 minutes ago'],
  [4, 4, '0', 'as many as 15 minutes ago'],
  [2_500, 0, '+2,500', '2,500 more than 15 minutes ago'],
])('%i after %i is %s', (now, before, sign, words) => {
  expect(changeText(now, before)).toEqual({ sign, words });
});
