/**
 * Merges a few sorted items into many sorted ones; compares each of the few with some of the many only. Equal ones of
 * the many stay first.
 */
export function mergeSorted<T>(many: readonly T[], few: readonly T[], compare: (a: T, b: T) => number): T[] {
  const merged: T[] = [];
  let from = 0;
  for (const item of few) {
    const place = placeOf(item, many, from, compare);
    for (const before of many.slice(from, place)) merged.push(before);
    merged.push(item);
    from = place;
  }
  return merged.concat(many.slice(from));
}

/** Puts each `next` in its place and takes its `old` away; the order is that of different items, none equal to another. */
export function replaceSorted<T>(
  sorted: readonly T[],
  changes: readonly { readonly old: T; readonly next: T }[],
  compare: (a: T, b: T) => number,
): T[] {
  const replaced = [...sorted];
  for (const { old, next } of changes) {
    replaced.splice(replaced.indexOf(old), 1);
    replaced.splice(placeOf(next, replaced, 0, compare), 0, next);
  }
  return replaced;
}

/** The first place from `from` on whose item comes after `item`, by halving. */
function placeOf<T>(item: T, sorted: readonly T[], from: number, compare: (a: T, b: T) => number): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] as T, item) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
