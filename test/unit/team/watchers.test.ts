import { expect, it } from 'vitest';
import { createWatchers } from '../../../electron/team/watchers.ts';

it('tells when the first one looks and when the last one has looked away, and nothing in between', () => {
  const told: boolean[] = [];
  const { watch, leave } = createWatchers((isWatched) => told.push(isWatched));
  watch('popover', true);
  watch('history', true);
  watch('popover', true);
  watch('popover', false);
  expect(told).toEqual([true]);
  leave('history');
  expect(told).toEqual([true, false]);
  leave('history');
  watch('popover', false);
  expect(told).toEqual([true, false]);
  watch('history', true);
  expect(told).toEqual([true, false, true]);
});
