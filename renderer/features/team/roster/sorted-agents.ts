import type { Agent } from '../../../../electron/shared/model.ts';
import { mergeSorted, putInPlace, takeAway, replacements } from './merge-sorted.ts';

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
