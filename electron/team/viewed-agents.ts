import { diffAgents } from '../shared/team/delta.ts';
import type { Agent, TeamDelta } from '../shared/model.ts';
import type { AgentMatcher } from './views/view-matcher.ts';

type Agents = ReadonlyMap<string, Agent>;

/** Where a team differs from the one before. */
export type Difference = Pick<TeamDelta, 'changed' | 'removed'>;

/** The agents of a view as they are now, and where they differ from before. */
interface ViewedAgents extends Difference {
  readonly agents: Agents;
}

/** The part of a team that is in a view; the same map when that is all of it, as for a view of null. */
export function project(all: Agents, isViewed: AgentMatcher | null): Agents {
  if (isViewed === null) return all;
  const agents = new Map<string, Agent>();
  for (const [userId, agent] of all) if (isViewed(agent)) agents.set(userId, agent);
  return agents;
}

/** The agents of a view after the selection or the team may have changed completely: compares all of them. */
export function compareViewed(before: Agents, all: Agents, isViewed: AgentMatcher | null): ViewedAgents {
  const agents = project(all, isViewed);
  return { agents, ...diffAgents(before, agents) };
}

/** The agents of a view after a change of the team: compares only the changed. */
export function followViewed(
  before: Agents,
  all: Agents,
  { changed, removed }: Difference,
  isViewed: AgentMatcher | null,
): ViewedAgents {
  if (isViewed === null) return { agents: all, changed, removed };
  const present = changed.filter(isViewed);
  const absent = changed.filter((agent) => !isViewed(agent)).map(({ userId }) => userId);
  const gone = [...absent, ...removed].filter((userId) => before.has(userId));
  if (present.length + gone.length === 0) return { agents: before, changed: [], removed: [] };
  const agents = new Map(before);
  for (const userId of gone) agents.delete(userId);
  for (const agent of present) agents.set(agent.userId, agent);
  return { agents, changed: present, removed: gone };
}
