import { createAvailability } from '../../electron/demo/availability.ts';
import { createWorld } from '../../electron/demo/world.ts';
import type { OpenStatus } from '../../electron/history/open-status.ts';
import { decodeAvailability } from '../../electron/kore/decode/availability.ts';
import type { PublishedQueue, TeamContent, TeamFacts } from '../../electron/relay/wire/types.ts';
import { countAgents, NO_COUNTS } from '../../electron/shared/team/counts.ts';
import type { Agent } from '../../electron/shared/model.ts';
import { createTeamMerge } from '../../electron/team/merge.ts';
import { confirm } from '../../electron/team/time-in-status.ts';

/** A Monday morning. */
export const TEAM_AT = Date.UTC(2026, 2, 2, 9);
const PACE_MS = 15_000;

export const QUIET_FACTS: TeamFacts = {
  counts: NO_COUNTS,
  ignored: 0,
  unread: [],
  health: { state: 'live', since: TEAM_AT, nextAt: TEAM_AT + PACE_MS, message: '' },
  paceMs: PACE_MS,
  clockOffsetMs: 0,
};

/** An agent about whom only the status matters. */
export function publishedAgent(userId: string, status: Agent['status'] = 'AVAILABLE', name = userId): Agent {
  const since = { at: TEAM_AT, precision: 'observed', toleranceMs: 0 } as const;
  return { userId, name, status, rawStatus: status, secondaryStatus: null, since };
}

/**
 * The demo's centre as a publisher sees it that polls every 15 s and has read all status details: with who serves which
 * queue, and with times in status as the live team finds them.
 */
export function createDemoTeam(agentCount: number): { poll(): TeamContent } {
  const world = createWorld({ seed: 1, agents: agentCount, timeZone: 'Europe/Berlin' });
  const availability = createAvailability(world);
  let now = TEAM_AT - PACE_MS;
  const merge = createTeamMerge({ now: () => now });
  let agents: ReadonlyMap<string, Agent> = new Map();

  const queues = world.queues.map(({ id, name }): PublishedQueue => {
    const members = world.agents.filter(({ queueIds }) => queueIds.includes(id)).map(({ userId }) => userId);
    return { id, name, members, left: [], asOf: TEAM_AT };
  });

  function openStatuses(): ReadonlyMap<string, OpenStatus | null> {
    return new Map(
      world.agents.map((agent) => {
        const open = world.segmentsOf(agent, now, now + 1)[0];
        return [agent.userId, open === undefined ? null : { ...open, startedAt: open.startsAt }];
      }),
    );
  }

  return {
    poll() {
      now += PACE_MS;
      const wire = decodeAvailability(JSON.parse(availability({}, now).body));
      if (wire === null) throw new Error('The demo answers as the document says.');
      const answer = { ...wire, receivedAt: now, isUnchanged: false };
      const merged = merge.merge(answer, { agents, asOf: agents.size === 0 ? null : now - PACE_MS }, PACE_MS);
      agents = confirm(merged.agents, openStatuses(), now).agents;
      const health = { ...QUIET_FACTS.health, nextAt: now + PACE_MS };
      return { ...QUIET_FACTS, counts: countAgents(agents.values()), health, agents: [...agents.values()], queues };
    },
  };
}
