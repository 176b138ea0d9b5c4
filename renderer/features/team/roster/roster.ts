import { searcherOf } from '../../../../electron/shared/agent-search.ts';
import { STATUSES, type Agent, type Status } from '../../../../electron/shared/model.ts';
import {
  putInPlace,
  takeAway,
  MOST_MOVES,
  replacements,
  COMPARE,
  type SortedAgents,
  type SortedBy,
} from './sorted-agents.ts';

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

/** In the order in which groups stand; `everybody` stands alone and has no head. */
const GROUP_NAMES = ['everybody', 'attention', ...STATUSES] as const;
export type GroupName = (typeof GROUP_NAMES)[number];

/** Agents that stand together, in order; never without anybody. */
export interface RosterGroup {
  readonly name: GroupName;
  readonly agents: readonly Agent[];
}

/** Who is wanted, in groups, and what that was arranged from. */
export interface Roster {
  readonly groups: readonly RosterGroup[];
  readonly sorted: SortedAgents;
  readonly query: RosterQuery;
  /** Who of the team needs attention, in order. */
  readonly needing: readonly Agent[];
}

/** How a team has to be sorted to be arranged in an order. */
export function sortedFor(sort: SortKey): SortedBy {
  return sort === 'time' ? 'time' : 'name';
}

/**
 * The list as it should stand now.
 * @param sorted the team in the order `sortedFor` names
 * @param needing who of the team needs attention, in order
 * @param before what this gave for another team: then only who changed is moved, where that is enough
 */
export function arrangeRoster(
  sorted: SortedAgents,
  query: RosterQuery,
  needing: readonly Agent[],
  before?: Roster,
): Roster {
  const next = { sorted, query, needing };
  const known = before?.query === query && before.sorted.by === sorted.by ? withMoves(before, next) : null;
  return { ...next, groups: known ?? groupAll(next) };
}

type Question = Omit<Roster, 'groups'>;

function groupAll(question: Question): RosterGroup[] {
  const isWanted = wantedBy(question.query);
  const first = firstNeeding(question);
  const isFirst = new Set(first);
  const groups = new Map<GroupName, Agent[]>([['attention', first]]);
  for (const agent of question.sorted.agents) {
    if (!isWanted(agent) || isFirst.has(agent)) continue;
    const name = groupOf(agent, question.query);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [agent]);
    else group.push(agent);
  }
  return inOrder(groups);
}

/** The groups of before with who changed moved from one to another; null when only the whole team gives them. */
function withMoves(before: Roster, next: Question): RosterGroup[] | null {
  const changes = replacements(before.sorted.team, next.sorted.team);
  if (changes === null) return null;
  const { first, leaving, coming } = attentionMoves(before, next);
  if (changes.length + leaving.length + coming.length > MOST_MOVES) return null;

  const groups = new Map<GroupName, readonly Agent[]>(before.groups.map(({ name, agents }) => [name, agents]));
  const edited = new Map<GroupName, Agent[]>();
  function edit(agent: Agent): Agent[] {
    const name = groupOf(agent, next.query);
    const list = edited.get(name) ?? [...(groups.get(name) ?? [])];
    edited.set(name, list);
    return list;
  }

  const isWanted = wantedBy(next.query);
  const gone = new Set(changes.map(({ old }) => old));
  // Who stood first, or was not wanted, is not found there and so not taken away.
  for (const agent of [...gone, ...coming]) takeAway(edit(agent), agent);
  for (const agent of [...changes.map((change) => change.next), ...leaving]) {
    if (!isWanted(agent) || first.includes(agent) || gone.has(agent)) continue;
    putInPlace(edit(agent), agent, COMPARE[next.sorted.by]);
  }
  return inOrder(new Map([...groups, ...edited, ['attention', first]]));
}

/** Who stands first, who did and no longer does, and who does now and did not. */
function attentionMoves(
  before: Roster,
  next: Question,
): Readonly<Record<'first' | 'leaving' | 'coming', readonly Agent[]>> {
  const stood = before.groups.find(({ name }) => name === 'attention')?.agents ?? [];
  if (before.needing === next.needing) return { first: stood, leaving: [], coming: [] };
  const first = firstNeeding(next);
  const [were, are] = withoutCommonEnds(stood, first);
  return { first, leaving: notIn(are, were), coming: notIn(were, are) };
}

/** Where two lists begin to differ, to where they end to: of many who stand first a poll moves a few. */
function withoutCommonEnds(a: readonly Agent[], b: readonly Agent[]): [readonly Agent[], readonly Agent[]] {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let [aEnd, bEnd] = [a.length, b.length];
  while (aEnd > from && bEnd > from && a[aEnd - 1] === b[bEnd - 1]) [aEnd, bEnd] = [aEnd - 1, bEnd - 1];
  return [a.slice(from, aEnd), b.slice(from, bEnd)];
}

function notIn(agents: readonly Agent[], others: readonly Agent[]): Agent[] {
  const known = new Set(agents);
  return others.filter((agent) => !known.has(agent));
}

/** Those who stand first because they need attention. */
function firstNeeding({ query, needing }: Question): Agent[] {
  return query.sort === 'attention' ? needing.filter(wantedBy(query)) : [];
}

/** Where an agent stands who does not need attention. */
function groupOf({ status }: Agent, { sort }: RosterQuery): GroupName {
  return sort === 'name' ? 'everybody' : status;
}

function wantedBy({ search, statuses }: RosterQuery): (agent: Agent) => boolean {
  const isFound = searcherOf(search);
  return (agent) => (statuses.size === 0 || statuses.has(agent.status)) && isFound(agent);
}

function inOrder(groups: ReadonlyMap<GroupName, readonly Agent[]>): RosterGroup[] {
  return GROUP_NAMES.flatMap((name) => {
    const agents = groups.get(name) ?? [];
    return agents.length === 0 ? [] : [{ name, agents }];
  });
}
