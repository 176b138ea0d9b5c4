import { setImmediate } from 'node:timers/promises';

/** Work without a pause, in milliseconds: about half a frame, so that the tray and the next poll do not wait. */
const CHUNK_MS = 8;

/**
 * Maps a long list without blocking the thread: other work can run after each chunk.
 * `map` is called for one item after the other, in order.
 */
export async function mapInChunks<T, R>(items: readonly T[], map: (item: T) => R): Promise<R[]> {
  const results: R[] = [];
  let until = performance.now() + CHUNK_MS;
  for (const item of items) {
    results.push(map(item));
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + CHUNK_MS;
  }
  return results;
}
