import { expect, it } from 'vitest';
import { giveWay } from '../../../../electron/desktop/system/give-way.ts';

it.each([
  ['has the running app show itself', false, true, ['show', 'quit']],
  ['says when that does not answer', false, false, ['show', 'tell It hangs.', 'quit']],
  ['opens nothing when it was started at login', true, true, ['quit']],
] as const)('%s, and ends', async (_name, isHidden, isShown, done) => {
  const calls: string[] = [];
  const parts = {
    isHidden,
    async show() {
      calls.push('show');
      return isShown;
    },
    tell: (sentence: string) => void calls.push(`tell ${sentence}`),
    quit: () => void calls.push('quit'),
  };
  await giveWay(parts, 'It hangs.');
  expect(calls).toEqual(done);
});
