import { isSameAgent } from '../../shared/team/delta.ts';
import type { Agent } from '../../shared/model.ts';
import type { PublishedQueue, TeamChange, TeamContent, TeamFacts } from './types.ts';

/** As many are seldom gone from one place at once. */
const NEAR = 50;

/** How one content of a view leads to the next one, which belongs to the revision after `base`. */
export function changeBetween(before: TeamContent, after: TeamContent, base: number): TeamChange {
  const { changed, removed } = changedAgents(before.agents, after.agents);
  const known = new Map(before.queues.map((queue) => [queue.id, queue]));
  const queues = after.queues.filter((queue) => !isSameQueue(known.get(queue.id), queue));
  const isSameList =
    before.queues.length === after.queues.length &&
    before.queues.every(({ id }, index) => id === after.queues[index]?.id);
  return {
    base,
    ...factsOf(after),
    changed,
    removed,
    ...(queues.length > 0 && { queues }),
    ...(!isSameList && { queueIds: after.queues.map(({ id }) => id) }),
  };
}

/**
 * Both lists are nearly in the same order, so that nearly everybody is found where the one before them was: maps of a large
 * team, for each view and poll, would be megabytes of garbage.
 */
function changedAgents(before: readonly Agent[], after: readonly Agent[]): Pick<TeamChange, 'changed' | 'removed'> {
  const passed = new Map<string, Agent>();
  const changed: Agent[] = [];
  const elsewhere: Agent[] = [];
  let next = 0;
  const pass = (end: number): void => {
    for (const agent of before.slice(next, end)) passed.set(agent.userId, agent);
    next = end;
  };
  const compare = (was: Agent | undefined, agent: Agent): void => {
    if (was !== agent && (was === undefined || !isSameAgent(was, agent))) changed.push(agent);
  };
  for (const agent of after) {
    const place = placeNear(before, next, agent.userId);
    if (place === null) {
      elsewhere.push(agent);
      continue;
    }
    pass(place);
    compare(before[place], agent);
    next += 1;
  }
  pass(before.length);
  for (const agent of elsewhere) {
    compare(passed.get(agent.userId), agent);
    passed.delete(agent.userId);
  }
  return { changed, removed: [...passed.keys()] };
}

function placeNear(agents: readonly Agent[], from: number, userId: string): number | null {
  for (let place = from; place < agents.length && place < from + NEAR; place += 1)
    if (agents[place]?.userId === userId) return place;
  return null;
}

/**
 * One change in place of two that follow each other. It holds all that was ever other in between, so that it applies to each
 * revision from the base of the first on: who changed and changed back is in it.
 */
export function composed(first: TeamChange, second: TeamChange): TeamChange {
  const changed = agentsById(first.changed);
  for (const userId of second.removed) changed.delete(userId);
  for (const agent of second.changed) changed.set(agent.userId, agent);
  const queueIds = second.queueIds ?? first.queueIds;
  const queues = [...queuesById([...(first.queues ?? []), ...(second.queues ?? [])]).values()];
  return {
    base: first.base,
    ...factsOf(second),
    changed: [...changed.values()],
    removed: [...new Set([...first.removed, ...second.removed])],
    ...(queues.length > 0 && { queues }),
    ...(queueIds !== undefined && { queueIds }),
  };
}

/** A content after a change. Whoever did not change is the same object as before; agents are in no order, queues are. */
export function withChange(content: TeamContent, change: TeamChange): TeamContent {
  const agents = agentsById(content.agents);
  for (const userId of change.removed) agents.delete(userId);
  for (const agent of change.changed) agents.set(agent.userId, agent);
  const queues = queuesById([...content.queues, ...(change.queues ?? [])]);
  const { queueIds = [...queues.keys()] } = change;
  return {
    ...factsOf(change),
    agents: [...agents.values()],
    queues: queueIds.flatMap((id) => queues.get(id) ?? []),
  };
}

function factsOf({ counts, ignored, unread, health, paceMs, clockOffsetMs }: TeamFacts): TeamFacts {
  return { counts, ignored, unread, health, paceMs, clockOffsetMs };
}

function agentsById(agents: readonly Agent[]): Map<string, Agent> {
  const byId = new Map<string, Agent>();
  for (const agent of agents) byId.set(agent.userId, agent);
  return byId;
}

function queuesById(queues: readonly PublishedQueue[]): Map<string, PublishedQueue> {
  return new Map(queues.map((queue) => [queue.id, queue]));
}

function isSameQueue(a: PublishedQueue | undefined, b: PublishedQueue): boolean {
  if (a === b) return true;
  return a?.name === b.name && a.asOf === b.asOf && isSameList(a.members, b.members) && isSameList(a.left, b.left);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]));
}
