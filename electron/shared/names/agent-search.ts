import type { Agent } from '../team/team-model.ts';
import { foldName, withoutWidthless } from './invisible.ts';
import { isNarrowed, type Selection } from '../views/view-model.ts';

/** Folding a name takes longer than searching it, and an unchanged agent stays the same object. */
const folded = new WeakMap<Agent, string>();

/** The status beside the name: the secondary status, or for OTHER the bucket's own name. Null when there is neither. */
export function statusDetail({ secondaryStatus, status, rawStatus }: Agent): string | null {
  if (secondaryStatus !== null) return secondaryStatus;
  return status === 'OTHER' && rawStatus !== 'OTHER' ? rawStatus : null;
}

/** The agents who have every word of the search in their name or status, without regard to case and accents. */
export function searchAgents(agents: readonly Agent[], search: string): readonly Agent[] {
  return agents.filter(searcherOf(search));
}

/** Makes the test whether an agent is found: by name, what was added to it, and secondary status. */
export function searcherOf(search: string): (agent: Agent) => boolean {
  const words = wordsOf(search);
  if (words.length === 0) return () => true;
  return (agent) => {
    const text =
      agent.addition === undefined ? searchable(agent) : `${searchable(agent)} ${searchText(agent.addition)}`;
    return words.every((word) => text.includes(word));
  };
}

/** Makes the test whether an agent of the API's answer is selected. Pure. */
export function matcherOf(selection: Selection): (agent: Agent) => boolean {
  if (!isNarrowed(selection)) return () => true;
  const words = wordsOf(selection.text);
  const statuses = new Set(selection.statuses);
  const secondary = new Set(selection.secondaryStatuses.map(foldName));
  return (agent) =>
    (statuses.size === 0 || statuses.has(agent.status)) &&
    (secondary.size === 0 || secondary.has(foldName(statusDetail(agent) ?? ''))) &&
    holdsAll(agent, words);
}

function holdsAll(agent: Agent, words: readonly string[]): boolean {
  return words.every((word) => searchable(agent).includes(word));
}

function searchable(agent: Agent): string {
  const known = folded.get(agent);
  if (known !== undefined) return known;
  const text = searchText(`${agent.name} ${statusDetail(agent) ?? ''}`);
  folded.set(agent, text);
  return text;
}

/** The words of a search, each of which has to be found. */
export function wordsOf(search: string): readonly string[] {
  return searchText(search).split(/\s+/).filter(Boolean);
}

/** Without case and accents, so that `anh` finds Ánh. */
export function searchText(text: string): string {
  return withoutWidthless(text.normalize('NFD').replace(/\p{M}/gu, '')).toLocaleLowerCase();
}
