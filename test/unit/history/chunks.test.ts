import { expect, it } from 'vitest';
import { mapInChunks } from '../../../electron/history/chunks.ts';

/** Holds the thread for longer than a slice of work. */
function work(): void {
  const end = performance.now() + 10;
  while (performance.now() < end);
}

it('maps in order', async () => {
  const processed: number[] = [];
  const doubled = await mapInChunks([1, 2, 3], (item) => {
    processed.push(item);
    return item * 2;
  });
  expect([doubled, processed]).toEqual([
    [2, 4, 6],
    [1, 2, 3],
  ]);
});

it('lets what is due run between two slices', async () => {
  const seen: string[] = [];
  setImmediate(() => seen.push('somebody else'));
  await mapInChunks(['first', 'second'], (item) => {
    work();
    seen.push(item);
  });
  expect(seen).toEqual(['first', 'somebody else', 'second']);
});

it('fails with what the mapping throws', async () => {
  const broken = mapInChunks([1], () => {
    throw new RangeError('broken');
  });
  await expect(broken).rejects.toThrow('broken');
});
