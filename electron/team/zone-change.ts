import type { Agent, Since } from '../shared/model.ts';
import type { ReadStatuses } from './details-types.ts';

/**
 * The agents once it is known that the times of status details are in the zone that was assumed, or are read in another one
 * from now on: what was seen live then is all that is still known of a start, until it is read again.
 */
export function withZone(
  agents: ReadonlyMap<string, Agent>,
  change: ReadStatuses['zoneChange'],
  now: number,
): ReadonlyMap<string, Agent> {
  if (change === undefined) return agents;
  return new Map(
    [...agents].map(([userId, agent]) => [userId, change === 'settled' ? settled(agent) : unread(agent, now)]),
  );
}

function settled(agent: Agent): Agent {
  const { since, selfReported } = agent;
  const { precision, ...report } = selfReported ?? {};
  return {
    ...agent,
    ...(selfReported !== undefined && precision === 'assumed' && { selfReported: report as typeof selfReported }),
    since: since.precision === 'assumed' ? { at: since.at, precision: 'exact', toleranceMs: 0 } : since,
  };
}

function unread({ selfReported: _, ...agent }: Agent, now: number): Agent {
  return { ...agent, since: seenLive(agent.since, now) };
}

function seenLive(since: Since, now: number): Since {
  const isRead = since.precision === 'exact' || since.precision === 'assumed';
  return isRead ? { at: since.seenAt ?? now, precision: 'at-least', toleranceMs: 0 } : since;
}
