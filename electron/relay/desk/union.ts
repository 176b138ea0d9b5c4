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

/** A queue that lies in several views has the members of each: who serves it in one of them has not left it. */
function queuesOf(teams: readonly ViewTeam[], localTime: PublisherWatch['localTime']): readonly PublishedQueue[] {
  const queues = new Map<string, PublishedQueue>();
  for (const { content, stamp } of teams) {
    for (const queue of content.queues) {
      const before = queues.get(queue.id);
      const asOf = localTime(queue.asOf, stamp);
      queues.set(queue.id, { ...queue, ...(before !== undefined && together(before, queue)), asOf });
    }
  }
  return [...queues.values()];
}

function together(a: PublishedQueue, b: PublishedQueue): Pick<PublishedQueue, 'members' | 'left'> {
  const serving = new Set([...a.members, ...b.members]);
  return {
    members: [...serving],
    left: [...new Set([...a.left, ...b.left])].filter((userId) => !serving.has(userId)),
  };
}
