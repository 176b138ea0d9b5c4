import { matcherOf } from '../shared/agent-search.ts';
import { diffAgents } from '../shared/delta.ts';
import { isNarrowed, type Agent, type Selection, type TeamDelta } from '../shared/model.ts';

type Agents = ReadonlyMap<string, Agent>;

/** Where a team differs from the one before. */
export type Difference = Pick<TeamDelta, 'changed' | 'removed'>;

/** The agents of a view as they are now, and where they differ from before. */
interface ViewedAgents extends Difference {
  readonly agents: Agents;
}

/** The selected part of the API's answer; the same map when that is all of it. */
export function project(all: Agents, selection: Selection): Agents {
  if (!isNarrowed(selection)) return all;
  const isSelected = matcherOf(selection);
  return new Map([...all].filter(([, agent]) => isSelected(agent)));
}

/** The agents of a view after the selection or the team may have changed completely: compares all of them. */
export function compareViewed(before: Agents, all: Agents, selection: Selection): ViewedAgents {
  const agents = project(all, selection);
  return { agents, ...diffAgents(before, agents) };
}

/** The agents of a view after a change of the team: compares only the changed. */
export function followViewed(
  before: Agents,
  all: Agents,
  { changed, removed }: Difference,
  selection: Selection,
): ViewedAgents {
  if (!isNarrowed(selection)) return { agents: all, changed, removed };
  const isSelected = matcherOf(selection);
  const present = changed.filter(isSelected);
  const absent = changed.filter((agent) => !isSelected(agent)).map(({ userId }) => userId);
  const gone = [...absent, ...removed].filter((userId) => before.has(userId));
  if (present.length + gone.length === 0) return { agents: before, changed: [], removed: [] };
  const agents = new Map(before);
  for (const userId of gone) agents.delete(userId);
  for (const agent of present) agents.set(agent.userId, agent);
  return { agents, changed: present, removed: gone };
}
