import { expect, it } from 'vitest';
import { namedApart } from '../../../../electron/shared/names/names-apart.ts';

const names = (...queues: readonly (readonly [id: string, name: string])[]): string[] =>
  namedApart(queues.map(([id, name]) => ({ id, name }))).map(({ name }) => name);

it('queues of one name have what differs of their ids behind it, and others their name alone', () => {
  const [a, b] = ['qu-0c5e6ce8-7a39-5d11-9a1c-1d2f3a4b5c6d', 'qu-17777777-7a39-5d11-9a1c-1d2f3a4b5c6d'];
  expect(names(['qu-1', 'Billing'], ['qu-2', 'billing '], ['qu-3', 'Claims'])).toEqual([
    'Billing (qu-1)',
    'billing  (qu-2)',
    'Claims',
  ]);
  expect(names(['qu-00000000-aaaa-1111', 'Billing'], ['qu-00000000-aaaa-2222', 'Billing'])).toEqual([
    'Billing (…1111)',
    'Billing (…2222)',
  ]);
  const [first, second] = names([a, 'Billing'], [b, 'Billing']);
  expect(first).not.toBe(second);
  // One id may be the end of the other.
  expect(new Set(names(['xx-qu-00000000-0001', 'Billing'], ['qu-00000000-0001', 'Billing'])).size).toBe(2);
});
