import { expect, it } from 'vitest';
import { fitBytes } from '../../../electron/alerts/fit-bytes.ts';

it('a text that fits stays, a longer one is cut between characters as a reader counts them', () => {
  expect(fitBytes('Ana', 3)).toBe('Ana');
  expect(fitBytes('Ana Łukasik', 9)).toBe('Ana Ł…');
  expect(fitBytes('Ana Łukasik', 7)).toBe('Ana…');
  const family = '👩‍👩‍👧';
  expect(fitBytes(family.repeat(3), Buffer.byteLength(family.repeat(2)))).toBe(`${family}…`);
});
