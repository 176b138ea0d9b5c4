import { expect, it } from 'vitest';
import { alertPageTexts } from '../../../../electron/shared/texts/alerts/alert-page.ts';

const { preview } = alertPageTexts;

it.each([
  [0, 'none'],
  [1 / 30, 'less than 0.1 a day'],
  [0.05, '0.1 a day'],
  [2, '2 a day'],
  [2.34, '2.3 a day'],
])('says of %d notifications a day: %s', (aDay, words) => {
  expect(preview.suggestion('Limit', 30, aDay)).toBe(`With “Limit” 30: ${words}.`);
});
