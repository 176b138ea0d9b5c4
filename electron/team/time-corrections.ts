import type { ZoneChange } from '../history/zone/api-times.ts';
import type { Agent, Since } from '../shared/model.ts';

/**
 * The agents once the server's clock is known for the first time. Times seen until then are by this computer's clock, which
 * is `clockOffsetMs` behind, and are corrected. Times of status details are by the server's clock already.
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
 * The agents once the assumed zone of status details is confirmed, or replaced by another one. With another zone, only what
 * was seen live is still known of a start until it is read again.
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
