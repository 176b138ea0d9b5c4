import { expect, it } from 'vitest';
import { activatedAgent } from '../../../electron/desktop/activation.ts';

it.each([
  ['click', 'type=click&tag=status:u-1a', 'u-1a'],
  ['click', 'type=click&tag=status%3A63f07d26f04465685df4a0b1', '63f07d26f04465685df4a0b1'],
  ['click', 'type=click&tag=status:summary', null],
  ['click', 'type=click&tag=coverage:none', null],
  ['click', 'type=click&tag=14317607570838471237', null],
  ['click', 'tag=status:../x', null],
  ['click', '', null],
  ['action', 'type=action&action=0&tag=status:u-1a', null],
])('%s %j is of %j', (type, raw, userId) => {
  expect(activatedAgent({ type, arguments: raw })).toBe(userId);
});
