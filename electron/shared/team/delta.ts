import {
  CHANNELS,
  type Agent,
  type QueuesDelta,
  type QueueState,
  type SelfReported,
  type TeamDelta,
  type TeamSnapshot,
} from '../model.ts';

/** Whether two agents are the same in every field. */
export function isSameAgent(a: Agent, b: Agent): boolean {
  return (
    a.userId === b.userId &&
    a.name === b.name &&
    a.addition === b.addition &&
    a.status === b.status &&
    a.rawStatus === b.rawStatus &&
    a.secondaryStatus === b.secondaryStatus &&
    a.since.at === b.since.at &&
    a.since.precision === b.since.precision &&
    a.since.toleranceMs === b.since.toleranceMs &&
    a.since.seenAt === b.since.seenAt &&
    a.changedAfter === b.changedAfter &&
    isSameReport(a.selfReported, b.selfReported) &&
    isSameSlots(a.freeSlots, b.freeSlots)
  );
}

/** Whether two agents have the same slots on every channel. */
export function isSameSlots(a: Agent['freeSlots'], b: Agent['freeSlots']): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  return CHANNELS.every((of) => a[of]?.free === b[of]?.free && a[of]?.total === b[of]?.total);
}

function isSameReport(a: SelfReported | undefined, b: SelfReported | undefined): boolean {
  return (
    a?.primaryStatus === b?.primaryStatus &&
    a?.secondaryStatus === b?.secondaryStatus &&
    a?.startedAt === b?.startedAt &&
    a?.precision === b?.precision
  );
}

/** The agents of `next` that are new or differ from `previous`, and the user ids that are gone. */
export function diffAgents(
  previous: ReadonlyMap<string, Agent>,
  next: ReadonlyMap<string, Agent>,
): { readonly changed: Agent[]; readonly removed: string[] } {
  const changed = [...next.values()].filter((agent) => {
    const before = previous.get(agent.userId);
    return before !== agent && (before === undefined || !isSameAgent(before, agent));
  });
  const removed = [...previous.keys()].filter((userId) => !next.has(userId));
  return { changed, removed };
}

/** How one list of queues leads to another, in which a queue that is the same object has not changed. */
export function diffQueues(previous: readonly QueueState[], next: readonly QueueState[]): QueuesDelta {
  const before = new Set(previous);
  const changed = next.filter((queue) => !before.has(queue));
  const isSameList = previous.length === next.length && previous.every(({ id }, index) => id === next[index]?.id);
  return isSameList ? { changed } : { changed, ids: next.map(({ id }) => id) };
}

function withQueues(before: readonly QueueState[], delta: QueuesDelta | undefined): readonly QueueState[] {
  if (delta === undefined) return before;
  const states = new Map([...before, ...delta.changed].map((queue) => [queue.id, queue]));
  const { ids = before.map(({ id }) => id) } = delta;
  return ids.flatMap((id) => states.get(id) ?? []);
}

/** An agent in both teams, in another status than before. */
export interface StatusChange {
  readonly before: Agent;
  readonly after: Agent;
}

/**
 * Applies a delta to a snapshot. An older or repeated delta changes nothing; null says that one is missing in
 * between and the receiver has to ask for the snapshot. A snapshot from between the two
 * revisions of a composed delta is fine too: the delta has every agent who changed in between, as they are now.
 */
export function applyDelta(snapshot: TeamSnapshot, delta: TeamDelta): TeamSnapshot | null {
  if (delta.revision <= snapshot.revision) return snapshot;
  if (delta.base > snapshot.revision) return null;
  const { base: _base, changed, removed, queues, ...rest } = delta;
  const { unwatched } = snapshot;
  const agents = withChanges(snapshot.agents, changed, removed);
  return { unwatched, ...rest, agents, queues: withQueues(snapshot.queues, queues) };
}

/** More agents than leave while a window is hidden. Sending the team is cheaper than a longer list. */
const MAX_REMOVED = 10_000;

/**
 * One delta in place of two that follow each other: from the base of the first to the revision of the second. Where one
 * is missing in between, or too many have gone, it is the second alone, so that the receiver asks for the snapshot.
 */
export function composeDeltas(first: TeamDelta, second: TeamDelta): TeamDelta {
  if (first.revision !== second.base) return second;
  const changed = new Map(first.changed.map((agent) => [agent.userId, agent]));
  for (const userId of second.removed) changed.delete(userId);
  for (const agent of second.changed) changed.set(agent.userId, agent);
  const removed = new Set([...first.removed, ...second.removed]);
  if (removed.size > MAX_REMOVED) return second;
  return {
    ...(first.unwatched !== undefined && { unwatched: first.unwatched }),
    ...second,
    ...queuesOfBoth(first.queues, second.queues),
    base: first.base,
    changed: [...changed.values()],
    removed: [...removed],
  };
}

function queuesOfBoth(first: QueuesDelta | undefined, second: QueuesDelta | undefined): Pick<TeamDelta, 'queues'> {
  if (first === undefined || second === undefined) {
    const queues = second ?? first;
    return queues === undefined ? {} : { queues };
  }
  const ids = second.ids ?? first.ids;
  const changed = new Map([...first.changed, ...second.changed].map((queue) => [queue.id, queue]));
  return { queues: { changed: [...changed.values()], ...(ids !== undefined && { ids }) } };
}

/** The index of each agent in a list; lists with the same agents in the same order share one map. */
const indexesOf = new WeakMap<readonly Agent[], ReadonlyMap<string, number>>();

/** Known agents keep their place and new ones come last. While nobody comes or goes, only the changed are searched. */
function withChanges(before: readonly Agent[], changed: readonly Agent[], removed: readonly string[]): Agent[] {
  const indexes = indexesOf.get(before) ?? new Map(before.map(({ userId }, index) => [userId, index]));
  const isSameTeam = removed.length === 0 && changed.every(({ userId }) => indexes.has(userId));
  if (!isSameTeam) return withComeAndGone(before, changed, removed);
  const agents = [...before];
  for (const agent of changed) agents[indexes.get(agent.userId) as number] = agent;
  indexesOf.set(agents, indexes);
  return agents;
}

function withComeAndGone(before: readonly Agent[], changed: readonly Agent[], removed: readonly string[]): Agent[] {
  const agents = new Map(before.map((agent) => [agent.userId, agent]));
  for (const userId of removed) agents.delete(userId);
  for (const agent of changed) agents.set(agent.userId, agent);
  return [...agents.values()];
}
