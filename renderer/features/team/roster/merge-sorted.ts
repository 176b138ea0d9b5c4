import type { Agent } from '../../../../electron/shared/model.ts';

type Compare<T> = (a: T, b: T) => number;

/**
 * Merges a few sorted items into many sorted ones; compares each of the few with some of the many only. Equal ones of
 * the many stay first.
 */
export function mergeSorted<T>(many: readonly T[], few: readonly T[], compare: Compare<T>): T[] {
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

/** Puts an item in its place among sorted ones, after those equal to it. */
export function putInPlace<T>(sorted: T[], item: T, compare: Compare<T>): void {
  sorted.splice(placeOf(item, sorted, 0, compare), 0, item);
}

/** Takes an item away where it is among the items. */
export function takeAway<T>(items: T[], item: T): void {
  const place = items.indexOf(item);
  if (place !== -1) items.splice(place, 1);
}

/** The first place from `from` on whose item comes after `item`, by halving. */
export function placeOf<T>(item: T, sorted: readonly T[], from: number, compare: Compare<T>): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] as T, item) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An agent whose data changed: as it was, and as it is. */
export interface Replacement {
  readonly old: Agent;
  readonly next: Agent;
}

/** With more of them, going through the whole team costs less than putting each in its place. */
export const MOST_MOVES = 200;

/**
 * Who changed from one team to the next, in the order of the team. Null when somebody came, left or stands elsewhere,
 * or when very many changed: then all of it has to be computed anew.
 */
export function replacements(before: readonly Agent[], after: readonly Agent[]): readonly Replacement[] | null {
  if (before.length !== after.length) return null;
  const found: Replacement[] = [];
  if (before === after) return found;
  // By index, and not by entries: of 5,000 agents a few differ, and an iterator would cost more than all the rest.
  for (let index = 0; index < after.length; index += 1) {
    const [old, next] = [before[index] as Agent, after[index] as Agent];
    if (old === next) continue;
    if (old.userId !== next.userId || found.length === MOST_MOVES) return null;
    found.push({ old, next });
  }
  return found;
}
