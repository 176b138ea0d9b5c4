import { expect, it } from 'vitest';
import { readCopies } from '../../../../../renderer/features/settings/copies-field.ts';

it.each([
  ['1', 1],
  [' 30 ', 30],
  ['100', 100],
  ['007', 7],
  ['0', null],
  ['101', null],
  ['1000', null],
  ['-1', null],
  ['1.5', null],
  ['1e1', null],
  ['many', null],
  ['', null],
])('"%s" is %s', (text, copies) => expect(readCopies(text)).toBe(copies));
