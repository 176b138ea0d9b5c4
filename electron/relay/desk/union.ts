import type { Agent } from '../../shared/model.ts';
import type { FeedTeam } from '../wire/team-feed.ts';
import type { PublishedQueue, Stamp, TeamContent } from '../wire/types.ts';
import type { PublisherWatch } from './publisher-watch.ts';

/** One view as a desk has it. */
export interface ViewTeam {
  readonly view: string;
  readonly content: TeamContent;
  readonly stamp: Stamp;
}

/** The views together, each agent and each queue once; null without any. */
export function unionOf(
  teams: readonly ViewTeam[],
  clock: Pick<PublisherWatch, 'localTime' | 'clockOffsetMs'>,
  now: number,
): FeedTeam | null {
  const last = teams.at(-1);
  if (last === undefined) return null;
  const { ignored, unread, health, paceMs, clockOffsetMs } = last.content;
  const offsetMs = clock.clockOffsetMs(last.stamp);
  const localTime = (at: number): number => clock.localTime(at, last.stamp);
  const agents = new Map<string, Agent>();
  for (const { content } of teams) for (const agent of content.agents) agents.set(agent.userId, agent);
  return {
    // The oldest, so that nobody is said to be later than they are; until the clocks were compared nothing is later than now.
    asOf: Math.min(now, ...teams.map(({ stamp }) => clock.localTime(stamp.asOf, stamp))),
    clockOffsetMs: offsetMs === null ? clockOffsetMs : offsetMs + (clockOffsetMs ?? 0),
    agents,
    queues: queuesOf(teams, clock.localTime),
    members: new Map(teams.map(({ view, content }) => [view, new Set(content.agents.map(({ userId }) => userId))])),
    counts: new Map(teams.map(({ view, content }) => [view, content.counts])),
    ...{ ignored, unread, paceMs },
    health: {
      ...health,
      since: localTime(health.since),
      nextAt: health.nextAt === null ? null : localTime(health.nextAt),
    },
  };
}

function queuesOf(teams: readonly ViewTeam[], localTime: PublisherWatch['localTime']): readonly PublishedQueue[] {
  const queues = new Map<string, PublishedQueue>();
  for (const { queue, stamp } of teams.flatMap(({ content, stamp: of }) =>
    content.queues.map((each) => ({ queue: each, stamp: of })),
  )) {
    const { members, left } = queues.get(queue.id) ?? { members: [], left: [] };
    const serving = new Set([...members, ...queue.members]);
    queues.set(queue.id, {
      ...queue,
      members: [...serving],
      left: [...new Set([...left, ...queue.left])].filter((userId) => !serving.has(userId)),
      asOf: localTime(queue.asOf, stamp),
    });
  }
  return [...queues.values()];
}
