import type { DemoAgent } from './agents.ts';
import { isObject, isStrings, REFUSALS, type Answer } from './answers.ts';
import { channelCapacity, isDigital } from './capacity.ts';
import type { Live, LiveStatus, World } from './world.ts';

/** Different filters remembered within one second. */
const REMEMBERED = 16;

/** The filters of the document; an absent or empty one does not restrict. */
interface AvailabilityFilter {
  readonly skillIds: readonly string[];
  readonly queueIds: readonly string[];
  readonly agentIds: readonly string[];
}

/**
 * The document "Agents availability": who is in which of the four buckets at `now`. Kinds of filter combine with AND,
 * ids of one kind with OR, an unknown id matches nobody, and an id of another kind is refused; the document leaves all
 * of this open.
 *
 * Statuses change on whole seconds only, so the answer of a second is kept until the next.
 */
export function createAvailability(world: World): (body: unknown, now: number) => Answer {
  const people = world.agents.map(personOf);
  const rowOf = (agent: DemoAgent, live: Live, now: number): string =>
    `${people[agent.index] ?? ''},"channelCapacity":${JSON.stringify(channelCapacity(agent, live, now))}}`;
  let second = Number.NaN;
  const answers = new Map<string, Answer>();
  return (body, now) => {
    const filter = filterOf(body);
    if (!filter || !areOfTheirKind(filter)) return REFUSALS.badArguments;
    if (second !== Math.floor(now / 1_000) || answers.size >= REMEMBERED) answers.clear();
    second = Math.floor(now / 1_000);
    const key = JSON.stringify(filter);
    const answer = answers.get(key) ?? { status: 200, body: bucketsOf(world, rowOf, filter, now) };
    answers.set(key, answer);
    return answer;
  };
}

/** Whether a body of availability asks for everybody, and whether for members of a queue. */
export function kindOfRead(body: unknown): 'everybody' | 'queue-members' | 'other' {
  const filter = filterOf(body);
  if (filter === undefined) return 'other';
  if (filter.queueIds.length > 0) return 'queue-members';
  return filter.skillIds.length + filter.agentIds.length === 0 ? 'everybody' : 'other';
}

function filterOf(body: unknown): AvailabilityFilter | undefined {
  if (!isObject(body)) return undefined;
  const { skillIds = [], queueIds = [], agentIds = [] } = body;
  if (!isStrings(skillIds) || !isStrings(queueIds) || !isStrings(agentIds)) return undefined;
  return { skillIds, queueIds, agentIds };
}

/** Whether ids have the form of the document; a queue's id among the agents' is a mistake to refuse. */
function areOfTheirKind({ queueIds, skillIds, agentIds }: AvailabilityFilter): boolean {
  const all = (ids: readonly string[], form: RegExp): boolean => ids.every((id) => form.test(id));
  return all(queueIds, /^qu-/) && all(skillIds, /^[0-9a-f]{24}$/) && all(agentIds, /^a-/);
}

/** What never changes of a row of the document, as JSON text that is still open; written once. */
function personOf(agent: DemoAgent): string {
  const row = JSON.stringify({
    _id: agent.id,
    userId: agent.userId,
    firstName: agent.firstName,
    lastName: agent.lastName,
    emailId: agent.email,
    customId: agent.customId,
    phoneNumber: agent.phoneNumber,
    isDigitalEnabled: isDigital(agent),
  });
  return row.slice(0, -1);
}

function bucketsOf(
  world: World,
  rowOf: (agent: DemoAgent, live: Live, now: number) => string,
  filter: AvailabilityFilter,
  now: number,
): string {
  const buckets: Record<LiveStatus, string[]> = { AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] };
  const isWanted = createMatch(filter);
  for (const agent of world.agents) {
    if (!isWanted(agent)) continue;
    const live = world.liveAt(agent, now);
    buckets[live.status].push(rowOf(agent, live, now));
  }
  return `{${Object.entries(buckets)
    .map(([status, members]) => `"${status}":[${members.join(',')}]`)
    .join(',')}}`;
}

function createMatch(filter: AvailabilityFilter): (agent: DemoAgent) => boolean {
  const skills = new Set(filter.skillIds);
  const queues = new Set(filter.queueIds);
  const ids = new Set(filter.agentIds);
  return (agent) =>
    (skills.size === 0 || agent.skillIds.some((id) => skills.has(id))) &&
    (queues.size === 0 || agent.queueIds.some((id) => queues.has(id))) &&
    (ids.size === 0 || ids.has(agent.id));
}
