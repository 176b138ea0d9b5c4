import { NO_COUNTS } from '../shared/team/counts.ts';
import { hasFreeSlot } from '../shared/team/free-slots.ts';
import {
  CHANNELS,
  isNarrowed,
  type Agent,
  type Channel,
  type NamedId,
  type QueueState,
  type Selection,
  type Status,
} from '../shared/model.ts';
import type { Members } from './directory/types.ts';
import type { Selecting } from './views/answer-selection.ts';
import type { AgentMatcher } from './views/view-matcher.ts';

/** A queue whose members are known. */
export interface KnownQueue extends Pick<QueueState, 'id' | 'name'> {
  readonly members: ReadonlySet<string>;
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The queues that the present team has all members of: a filter or a saved view may have left some out. */
export function watchedQueues(
  selection: Selection,
  listed: readonly NamedId[],
  { readWith, members: { ofQueue } }: Pick<Selecting, 'readWith' | 'members'>,
): readonly KnownQueue[] {
  const { queueIds } = selection.filter;
  const { queueIds: readIds, skillIds, agentIds } = readWith ?? selection.filter;
  const isCut = skillIds.length + agentIds.length > 0 || (readWith === null && isNarrowed(selection));
  if (isCut) return [];
  const names = new Map(listed.map(({ id, name }) => [id, name]));
  const wanted = queueIds.length > 0 ? [...new Set(queueIds)] : [...names.keys()];
  const known = wanted.flatMap((id): KnownQueue[] => {
    const serving = ofQueue(id);
    const isRead = readIds.length === 0 || readIds.includes(id);
    return serving === null || !isRead ? [] : [{ id, name: names.get(id) ?? id, members: serving }];
  });
  return queueIds.length > 0 ? known.sort((a, b) => byName.compare(a.name, b.name)) : known;
}

/**
 * Counts queues as they are now, in their order. The very same list, and the very same state of a queue, where nothing
 * is different from before.
 * @param isServed leaves out queues none of whose members in the team it takes; null leaves out none
 */
export function countQueues(
  before: readonly QueueState[],
  queues: readonly KnownQueue[],
  team: ReadonlyMap<string, Agent>,
  { members, isServed }: { readonly members: Members; readonly isServed: AgentMatcher | null },
): readonly QueueState[] {
  const hasSlots = [...team.values()].some(({ freeSlots }) => freeSlots !== undefined);
  const known = new Map(before.map((state) => [state.id, state]));
  const states: QueueState[] = [];
  for (const queue of queues) {
    const agents = membersIn(team, queue.members);
    if (isServed !== null && !agents.some(isServed)) continue;
    const next: QueueState = {
      id: queue.id,
      name: queue.name,
      ...coverOf(agents, hasSlots),
      left: members.leftQueue(queue.id),
      asOf: members.asOf(queue.id) ?? 0,
    };
    const last = known.get(queue.id);
    states.push(last !== undefined && isSameQueue(last, next) ? last : next);
  }
  const isSame = states.length === before.length && states.every((state, index) => state === before[index]);
  return isSame ? before : states;
}

function membersIn(team: ReadonlyMap<string, Agent>, members: ReadonlySet<string>): readonly Agent[] {
  const agents: Agent[] = [];
  for (const userId of members) {
    const agent = team.get(userId);
    if (agent !== undefined) agents.push(agent);
  }
  return agents;
}

/** How many of a queue's agents are in which status, and what they could take. */
function coverOf(
  agents: readonly Agent[],
  hasSlots: boolean,
): Pick<QueueState, 'counts' | 'ready' | 'soleCover' | 'freeSlots'> {
  const counts: Record<Status | 'total', number> = { ...NO_COUNTS };
  const slots: Partial<Record<Channel, number>> = {};
  const free: string[] = [];
  for (const agent of agents) {
    counts[agent.status] += 1;
    counts.total += 1;
    if (agent.status !== 'AVAILABLE') continue;
    if (hasFreeSlot(agent)) free.push(agent.userId);
    for (const channel of hasSlots ? CHANNELS : []) {
      const own = agent.freeSlots?.[channel];
      if (own !== undefined) slots[channel] = (slots[channel] ?? 0) + own.free;
    }
  }
  const [only = null] = free;
  return { counts, ready: free.length, soleCover: free.length === 1 ? only : null, freeSlots: hasSlots ? slots : null };
}

function isSameQueue(a: QueueState, b: QueueState): boolean {
  return (
    a.name === b.name &&
    a.asOf === b.asOf &&
    a.ready === b.ready &&
    a.soleCover === b.soleCover &&
    KEYS.every((status) => a.counts[status] === b.counts[status]) &&
    (a.freeSlots === null) === (b.freeSlots === null) &&
    CHANNELS.every((channel) => a.freeSlots?.[channel] === b.freeSlots?.[channel]) &&
    a.left.length === b.left.length &&
    a.left.every((userId, index) => userId === b.left[index])
  );
}

const KEYS = Object.keys(NO_COUNTS) as readonly (Status | 'total')[];
