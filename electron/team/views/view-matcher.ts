import { matcherOf } from '../../shared/names/agent-search.ts';
import { isNarrowed, type Agent, type Selection, type TeamFilter } from '../../shared/model.ts';
import type { Members } from '../directory/types.ts';

/** The test whether an agent is selected. */
export type AgentMatcher = (agent: Agent) => boolean;
/** The same where the id is enough. */
export type IdMatcher = (agent: Pick<Agent, 'userId'>) => boolean;

/** The ids of a filter's queues and skills whose members are not known: it can only be sent to the API. */
export function unknownIn(
  { viewId, queueIds, skillIds }: TeamFilter,
  { ofView, ofQueue, ofSkill }: Members,
): readonly string[] {
  return [
    ...(viewId !== undefined && ofView(viewId) === null ? [viewId] : []),
    ...queueIds.filter((id) => ofQueue(id) === null),
    ...skillIds.filter((id) => ofSkill(id) === null),
  ];
}

/**
 * Makes the test whether a filter selects an agent of an unfiltered answer: one entry of each list that has any. Its
 * members must be known.
 */
export function filterMatcher(
  { viewId, queueIds, skillIds, agentIds }: TeamFilter,
  { ofView, ofQueue, ofSkill }: Members,
  agentIdOf: (userId: string) => string | null = () => null,
): IdMatcher {
  const inView = inAnyOf(viewId === undefined ? [] : [ofView(viewId)]);
  const inQueues = inAnyOf(queueIds.map(ofQueue));
  const inSkills = inAnyOf(skillIds.map(ofSkill));
  const named = new Set(agentIds);
  const isNamed = (userId: string): boolean =>
    named.size === 0 || named.has(userId) || named.has(agentIdOf(userId) ?? userId);
  return ({ userId }) => inView(userId) && inQueues(userId) && inSkills(userId) && isNamed(userId);
}

/** There may be many: they are put together once instead of being searched for each agent. */
function inAnyOf(sets: readonly (ReadonlySet<string> | null)[]): (userId: string) => boolean {
  if (sets.length === 0) return () => true;
  const all = sets.length === 1 ? sets[0] : new Set(sets.flatMap((set) => [...(set ?? [])]));
  return (userId) => all?.has(userId) === true;
}

/**
 * Makes the test whether an agent is in a view, where `isInFilter` is what its filter selects; null where that is
 * everybody.
 */
export function viewMatcher(selection: Selection, isInFilter: AgentMatcher | null = null): AgentMatcher | null {
  const isSelected = isNarrowed(selection) ? matcherOf(selection) : null;
  if (isInFilter === null || isSelected === null) return isInFilter ?? isSelected;
  return (agent) => isInFilter(agent) && isSelected(agent);
}
