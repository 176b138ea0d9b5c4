import { expect, it } from 'vitest';
import { duration, slowestLines, timesLine } from '../../../../build/proof/times.mjs';

it.each([
  [0, '0.0 s'],
  [440, '0.4 s'],
  [59_900, '59.9 s'],
  [59_960, '1 min 0 s'],
  [125_400, '2 min 5 s'],
])('says %d ms as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it('lists the slowest tests, times below each other', () => {
  const slowest = [
    { test: 'e2e > a', ms: 75_000 },
    { test: 'unit > b', ms: 1_500 },
  ];
  expect(slowestLines(slowest)).toBe('The slowest:\n1 min 15 s  e2e > a\n     1.5 s  unit > b\n');
});

it('says nothing about the slowest of none', () => {
  expect(slowestLines([])).toBe('');
});

it('says how long each layer took', () => {
  const layers = [
    { name: 'check', ms: 30_000 },
    { name: 'unit', ms: 45_500 },
  ];
  expect(timesLine(layers)).toBe('check 30.0 s, unit 45.5 s; 1 min 16 s in all');
});
