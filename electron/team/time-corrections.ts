import type { ZoneChange } from '../history/api-times.ts';
import type { Agent, Since } from '../shared/model.ts';

/**
 * The agents as they are once the server's clock is heard of for the first time: what was seen until then was dated by
 * this computer's, which is `clockOffsetMs` behind. Times of status details are the server's own.
 */
export function dateByServer(agents: ReadonlyMap<string, Agent>, clockOffsetMs: number): ReadonlyMap<string, Agent> {
  if (clockOffsetMs === 0) return agents;
  return new Map([...agents].map(([userId, agent]) => [userId, seenLater(agent, clockOffsetMs)]));
}

function seenLater(agent: Agent, byMs: number): Agent {
  const { since, changedAfter } = agent;
  return {
    ...agent,
    ...(changedAfter !== undefined && { changedAfter: changedAfter + byMs }),
    since: sinceLater(since, byMs),
  };
}

function sinceLater(since: Since, byMs: number): Since {
  const { at, precision, seenAt } = since;
  if (seenAt !== undefined) return { ...since, seenAt: seenAt + byMs };
  return at === null || precision === 'exact' ? since : { ...since, at: at + byMs };
}

/**
 * The agents once it is known that the times of status details are in the zone that was assumed, or are read in another one
 * from now on: what was seen live then is all that is still known of a start, until it is read again.
 */
export function withZone(
  agents: ReadonlyMap<string, Agent>,
  change: ZoneChange | undefined,
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
