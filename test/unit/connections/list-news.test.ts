import { expect, it } from 'vitest';
import type { ConnectionEntry } from '../../../electron/connections/types.ts';
import { createListNews } from '../../../electron/connections/list-news.ts';
import { profileOf } from './scene.ts';

it('tells when the list is another one, and then only', () => {
  const entry: ConnectionEntry = { profile: profileOf('A'), home: 'saved', isOpen: false, secret: 'stored' };
  let list = [entry];
  let told = 0;
  const look = createListNews(
    () => list,
    () => (told += 1),
  );
  look();
  expect(told).toBe(0);
  for (const next of [{ ...entry, isOpen: true }, { ...entry, secret: 'locked' as const }, { ...entry }]) {
    list = [next];
    look();
    look();
  }
  expect(told).toBe(3);
});
