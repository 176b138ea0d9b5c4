import type { Agent } from '../../../../electron/shared/model.ts';

/** By name, or with the longest in status first. */
export type SortedBy = 'name' | 'time';

/** A team in order. Kept from one team to the next: of 5,000 agents a poll moves a few. */
export interface SortedAgents {
  readonly by: SortedBy;
  /** The same agents as they were given. */
  readonly team: readonly Agent[];
  readonly agents: readonly Agent[];
}

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

function compareNames(a: Agent, b: Agent): number {
  return (
    byName.compare(a.name, b.name) ||
    byName.compare(a.addition ?? '', b.addition ?? '') ||
    (a.userId < b.userId ? -1 : 1)
  );
}

/** Earlier starts first, unknown starts last, then by name; two unknown starts give NaN, which is falsy. */
function compareTimes(a: Agent, b: Agent): number {
  return (a.since.at ?? Infinity) - (b.since.at ?? Infinity) || compareNames(a, b);
}

/** Compares two agents as `sortAgents` does. Different agents are never equal, so that the order never flickers. */
export const COMPARE = { name: compareNames, time: compareTimes } as const satisfies Readonly<
  Record<SortedBy, (a: Agent, b: Agent) => number>
>;

/**
 * Sorts a team.
 * @param before what this gave for another team: only who is not among them is put in place
 */
export function sortAgents(team: readonly Agent[], by: SortedBy, before?: SortedAgents): SortedAgents {
  const known = before?.by === by ? before : { team: [], agents: [] };
  const changes = replacements(known.team, team);
  if (changes === null) return { by, team, agents: mergeNew(known.agents, team, by) };
  if (changes.length === 0) return { by, team, agents: known.agents };
  const agents = [...known.agents];
  for (const { old, next } of changes) {
    takeAway(agents, old);
    putInPlace(agents, next, COMPARE[by]);
  }
  return { by, team, agents };
}

function mergeNew(sorted: readonly Agent[], team: readonly Agent[], by: SortedBy): readonly Agent[] {
  const added = new Set(team);
  const kept = sorted.filter((agent) => added.delete(agent));
  return mergeSorted(kept, [...added].sort(COMPARE[by]), COMPARE[by]);
}

type Compare<T> = (a: T, b: T) => number;

/**
 * Merges a few sorted items into many sorted ones; compares each of the few with some of the many only. Equal ones of
 * the many stay first.
 */
function mergeSorted<T>(many: readonly T[], few: readonly T[], compare: Compare<T>): T[] {
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
function placeOf<T>(item: T, sorted: readonly T[], from: number, compare: Compare<T>): number {
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
