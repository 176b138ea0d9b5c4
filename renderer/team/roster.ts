import { searchAgents } from '../../electron/shared/agent-search.ts';
import { STATUSES, type Agent, type Status } from '../../electron/shared/model.ts';
import { mergeSorted, replaceSorted } from './merge-sorted.ts';
import { replacements } from './replacements.ts';

/**
 * The order of the list: who needs attention first and then by status; by status; by name without groups; by status
 * with the longest in it first.
 */
export type SortKey = 'attention' | 'status' | 'name' | 'time';

/** Which agents are wanted and in which order. */
export interface RosterQuery {
  readonly search: string;
  /** Empty means every status. */
  readonly statuses: ReadonlySet<Status>;
  readonly sort: SortKey;
}

/** The head of a group. */
export interface RosterGroup {
  readonly kind: 'group';
  readonly key: string;
  /** Null for those who need attention. */
  readonly status: Status | null;
  readonly count: number;
}

/** The line of one agent. */
export interface RosterAgent {
  readonly kind: 'agent';
  readonly key: string;
  readonly agent: Agent;
  /** Place among all shown agents, from 1. */
  readonly position: number;
  /** True while the list is held and the agent has left the team. */
  readonly isGone: boolean;
}

/** One line of the list. */
export type RosterItem = RosterGroup | RosterAgent;

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

function compareNames(a: Agent, b: Agent): number {
  return byName.compare(a.name, b.name) || (a.userId < b.userId ? -1 : 1);
}

/** Earlier starts first, unknown starts last, then by name; two unknown starts give NaN, which is falsy. */
function compareTimes(a: Agent, b: Agent): number {
  return (a.since.at ?? Infinity) - (b.since.at ?? Infinity) || compareNames(a, b);
}

/** Agents in order. Kept from one team to the next: of 5,000 agents a poll moves a few. */
export interface SortedAgents {
  readonly by: 'name' | 'time';
  /** The same agents as they were given. */
  readonly source: readonly Agent[];
  readonly agents: readonly Agent[];
}

/**
 * Sorts by name, or with the longest in status first.
 * @param before what this gave for another team: only who is not among them is put in place
 */
export function sortAgents(source: readonly Agent[], by: SortedAgents['by'], before?: SortedAgents): SortedAgents {
  const compare = by === 'name' ? compareNames : compareTimes;
  const known = before?.by === by ? before : { source: [], agents: [] };
  const changes = replacements(known.source, source);
  if (changes !== null) return { by, source, agents: replaceSorted(known.agents, changes, compare) };
  const added = new Set(source);
  const kept = known.agents.filter((agent) => added.delete(agent));
  return { by, source, agents: mergeSorted(kept, [...added].sort(compare), compare) };
}

/**
 * Who is wanted, sorted: what costs most, and changes only with the team and the question.
 * @param before what this gave for another team or question
 */
export function sortRoster(agents: readonly Agent[], query: RosterQuery, before?: SortedAgents): SortedAgents {
  return sortAgents(wanted(agents, query), query.sort === 'time' ? 'time' : 'name', before);
}

/**
 * The list as it should stand now: heads, each with its agents; a group without anybody has no head.
 * @param sorted agents from `sortRoster` with the same query
 * @param needing who of the team needs attention, in order
 */
export function arrangeRoster(sorted: readonly Agent[], query: RosterQuery, needing: readonly Agent[]): RosterItem[] {
  if (query.sort === 'name') return numbered(sorted);
  const first = query.sort === 'attention' ? wanted(needing, query) : [];
  const isFirst = new Set(first);
  const byStatus = new Map(STATUSES.map((status): [Status, Agent[]] => [status, []]));
  for (const agent of sorted) if (!isFirst.has(agent)) byStatus.get(agent.status)?.push(agent);
  return numbered([...group(null, first), ...[...byStatus].flatMap(([status, agents]) => group(status, agents))]);
}

function wanted(agents: readonly Agent[], { search, statuses }: RosterQuery): readonly Agent[] {
  const found = searchAgents(agents, search);
  return statuses.size === 0 ? found : found.filter(({ status }) => statuses.has(status));
}

function group(status: Status | null, agents: readonly Agent[]): (RosterGroup | Agent)[] {
  if (agents.length === 0) return [];
  const key = `group:${status ?? 'attention'}`;
  return [{ kind: 'group', key, status, count: agents.length }, ...agents];
}

/** Agents as lines, counted through from 1. */
function numbered(lines: readonly (RosterGroup | Agent)[]): RosterItem[] {
  let position = 0;
  return lines.map((line) => {
    if ('kind' in line) return line;
    position += 1;
    return { kind: 'agent', key: line.userId, agent: line, position, isGone: false };
  });
}

/**
 * The lines of `shown` in their old places with the agents' new data; used while pointer or focus is in the list.
 * An agent who has left stays as a line marked `isGone`, so that nothing moves under the pointer.
 */
export function holdRoster(shown: readonly RosterItem[], agents: readonly Agent[]): RosterItem[] {
  const byId = new Map(agents.map((agent) => [agent.userId, agent]));
  return shown.map((item) => {
    if (item.kind === 'group') return item;
    const agent = byId.get(item.agent.userId);
    if (agent === item.agent && !item.isGone) return item;
    return { ...item, agent: agent ?? item.agent, isGone: agent === undefined };
  });
}

/** Whether two lists hold the same lines in the same order. */
export function isSameOrder(a: readonly RosterItem[], b: readonly RosterItem[]): boolean {
  return a.length === b.length && a.every((item, index) => item.key === b[index]?.key);
}
