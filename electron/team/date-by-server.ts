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
