import { attentionOf, type AttentionRules } from '../../shared/team/attention.ts';
import { foldName } from '../../shared/names/invisible.ts';
import { STATUSES, type Agent } from '../../shared/model.ts';

/** As many of a selection are shown beside its number. */
const MAX_FIRST = 50;

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/**
 * The first agents of a selection, in any order: those who are called as its text says, whom somebody may be looking for,
 * and then as the list begins, with those who need attention, by status and by name.
 */
export function firstAgents(
  matching: ReadonlyMap<string, Agent>,
  text: string,
  { rules, now }: { readonly rules: AttentionRules; readonly now: number },
): readonly Agent[] {
  if (matching.size <= MAX_FIRST) return [...matching.values()];
  const wanted = foldName(text);
  const placeOf = (agent: Agent): number => {
    if (foldName(agent.name) === wanted) return -2;
    return attentionOf(agent, rules, now) === null ? STATUSES.indexOf(agent.status) : -1;
  };
  const byPlace = Map.groupBy(matching.values(), placeOf);
  const first: Agent[] = [];
  for (const place of [...byPlace.keys()].toSorted((a, b) => a - b)) {
    if (first.length >= MAX_FIRST) break;
    first.push(...(byPlace.get(place) ?? []).toSorted((a, b) => byName.compare(a.name, b.name)));
  }
  return first.slice(0, MAX_FIRST);
}
