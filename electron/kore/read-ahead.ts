import type { Result } from '../shared/result.ts';

/** A list that ends earlier than expected costs so many calls for nothing. */
export const MAX_AHEAD = 11;

/** Reads the page at an offset, and begins to read those that are likely to follow. */
export type ReadAhead<T> = (offset: number, following: readonly number[]) => Promise<Result<T>>;

/**
 * Reads several pages at a time, of which each is answered when it is requested. A page ahead never waits for the rate limit:
 * where it would have to, it is read in its turn. Once a page is read again, or lies at another offset than expected, no
 * more is begun.
 * @param readAtOnce null where the rate limit would make the call wait
 */
export function createReadAhead<T>(
  read: (offset: number) => Promise<Result<T>>,
  readAtOnce: (offset: number) => Promise<{ readonly answer: Promise<Result<T>> } | null>,
): ReadAhead<T> {
  const begun = new Map<number, Promise<Result<T>>>();
  let isInOrder = true;

  async function begin(offsets: readonly number[]): Promise<void> {
    for (const offset of offsets) {
      if (begun.has(offset)) continue;
      if (begun.size === MAX_AHEAD) return;
      const underWay = await readAtOnce(offset);
      if (underWay === null) return;
      // Nobody may ever ask for it.
      underWay.answer.catch(() => undefined);
      begun.set(offset, underWay.answer);
    }
  }

  return async (offset, following) => {
    const ahead = begun.get(offset);
    begun.delete(offset);
    isInOrder &&= ahead !== undefined || begun.size === 0;
    const [page] = await Promise.all([ahead ?? read(offset), isInOrder ? begin(following) : null]);
    return page;
  };
}
