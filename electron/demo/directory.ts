import type { DemoAgent } from './agents.ts';
import { isObject, isStrings, REFUSALS, type Answer } from './answers.ts';
import { mix } from './random.ts';
import type { DemoGroup, DemoQueue } from './types.ts';
import type { LiveStatus, World } from './world.ts';

/** The documents by which queues and skills have names: "List Queues", "List Agents or Queues" and those of skill groups. */
export interface Directory {
  queues(search: URLSearchParams): Answer;
  queueAgents(body: unknown): Answer;
  skillGroups(search: URLSearchParams): Answer;
  skillsOf(groupId: string, search: URLSearchParams): Answer;
}

/** The names of a world's queues and skills, and who belongs to them. */
export function createDirectory(world: World): Directory {
  const { agents, queues, skillGroups } = world;
  return {
    queues: (search) => pageOf(search, queues, (queue) => queueEntry(world, queue)),
    queueAgents(body) {
      if (!isObject(body)) return REFUSALS.badArguments;
      const { queueIds, agentIds } = body;
      if (isStrings(queueIds)) return json(agents.filter((agent) => hasAny(agent.queueIds, queueIds)).map(memberOf));
      if (!isStrings(agentIds)) return REFUSALS.badArguments;
      return json([...new Set(agents.filter(({ id }) => agentIds.includes(id)).flatMap(({ queueIds: ids }) => ids))]);
    },
    skillGroups: (search) => pageOf(search, skillGroups, ({ id, name }) => ({ id, name, description: name })),
    skillsOf(groupId, search) {
      const group = skillGroups.find(({ id }) => id === groupId);
      if (!group) return REFUSALS.notFound;
      const countOf = ({ id }: DemoGroup): number => agents.filter(({ skillIds }) => skillIds.includes(id)).length;
      return pageOf(search, group.skills, (skill) => ({ ...skill, agents: countOf(skill), skillGroupId: groupId }));
    },
  };
}

function queueEntry({ agents, skills }: World, queue: DemoQueue): object {
  return {
    id: queue.id,
    name: queue.name,
    isActive: true,
    agents: agents
      .filter(({ queueIds }) => queueIds.includes(queue.id))
      .map(({ userId, skillIds, ...agent }) => ({
        userId,
        name: fullName(agent),
        isPreferredAgent: false,
        skills: skills.filter(({ id }) => skillIds.includes(id)),
      })),
    skills: queue.skills,
    agentGroups: [],
  };
}

function memberOf({ id, userId, ...agent }: DemoAgent): object {
  return { userId, aId: id, name: fullName(agent), profImage: 'no-avatar' };
}

function fullName({ firstName, lastName }: Pick<DemoAgent, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`;
}

/** The sources of the demo's conversations: a queue has a row for each of them. */
const CHANNELS = ['Voice', 'rtm', 'emailInst-support'];
const MAX_ROWS = 1_000;
const MAX_RANGE_MS = 86_400_000;

/** The document "Queue Performance", of which the demo knows three of the metrics. */
export function queuePerformance(world: World, search: URLSearchParams, body: unknown, now: number): Answer {
  if (!isObject(body)) return REFUSALS.badArguments;
  const {
    startDate,
    endDate,
    queues = [],
    channels = [],
    direction = [],
    projection = [],
    limit = 100,
    offset = 0,
  } = body;
  const rangeMs = Date.parse(String(endDate)) - Date.parse(String(startDate));
  if (!(rangeMs >= 0 && rangeMs <= MAX_RANGE_MS) || !isCount(limit, MAX_ROWS) || !isCount(offset, Infinity)) {
    return REFUSALS.badArguments;
  }
  if (![queues, channels, direction, projection].every(isStrings)) return REFUSALS.badArguments;
  const isIn = (list: unknown, value: string): boolean =>
    isStrings(list) && (list.length === 0 || list.includes(value));
  const sign = search.get('sortBy') === 'queueName:desc' ? -1 : 1;
  const rows = isIn(direction, 'Inbound')
    ? world.queues
        .filter(({ id }) => isIn(queues, id))
        .toSorted((a, b) => sign * a.name.localeCompare(b.name, 'en'))
        .flatMap((queue) =>
          CHANNELS.filter((channel) => isIn(channels, channel)).map((channel) => ({ queue, channel })),
        )
    : [];
  const finalResult = rows.slice(offset, offset + limit).map(({ queue, channel }) => {
    const metrics = {
      agentStatusCount: () => statusCount(world, queue, now),
      waiting: () => mix(CHANNELS.indexOf(channel), Math.floor(now / 60_000), queue.name.length) % 3,
      skillsInQueue: () => queue.skills.map(({ id, name }) => ({ skillId: id, skillName: name })),
    };
    const wanted = Object.entries(metrics).filter(([name]) => isIn(projection, name));
    const values = Object.fromEntries(wanted.map(([name, read]) => [name, read()]));
    return { queueId: queue.id, queueName: queue.name, channel, direction: 'Inbound', ...values };
  });
  return json({ finalResult, hasMore: offset + limit < rows.length, offset, limit, totalResults: rows.length });
}

function statusCount(world: World, queue: DemoQueue, now: number): Record<Lowercase<LiveStatus>, number> {
  const statuses = world.agents
    .filter(({ queueIds }) => queueIds.includes(queue.id))
    .map((agent) => world.liveAt(agent, now).status);
  const count = (wanted: LiveStatus): number => statuses.filter((status) => status === wanted).length;
  return { available: count('AVAILABLE'), away: count('AWAY'), busy: count('BUSY'), offline: count('OFFLINE') };
}

/** One page in the shape of the lists; pages count from 1 and have 10 entries unless `limit` says otherwise. */
function pageOf<T>(search: URLSearchParams, all: readonly T[], entryOf: (item: T) => object): Answer {
  const page = Number(search.get('page') ?? 1);
  const limit = Number(search.get('limit') ?? 10);
  if (!isCount(page, Infinity) || !isCount(limit, MAX_ROWS) || page * limit === 0) return REFUSALS.badArguments;
  const results = all.slice((page - 1) * limit, page * limit).map(entryOf);
  const totalPages = Math.ceil(all.length / limit);
  return json({ results, page, limit, hasMore: page < totalPages, totalPages, totalResults: all.length });
}

function isCount(value: unknown, max: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max;
}

function hasAny(ids: readonly string[], wanted: readonly string[]): boolean {
  return ids.some((id) => wanted.includes(id));
}

function json(value: unknown): Answer {
  return { status: 200, body: JSON.stringify(value) };
}
